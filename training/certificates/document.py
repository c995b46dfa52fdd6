"""What a certificate says, in the language of the page or mail that it is made for."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row

from training import releases, settings
from training.addresses import address_of
from training.formatting import calendar_day
from training.i18n import language, localised
from training.models import OverrideKind


def content(certificate: Row[Any]) -> dict[str, str]:
    """Return the texts of a certificate by name; what does not apply is empty."""
    release = releases.get(certificate.release_id)
    organisation, until = settings.organisation(), certificate.valid_until
    return {
        "language": language(),
        "title": _("Certificate"),
        "name": certificate.display_name,
        "statement": _statement(certificate),
        "quiz": localised(release.document.quiz.title),
        "release": _("Release %(number)d", number=release.number),
        "date": calendar_day(certificate.passed_on),
        "valid": _("Valid until %(date)s", date=calendar_day(until)) if until else "",
        "organisation": organisation.name,
        "number": _("Certificate number %(number)s", number=certificate.address[:16].upper()),
        "stamp": _("PASSED"),
        "demonstration": _("Demonstration: not a real certificate") if organisation.demonstration else "",
        "link": address_of("certificates.show_check", address=certificate.address),
        "check": _("Whoever is shown this certificate can check it here:"),
        "code": _("QR code with the address of the page on which this certificate can be checked"),
    }


def _statement(certificate: Row[Any]) -> str:
    if certificate.kind is OverrideKind.ATTENDED:
        return _("has attended the following training in class.")
    if certificate.kind is OverrideKind.MANUAL_PASS:
        return _("has passed the following training; the evidence is kept by the organisation.")
    return _("has completed the following training and shown the understanding that it asks for.")
