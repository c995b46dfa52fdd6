"""What a person can show: the certificate, on a page and as PDF."""

import uuid

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from questions.text import LocalisedText
from training import releases, settings
from training.access import Permission, actor, requires
from training.evidence import queries
from training.evidence.pdf import render_certificate
from training.formatting import day
from training.i18n import language, localised

bp = Blueprint("evidence", __name__, url_prefix="/certificates")


@bp.get("/<uuid:attempt_id>")
@requires(Permission.TAKE_TRAINING)
def show_certificate(attempt_id: uuid.UUID) -> str:
    """Show the person's own certificate."""
    return render_template("evidence/show_certificate.html", attempt_id=attempt_id, data=_content(attempt_id))


@bp.get("/<uuid:attempt_id>.pdf")
@requires(Permission.TAKE_TRAINING)
def download_certificate(attempt_id: uuid.UUID) -> Response:
    """Send the person's own certificate as PDF."""
    response = Response(render_certificate(_content(attempt_id)), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="certificate-{attempt_id.hex[-8:]}.pdf"'
    return response


def _content(attempt_id: uuid.UUID) -> dict[str, str]:
    certificate = queries.get_certificate(actor().id, attempt_id)
    release = releases.get(certificate.release_id)
    title: LocalisedText = release.document.quiz.title
    organisation = settings.organisation()
    return {
        "language": language(),
        "title": _("Certificate"),
        "name": certificate.display_name,
        "statement": _("has completed the following training and shown the understanding that it asks for."),
        "quiz": localised(title),
        "release": _("Release %(number)d", number=release.number),
        "date": day(certificate.issued_at),
        "organisation": organisation.name,
        "number": _("Certificate number %(number)s", number=certificate.address[:16].upper()),
        "stamp": _("PASSED"),
        "demonstration": _("Demonstration: not a real certificate") if organisation.demonstration else "",
    }
