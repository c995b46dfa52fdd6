"""Pages of leavers: when they will be pseudonymised, and who is held back from it."""

import uuid

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from training import dates, transaction
from training.access import Permission, actor, requires
from training.administration.forms.retention import HoldForm, LeaversFilter, RetentionForm
from training.administration.retention import queries, rules, service
from training.administration.views.blueprint import bp
from training.formatting import calendar_day
from training.i18n import language
from training.paging import paginate


@bp.get("/people/leavers")
@requires(Permission.MANAGE_PEOPLE)
def list_leavers() -> str:
    """Show who has left and still has a name, and when that ends."""
    filters, retention = LeaversFilter(request.args), rules.find()
    statement = queries.select_leavers(language(), filters.search(), held=filters.only_held)
    return render_template(
        "administration/list_leavers.html",
        filters=filters,
        page=paginate(statement),
        retention=retention,
        ends_on=lambda moment: retention.ends_on(dates.day_of(moment)) if retention else None,
    )


@bp.get("/people/leavers/<uuid:person_id>/hold")
@requires(Permission.MANAGE_PEOPLE)
def edit_hold(person_id: uuid.UUID) -> str:
    """Ask why a leaver is to keep the name."""
    person = queries.get_leaver(person_id, language())
    return render_template("administration/edit_hold.html", form=HoldForm(reason=person.reason), person=person)


@bp.post("/people/leavers/<uuid:person_id>/hold")
@requires(Permission.MANAGE_PEOPLE)
def hold_leaver(person_id: uuid.UUID) -> Response:
    """Hold a leaver back."""
    person, form, actor_id = queries.get_leaver(person_id, language()), HoldForm(), actor().id
    if not form.validate_on_submit():
        return make_response(render_template("administration/edit_hold.html", form=form, person=person), 422)
    transaction.run(lambda: service.hold(person_id, form.reason.data or "", actor_id))
    flash(_("%(name)s keeps the name until you let it go.", name=person.display_name), "success")
    return redirect(url_for(".list_leavers"), 303)


@bp.post("/people/leavers/<uuid:person_id>/release")
@requires(Permission.MANAGE_PEOPLE)
def release_leaver(person_id: uuid.UUID) -> Response:
    """Hold a leaver back no longer."""
    person, actor_id = queries.get_leaver(person_id, language()), actor().id
    transaction.run(lambda: service.release(person_id, actor_id))
    flash(_("%(name)s is no longer held back.", name=person.display_name), "success")
    return redirect(url_for(".list_leavers"), 303)


@bp.get("/settings/retention")
@requires(Permission.MANAGE_SETTINGS)
def edit_retention() -> str:
    """Ask for how long leavers keep their names."""
    retention = rules.find()
    form = RetentionForm(months=retention.months if retention else None)
    return render_template("administration/edit_retention.html", form=form, retention=retention)


@bp.post("/settings/retention")
@requires(Permission.MANAGE_SETTINGS)
def change_retention() -> Response:
    """Keep for how long leavers keep their names, and tell whom that will concern first."""
    form, actor_id = RetentionForm(), actor().id
    if not form.validate_on_submit():
        page = render_template("administration/edit_retention.html", form=form, retention=rules.find())
        return make_response(page, 422)
    retention = transaction.run(lambda: service.change(form.months.data, actor_id))
    if retention is None:
        flash(_("The choice was saved. Names of leavers are kept."), "success")
        return redirect(url_for(".show_settings"), 303)
    number, day = queries.count_until(retention, retention.begins_on), calendar_day(retention.begins_on)
    told = ngettext(
        "The choice was saved. On %(day)s %(num)d person will be pseudonymised, unless you hold the person back.",
        "The choice was saved. On %(day)s %(num)d people will be pseudonymised, unless you hold somebody back.",
        number,
        day=day,
    )
    flash(told, "success")
    return redirect(url_for(".list_leavers"), 303)
