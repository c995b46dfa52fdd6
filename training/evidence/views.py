"""What a person can show: the certificate, on a page and as PDF."""

import uuid
from typing import Any

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _
from sqlalchemy import Row

from questions.text import LocalisedText
from training import releases, settings
from training.access import Permission, actor, requires
from training.evidence import queries
from training.evidence.pdf import render_certificate
from training.formatting import calendar_day, day
from training.i18n import language, localised
from training.models import OverrideKind

bp = Blueprint("evidence", __name__, url_prefix="/certificates")


@bp.get("/<uuid:attempt_id>")
@requires(Permission.TAKE_TRAINING)
def show_certificate(attempt_id: uuid.UUID) -> str:
    """Show the person's own certificate."""
    own = queries.get_certificate(actor().id, attempt_id)
    return render_template(
        "evidence/show_certificate.html", attempt_id=attempt_id, data=_content(own), by_attempt=own.kind is None
    )


@bp.get("/<uuid:attempt_id>.pdf")
@requires(Permission.TAKE_TRAINING)
def download_certificate(attempt_id: uuid.UUID) -> Response:
    """Send the person's own certificate as PDF."""
    own = queries.get_certificate(actor().id, attempt_id)
    response = Response(render_certificate(_content(own)), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="certificate-{attempt_id.hex[-8:]}.pdf"'
    return response


def _statement(certificate: Row[Any]) -> str:
    if certificate.kind is OverrideKind.ATTENDED:
        return _("has attended the following training in class.")
    if certificate.kind is OverrideKind.MANUAL_PASS:
        return _("has passed the following training; the evidence is kept by the organisation.")
    return _("has completed the following training and shown the understanding that it asks for.")


def _content(certificate: Row[Any]) -> dict[str, str]:
    release = releases.get(certificate.release_id)
    title: LocalisedText = release.document.quiz.title
    organisation = settings.organisation()
    return {
        "language": language(),
        "title": _("Certificate"),
        "name": certificate.display_name,
        "statement": _statement(certificate),
        "quiz": localised(title),
        "release": _("Release %(number)d", number=release.number),
        "date": calendar_day(certificate.held_on) if certificate.held_on else day(certificate.issued_at),
        "organisation": organisation.name,
        "number": _("Certificate number %(number)s", number=certificate.address[:16].upper()),
        "stamp": _("PASSED"),
        "demonstration": _("Demonstration: not a real certificate") if organisation.demonstration else "",
    }
