"""Pages of tags, and giving them to several people at once."""

import uuid
from collections.abc import Callable, Collection, Sequence
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from training import transaction
from training.access import Permission, actor, requires
from training.administration import queries, service
from training.administration.forms.filters import PeopleFilter, TagFilter
from training.administration.forms.tags import TagForm, TaggingForm
from training.administration.views.blueprint import bp
from training.errors import FieldError, Refused
from training.forms.errors import apply
from training.forms.fields import ConfirmForm
from training.i18n import language
from training.paging import paginate


@bp.get("/people/tags")
@requires(Permission.MANAGE_PEOPLE)
def list_tags() -> str:
    """Show the tags and how many people have each."""
    filters = TagFilter(request.args)
    page = paginate(queries.select_tags(filters.wanted(), language()))
    return render_template("administration/list_tags.html", filters=filters, page=page)


@bp.get("/people/tags/new")
@requires(Permission.MANAGE_PEOPLE)
def new_tag() -> str:
    """Ask for the name of a new tag."""
    return render_template("administration/new_tag.html", form=TagForm())


@bp.post("/people/tags/new")
@requires(Permission.MANAGE_PEOPLE)
def add_tag() -> Response:
    """Add a tag."""
    form, actor_id = TagForm(), actor().id
    if form.validate_on_submit():
        name, name_en = form.name.data or "", form.name_en.data
        try:
            transaction.run(lambda: service.add_tag(name, name_en, actor_id))
        except FieldError as error:
            apply(form, error)
        else:
            flash(_("The tag was added. Give it to people in the list of people, or by an import."), "success")
            return redirect(url_for(".list_tags"), 303)
    return make_response(render_template("administration/new_tag.html", form=form), 422)


@bp.get("/people/tags/<uuid:tag_id>")
@requires(Permission.MANAGE_PEOPLE)
def edit_tag(tag_id: uuid.UUID) -> str:
    """Show who has a tag and which campaigns ask for it, and ask for another name."""
    tag = queries.get_tag(tag_id)
    return _tag_page(tag_id, TagForm(data={"name": tag.name, "name_en": tag.name_en}))


@bp.post("/people/tags/<uuid:tag_id>")
@requires(Permission.MANAGE_PEOPLE)
def change_tag(tag_id: uuid.UUID) -> Response:
    """Give a tag another name."""
    form, actor_id = TagForm(), actor().id
    if form.validate_on_submit():
        name, name_en = form.name.data or "", form.name_en.data
        try:
            transaction.run(lambda: service.rename_tag(tag_id, name, name_en, actor_id))
        except FieldError as error:
            apply(form, error)
        else:
            flash(_("The changes were saved."), "success")
            return redirect(url_for(".list_tags"), 303)
    return make_response(_tag_page(tag_id, form), 422)


@bp.get("/people/tags/<uuid:tag_id>/remove")
@requires(Permission.MANAGE_PEOPLE)
def confirm_tag_removal(tag_id: uuid.UUID) -> str:
    """Say what happens when a tag is removed."""
    return _removal_page(tag_id, ConfirmForm())


@bp.post("/people/tags/<uuid:tag_id>/remove")
@requires(Permission.MANAGE_PEOPLE)
def remove_tag(tag_id: uuid.UUID) -> Response:
    """Take a tag from everybody and out of use."""
    form, actor_id = ConfirmForm(), actor().id
    try:
        transaction.run(lambda: service.remove_tag(tag_id, actor_id))
    except Refused as error:
        apply(form, error)
        return make_response(_removal_page(tag_id, form), error.status)
    flash(_("The tag was removed."), "success")
    return redirect(url_for(".list_tags"), 303)


@bp.post("/people/tags/give")
@requires(Permission.MANAGE_PEOPLE)
def give_tag() -> Response:
    """Give a tag to people chosen in the list."""
    return _tagged(
        service.give_tag,
        lambda number: ngettext("%(num)d person got the tag.", "%(num)d people got the tag.", number),
    )


@bp.post("/people/tags/take")
@requires(Permission.MANAGE_PEOPLE)
def take_tag() -> Response:
    """Take a tag from people chosen in the list."""
    return _tagged(
        service.take_tag,
        lambda number: ngettext("%(num)d person lost the tag.", "%(num)d people lost the tag.", number),
    )


_Change = Callable[[uuid.UUID, Collection[uuid.UUID], uuid.UUID | None], int]


def _tagged(change: _Change, told: Callable[[int], str]) -> Response:
    tags, actor_id = queries.list_tags(language()), actor().id
    filters, form = PeopleFilter(request.args, queries.tree(language()), tags), TaggingForm(tags)
    wanted = filters.wanted()
    if not form.validate_on_submit():
        flash(_("This tag no longer exists. Choose again."), "warning")
    elif not (people := _chosen(form, wanted)):
        flash(_("Choose at least one person."), "warning")
    else:
        tag_id = uuid.UUID(form.tag_id.data)
        number = transaction.run(lambda: change(tag_id, people, actor_id))
        flash(told(number), "success" if number else "info")
    same_list: dict[str, Any] = {**filters.arguments()}
    return redirect(url_for(".list_people", **same_list), 303)


def _chosen(form: TaggingForm, wanted: queries.PeopleWanted) -> Sequence[uuid.UUID]:
    if form.everybody.data:
        return queries.list_found(wanted)
    return request.form.getlist("person", type=uuid.UUID)


def _tag_page(tag_id: uuid.UUID, form: TagForm) -> str:
    return render_template("administration/edit_tag.html", form=form, **_told(tag_id))


def _removal_page(tag_id: uuid.UUID, form: ConfirmForm) -> str:
    return render_template("administration/confirm_tag_removal.html", form=form, **_told(tag_id))


def _told(tag_id: uuid.UUID) -> dict[str, object]:
    uses = queries.list_campaign_uses(tag_id)
    return {
        "tag": queries.get_tag(tag_id),
        "people": queries.count_tagged(tag_id),
        "running": [use for use in uses if not use.is_closed],
        "closed": sum(use.is_closed for use in uses),
    }
