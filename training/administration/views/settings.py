"""Pages of the organisation's settings and of its notes on controls."""

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import dates, settings, transaction
from training.access import Permission, actor, requires
from training.administration import queries, service
from training.administration.forms.organisation import SettingsForm, SlotForm
from training.administration.views.blueprint import bp


@bp.get("/settings")
@requires(Permission.MANAGE_SETTINGS)
def show_settings() -> str:
    """Show what holds for the whole organisation."""
    kept = {
        "organisation_name": settings.find("organisation_name"),
        "default_locale": settings.find("default_locale"),
        "time_zone": dates.zone_name(),
    }
    return render_template("administration/show_settings.html", form=SettingsForm(data=kept))


@bp.post("/settings")
@requires(Permission.MANAGE_SETTINGS)
def change_settings() -> Response:
    """Keep the settings."""
    form, actor_id = SettingsForm(), actor().id
    if not form.validate_on_submit():
        return make_response(render_template("administration/show_settings.html", form=form), 422)
    data = form.data_of()
    transaction.run(lambda: service.change_organisation(data, actor_id))
    flash(_("The settings were saved."), "success")
    return redirect(url_for(".show_settings"), 303)


@bp.get("/settings/controls")
@requires(Permission.MANAGE_SETTINGS)
def list_controls() -> str:
    """Show all controls with what the organisation adds to them."""
    return render_template("administration/list_controls.html", controls=queries.list_controls())


@bp.get("/settings/controls/<string:key>")
@requires(Permission.MANAGE_SETTINGS)
def edit_control(key: str) -> str:
    """Ask for the organisation's clause and whom to call."""
    control = queries.get_control(key)
    return render_template("administration/edit_control.html", control=control, form=SlotForm.of(control.slots))


@bp.post("/settings/controls/<string:key>")
@requires(Permission.MANAGE_SETTINGS)
def change_control(key: str) -> Response:
    """Keep the organisation's clause and whom to call, in both languages."""
    control, form, actor_id = queries.get_control(key), SlotForm(), actor().id
    if not (form.validate_on_submit() and form.settle_all()):
        return make_response(render_template("administration/edit_control.html", control=control, form=form), 422)

    def work() -> None:
        for locale, (clause, contact) in form.texts().items():
            service.set_slot(key, locale, clause, contact, actor_id)

    transaction.run(work)
    flash(_("The note was saved. It is shown wherever this rule comes up."), "success")
    return redirect(url_for(".list_controls"), 303)
