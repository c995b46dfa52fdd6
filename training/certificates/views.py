"""The certificate for who earned it, on a page and as PDF, and the page on which anybody checks one."""

import uuid
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from sqlalchemy import Row
from werkzeug.wrappers import Response as Answer

from training import dates, releases
from training.access import Permission, actor, public, requires
from training.certificates import queries
from training.certificates.checking import confirms
from training.certificates.document import content
from training.certificates.forms import CheckForm
from training.certificates.pdf import file_name, render_certificate
from training.forms.errors import apply
from training.i18n import language
from training.throttle import TooManyAttempts

bp = Blueprint("certificates", __name__, url_prefix="/certificates")

_CONFIRMED = "confirmed_certificate"


@bp.get("/<uuid:attempt_id>")
@requires(Permission.TAKE_TRAINING)
def show_certificate(attempt_id: uuid.UUID) -> str:
    """Show the person's own certificate."""
    own = queries.get_certificate(actor().id, attempt_id)
    return render_template(
        "certificates/show_certificate.html",
        attempt_id=attempt_id,
        data=content(own),
        has_expired=_has_expired(own),
        by_attempt=own.kind is None,
    )


@bp.get("/<uuid:attempt_id>.pdf")
@requires(Permission.TAKE_TRAINING)
def download_certificate(attempt_id: uuid.UUID) -> Response:
    """Send the person's own certificate as PDF."""
    own = queries.get_certificate(actor().id, attempt_id)
    response = Response(render_certificate(content(own)), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(attempt_id)}"'
    return response


@bp.get("/<string:address>")
@public
def show_check(address: str) -> Answer:
    """Ask whoever was shown a certificate for the name on it, or say that it has just been confirmed."""
    printed = queries.get_printed(address)
    # What is remembered is this visitor's alone, and shown once: the address tells nobody that a name was right.
    is_confirmed = session.get(_CONFIRMED) == printed.address and session.pop(_CONFIRMED) is not None
    return _page(printed, CheckForm(None), is_confirmed=is_confirmed)


@bp.post("/<string:address>")
@public
def check(address: str) -> Answer:
    """Confirm that the name is on the certificate, or say no more than that it could not be confirmed."""
    printed, form = queries.get_printed(address), CheckForm()
    if not form.validate_on_submit():
        return _page(printed, form, 422)
    try:
        is_confirmed = confirms(printed, form.name.data or "", request.remote_addr or "")
    except TooManyAttempts as refusal:
        apply(form, refusal)
        return _page(printed, form, 429, {"Retry-After": str(refusal.minutes * 60)})
    if not is_confirmed:
        form.form_errors.append(_("This could not be confirmed. Compare what you typed and this page with the paper."))
        return _page(printed, form, 422)
    session[_CONFIRMED] = printed.address
    return redirect(url_for(".show_check", address=printed.address), 303)


def _page(
    printed: Row[Any],
    form: CheckForm,
    status: int = 200,
    headers: dict[str, str] | None = None,
    *,
    is_confirmed: bool = False,
) -> Answer:
    release = releases.get(printed.release_id)
    titles = release.document.quiz.title.root
    page = render_template(
        "certificates/show_check.html",
        form=form,
        printed=printed,
        release=release,
        titles=sorted(titles.items(), key=lambda title: title[0] != language()),  # the paper may be in another one
        has_expired=_has_expired(printed),
        is_confirmed=is_confirmed,
    )
    return make_response(page, status, {"X-Robots-Tag": "noindex, nofollow", **(headers or {})})


def _has_expired(certificate: Row[Any]) -> bool:
    return certificate.valid_until is not None and certificate.valid_until < dates.today()
