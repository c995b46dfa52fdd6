"""Invitations, by the link of a mail or the code of a sheet."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext

from flask import make_response, redirect, render_template, request, session, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from training import transaction
from training.access import public
from training.accounts import passwords, queries, service
from training.accounts import session as account_session
from training.accounts.forms import CodeForm, NewPasswordForm
from training.accounts.queries import InvitationState, Profile
from training.accounts.sign_in import find_sheet
from training.accounts.views.blueprint import bp
from training.errors import FieldError, Refused
from training.forms.errors import apply
from training.invitation_links import invitation_token, read_invitation_token
from training.models import Invitation
from training.throttle import TooManyAttempts

FORGED = "forged"


@bp.get("/invitation")
@public
def show_code() -> str:
    """Ask for the code of a sheet."""
    return render_template("accounts/show_code.html", form=CodeForm())


@bp.post("/invitation")
@public
def enter_code() -> Response:
    """Open the invitation that a code belongs to."""
    form = CodeForm()
    if not form.validate_on_submit():
        return _ask_again(form, 422)
    try:
        found = find_sheet(form.sign_in_name.data or "", form.code.data or "", request.remote_addr or "")
    except TooManyAttempts as refusal:
        apply(form, refusal)
        return _ask_again(form, 429, {"Retry-After": str(refusal.minutes * 60)})
    if found is None:
        form.form_errors.append(_("This number and code do not belong together. Compare both with your sheet."))
        return _ask_again(form, 422)
    return redirect(url_for("accounts.show_invitation", token=invitation_token(found.id)), 303)


@bp.get("/invitation/<string:token>")
@public
def show_invitation(token: str) -> str | Response:
    """Ask the invited person to choose a password."""
    invitation = _find(token)
    state = queries.state_of(invitation) if invitation else FORGED
    if invitation is None or state != InvitationState.OPEN:
        return _refuse(state)
    profile = queries.get_profile(invitation.person_id)
    form = NewPasswordForm(sign_in_name=profile.sign_in_name)
    with _language_of(profile):
        return render_template("accounts/show_invitation.html", form=form, profile=profile)


@bp.post("/invitation/<string:token>")
@public
def accept_invitation(token: str) -> str | Response:
    """Keep the chosen password and open a session."""
    invitation = _find(token)
    state = queries.state_of(invitation) if invitation else FORGED
    if invitation is None or state != InvitationState.OPEN:
        return _refuse_or_go_on(invitation, state)
    profile = queries.get_profile(invitation.person_id)
    with _language_of(profile):
        form = NewPasswordForm()
        if not _is_acceptable(form, profile):
            return _again(form, profile)
    try:
        _accept(invitation, form.password.data or "")
    except Refused:
        return _refuse(queries.state_of(invitation))
    account_session.begin(invitation.person_id)
    return redirect(url_for("accounts.show_agreement"), 303)


def _find(token: str) -> Invitation | None:
    invitation_id = read_invitation_token(token)
    return queries.find_invitation(invitation_id) if invitation_id else None


def _accept(invitation: Invitation, password: str) -> None:
    transaction.end_reading()
    secret_hash = passwords.hash_password(password)
    transaction.run(lambda: service.accept(invitation.id, secret_hash, session.get("locale")))


def _is_acceptable(form: NewPasswordForm, profile: Profile) -> bool:
    form.sign_in_name.data = profile.sign_in_name
    if not form.validate_on_submit():
        return False
    try:
        passwords.check_password(form.password.data or "", profile.own_words)
    except FieldError as error:
        apply(form, error)
    return not form.errors


def _again(form: NewPasswordForm, profile: Profile) -> Response:
    return make_response(render_template("accounts/show_invitation.html", form=form, profile=profile), 422)


def _refuse_or_go_on(invitation: Invitation | None, state: str) -> Response:
    """A second click on the button comes after the first has used the invitation and opened the session."""
    if invitation and current_user.is_authenticated and current_user.id == invitation.person_id:
        return redirect(url_for("accounts.show_agreement"), 303)
    return _refuse(state)


def _refuse(state: str) -> Response:
    status = 404 if state == FORGED else 410
    return make_response(render_template(f"accounts/invitation_{state}.html"), status)


def _ask_again(form: CodeForm, status: int, headers: Mapping[str, str] | None = None) -> Response:
    return make_response(render_template("accounts/show_code.html", form=form), status, headers or {})


def _language_of(profile: Profile) -> AbstractContextManager[None]:
    """Speak the invited person's language, unless another was chosen in this browser."""
    return nullcontext() if "locale" in session else force_locale(profile.locale)
