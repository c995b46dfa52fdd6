"""What is written into a report, and what would break the rules of its table."""

import uuid
from datetime import UTC, datetime

from training.extensions import db
from training.models import ReportText

BREAKING_REPORTS = {
    "ck_report_text_cycle_from_one": "UPDATE report_text SET cycle = 0",
    "ck_report_text_edition_from_one": "UPDATE report_text SET edition = 0",
}


def write_report(campaign_id: uuid.UUID) -> None:
    """Write into the report of a campaign's first cycle."""
    text = ReportText(campaign_id=campaign_id, cycle=1, purpose="To practise.", open_points="", edition=1)
    text.written_at = datetime(2026, 5, 1, tzinfo=UTC)
    db.session.add(text)
