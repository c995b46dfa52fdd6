"""The person's own account."""

from flask import Response as FlaskResponse
from flask import flash, make_response, redirect, render_template, stream_with_context, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import transaction
from training.access import actor, signed_in
from training.accounts import personal_data, queries, sections, service
from training.accounts import session as account_session
from training.accounts.forms import PreferencesForm
from training.accounts.queries import Profile
from training.accounts.views.blueprint import bp


@bp.get("/profile")
@signed_in
def show_profile() -> str:
    """Show name, sign-in names, language and time zone."""
    profile = queries.get_profile(actor().id)
    return _page(PreferencesForm(language=profile.locale, time_zone=profile.time_zone), profile)


@bp.post("/profile")
@signed_in
def change_profile() -> Response:
    """Keep language and time zone."""
    person, form = actor(), PreferencesForm()
    if not form.validate_on_submit():
        return make_response(_page(form, queries.get_profile(person.id)), 422)
    transaction.run(lambda: service.set_preferences(person.id, form.language.data, form.time_zone.data))
    with force_locale(form.language.data):
        flash(_("Your language and time zone are saved."), "success")
    return redirect(url_for("accounts.show_profile"), 303)


@bp.post("/profile/sign-out-everywhere")
@signed_in
def sign_out_everywhere() -> Response:
    """End the person's sessions on all devices, this one too."""
    person = actor()
    transaction.run(lambda: service.sign_out_everywhere(person.id))
    account_session.end()
    flash(_("You have signed out on all devices."), "success")
    return redirect(url_for("accounts.show_sign_in"), 303)


@bp.get("/profile/data")
@signed_in
def show_data() -> str:
    """Show what kinds of things are stored about the person, how many, and what becomes of them."""
    return render_template(
        "accounts/show_data.html",
        counts=personal_data.count_about(actor().id),
        labels=sections.LABELS,
        afterwards=sections.afterwards(),
        fates=sections.AFTERWARDS,
    )


@bp.get("/profile/data.json")
@signed_in
def download_data() -> FlaskResponse:
    """Give everything that is stored about the person."""
    pieces = stream_with_context(personal_data.file_about(actor().id))
    headers = {"Content-Disposition": "attachment; filename=kyokun-my-data.json"}
    return FlaskResponse(pieces, mimetype="application/json", headers=headers)


def _page(form: PreferencesForm, profile: Profile) -> str:
    return render_template("accounts/show_profile.html", form=form, profile=profile)
