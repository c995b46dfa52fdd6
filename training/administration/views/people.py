"""Pages of people: find, add, look at and change them."""

import uuid
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import clock, dates, settings, transaction
from training.access import Permission, actor, requires
from training.administration import labels, queries, service
from training.administration.forms.filters import PeopleFilter
from training.administration.forms.people import PersonForm
from training.administration.forms.tags import TaggingForm
from training.administration.views.blueprint import bp
from training.deputies import queries as deputies
from training.errors import FieldError, Refused
from training.forms.errors import apply
from training.i18n import language
from training.paging import paginate


@bp.get("/people")
@requires(Permission.MANAGE_PEOPLE)
def list_people() -> str:
    """Show the people that a filter finds."""
    tags = queries.list_tags(language())
    filters = PeopleFilter(request.args, queries.tree(language()), tags)
    page = paginate(queries.select_people(filters.wanted(), language()))
    shown = [person.id for person in page.items]
    told = {"roles": queries.list_roles(shown), "tags_of": queries.list_tags_of(shown, language()) if tags else {}}
    form = TaggingForm(tags) if tags else None
    template = "administration/list_people.html"
    return render_template(template, filters=filters, page=page, form=form, labels=labels, **told)


@bp.get("/people/new")
@requires(Permission.MANAGE_PEOPLE)
def new_person() -> str:
    """Ask who is to be added."""
    form = _form(
        data={"language": settings.find("default_locale"), "team": request.args.get("team", "")},
    )
    return render_template("administration/new_person.html", form=form)


@bp.post("/people/new")
@requires(Permission.MANAGE_PEOPLE)
def add_person() -> Response:
    """Add a person, who is invited from the page that follows."""
    form = _form()
    if form.validate_on_submit():
        data, actor_id = form.data_of(dates.zone_name()), actor().id
        try:
            person = transaction.run(lambda: service.add_person(data, actor_id))
        except FieldError as error:
            apply(form, error)
        else:
            flash(_("%(name)s was added. Send an invitation next.", name=data.name), "success")
            return redirect(url_for(".show_person", person_id=person.id), 303)
    return make_response(render_template("administration/new_person.html", form=form), 422)


@bp.get("/people/<uuid:person_id>")
@requires(Permission.MANAGE_PEOPLE)
def show_person(person_id: uuid.UUID) -> str:
    """Show status, place, invitations and training of a person; never answers."""
    now = clock.now()
    return render_template(
        "administration/show_person.html",
        person=queries.get_person(person_id, language()),
        roles=queries.list_roles([person_id])[person_id],
        tags=queries.list_tags_of([person_id], language())[person_id],
        managed=queries.list_managed_teams(person_id, language()),
        standing_in=deputies.list_about(person_id, dates.today()),
        invitations=queries.list_invitations(person_id),
        assignments=queries.list_assignments(person_id, now),
        labels=labels,
        now=now,
    )


@bp.get("/people/<uuid:person_id>/edit")
@requires(Permission.MANAGE_PEOPLE)
def edit_person(person_id: uuid.UUID) -> str:
    """Ask what is to be changed about a person."""
    person = queries.get_person(person_id, language())
    kept = {
        "name": person.display_name,
        "email": person.email,
        "employee_number": person.employee_number,
        "language": person.locale,
        "team": str(person.team_id or ""),
        "roles": queries.list_roles([person_id])[person_id],
        "tags": [str(tag_id) for tag_id in queries.list_tags_of([person_id], language())[person_id]],
        **{name: getattr(person, name) for name in ("employment", "hired_on", "leave_from", "leave_until")},
    }
    form = _form(data=kept)
    return render_template("administration/edit_person.html", form=form, person=person)


@bp.post("/people/<uuid:person_id>/edit")
@requires(Permission.MANAGE_PEOPLE)
def change_person(person_id: uuid.UUID) -> Response:
    """Make a person what the form says."""
    person, actor_id = queries.get_person(person_id, language()), actor().id
    form = _form()
    if form.validate_on_submit():
        data = form.data_of(person.time_zone)
        try:
            transaction.run(lambda: service.change_person(person_id, data, actor_id))
        except (FieldError, Refused) as error:
            apply(form, error)
        else:
            flash(_("The changes were saved."), "success")
            return redirect(url_for(".show_person", person_id=person_id), 303)
    return make_response(render_template("administration/edit_person.html", form=form, person=person), 422)


def _form(**kwargs: Any) -> PersonForm:
    return PersonForm(queries.tree(language()), queries.list_tags(language()), **kwargs)
