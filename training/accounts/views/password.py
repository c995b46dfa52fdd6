"""Changing one's own password."""

import uuid

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import transaction
from training.access import actor, signed_in
from training.accounts import passwords, queries, service
from training.accounts import session as account_session
from training.accounts.forms import ChangePasswordForm
from training.accounts.sign_in import confirm_password
from training.accounts.views.blueprint import bp
from training.errors import FieldError
from training.forms.errors import apply
from training.throttle import TooManyAttempts


@bp.get("/profile/password")
@signed_in
def show_password() -> str:
    """Ask for the present and the new password."""
    form = ChangePasswordForm(sign_in_name=queries.get_profile(actor().id).sign_in_name)
    return render_template("accounts/show_password.html", form=form)


@bp.post("/profile/password")
@signed_in
def change_password() -> Response:
    """Keep the new password and end the sessions on other devices."""
    person, form = actor(), ChangePasswordForm()
    status = _check(form, person.id)
    if status != 200:
        return make_response(render_template("accounts/show_password.html", form=form), status)
    secret_hash = passwords.hash_password(form.password.data or "")
    transaction.run(lambda: service.set_password(person.id, secret_hash, person.id))
    account_session.begin(person.id)
    flash(_("Your password is changed. You have signed out on all other devices."), "success")
    return redirect(url_for("accounts.show_profile"), 303)


def _check(form: ChangePasswordForm, person_id: uuid.UUID) -> int:
    """Return 200 when the form is acceptable, else the status of the page that says why not."""
    profile = queries.get_profile(person_id)
    form.sign_in_name.data = profile.sign_in_name
    if not form.validate_on_submit():
        return 422
    try:
        passwords.check_password(form.password.data or "", profile.own_words)
        if not confirm_password(person_id, form.current.data or "", request.remote_addr or ""):
            form.current.errors = [_("This is not your present password. Type it again.")]
    except FieldError as error:
        apply(form, error)
    except TooManyAttempts as refusal:
        apply(form, refusal)
        return 429
    return 422 if form.errors else 200
