"""Signing in and out."""

import uuid

from flask import flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from training.access import before_agreement, public
from training.accounts import session as account_session
from training.accounts.forms import SignInForm
from training.accounts.sign_in import authenticate
from training.accounts.views.blueprint import bp
from training.addresses import local_path
from training.envelope import carries_envelope
from training.errors import DatabaseBusy, StorageFull
from training.forms.errors import apply
from training.learning import service as learning
from training.resending import reopen
from training.throttle import TooManyAttempts


@bp.get("/sign-in")
@public
def show_sign_in() -> str | Response:
    """Show the form, or the way on to whoever has signed in."""
    if current_user.is_authenticated:
        return redirect(_way_on(), 303)
    # What was posted to a page that asks for a sign-in first is not this form's.
    return render_template("accounts/show_sign_in.html", form=SignInForm(None, data={"envelope": g.get("envelope")}))


@bp.post("/sign-in")
@public
@carries_envelope
def sign_in() -> Response:
    """Open a session for the right name and password."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _refuse(form, 422)
    try:
        name, password = form.sign_in_name.data or "", form.password.data or ""
        person_id = authenticate(name, password, request.remote_addr or "")
    except TooManyAttempts as refusal:
        apply(form, refusal)
        return _refuse(form, 429, {"Retry-After": str(refusal.minutes * 60)})
    if person_id is None:
        form.form_errors.append(_("The name or the password is not right. Check both and try again."))
        return _refuse(form, 422)
    return _let_in(form, person_id)


def _let_in(form: SignInForm, person_id: uuid.UUID) -> Response:
    try:  # before the session begins: where it fails, the page and its envelope stay as they are
        kept = learning.open_envelope(form.envelope.data, person_id)
    except (DatabaseBusy, StorageFull) as failure:
        form.form_errors.append(_("What you chose or wrote is still on this page. It could not be stored just now."))
        form.form_errors.append(_("Please sign in again in a minute."))
        return _refuse(form, failure.status)
    account_session.begin(person_id)
    if kept:
        return lead_back(kept)
    return reopen(form.envelope.data, person_id) or redirect(_way_on(), 303)


def lead_back(kept: learning.Kept) -> Response:
    """Lead to the decision whose draft was kept; say so when it could not be."""
    if not kept.is_whole:
        flash(_("What you chose or wrote was too long to be kept, so it is not filled in."), "warning")
    return redirect(kept.address, 303)


@bp.post("/sign-out")
@before_agreement
def sign_out() -> Response:
    """Close the session of this browser."""
    account_session.end()
    flash(_("You have signed out."), "success")
    response = redirect(url_for("accounts.show_sign_in"), 303)
    response.headers["Clear-Site-Data"] = '"storage"'  # texts that this window kept until they were saved
    return response


def _way_on() -> str:
    return local_path(request.args.get("next"), "/")


def _refuse(form: SignInForm, status: int, headers: dict[str, str] | None = None) -> Response:
    return make_response(render_template("accounts/show_sign_in.html", form=form), status, headers or {})
