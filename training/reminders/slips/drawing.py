"""Slips of paper, each in the language of its reader."""

from typing import Any
from zoneinfo import ZoneInfo

import segno
from flask import current_app, render_template
from flask_babel import force_locale
from markupsafe import Markup

from training import clock
from training.addresses import address_of
from training.mail.messages import MailKind
from training.mail.reading import title_of
from training.models import AssignmentStatus, UserStatus
from training.reminders.slips.queries import Rows


def draw(rows: Rows) -> list[Markup]:
    """Return the slips of one run."""
    return [_draw(row) for row in rows]


def _draw(row: Any) -> Markup:
    zone = ZoneInfo(row.time_zone)
    with force_locale(row.locale):
        drawn = render_template(
            "slips/slip.html",
            slip=row,
            kind=MailKind(row.kind).value,
            title=title_of(row.release_id, row.name, row.locale),
            due_on=row.due_at.astimezone(zone).date(),
            is_overdue=row.due_at <= clock.now(),
            is_done=row.status in {AssignmentStatus.PASSED, AssignmentStatus.EXEMPT},
            has_begun=row.status is AssignmentStatus.IN_PROGRESS,
            finished_on=row.finished_at.astimezone(zone).date() if row.finished_at else None,
            printed_on=row.printed_at.astimezone(zone).date(),
            has_password=row.account is not UserStatus.INVITED,
            site=current_app.config["SITE_URL"],
            code=_code(_address(row)),
        )
    return Markup(drawn)  # a template's own, escaped output  # noqa: S704  # nosec B704


def _address(row: Any) -> str:
    if row.kind == MailKind.PASSED:
        return address_of("certificates.show_certificate", attempt_id=row.attempt_id)
    if row.kind == MailKind.DECIDED:
        return address_of("overrides.show_own", assignment_id=row.id)
    if row.kind == MailKind.FAILED:
        return address_of("learning.show_result", attempt_id=row.attempt_id)
    return address_of("learning.show_assignment", assignment_id=row.id)


def _code(address: str) -> Markup:
    """Return the QR code of an address, black on white whatever the colours of the page."""
    drawn = segno.make_qr(address, error="m").svg_inline(border=2, dark="#000", light="#fff", omitsize=True)
    return Markup(drawn)  # made of squares alone  # noqa: S704  # nosec B704
