"""Writing the words of a report that no row tells: its purpose, and what is still to be done."""

import uuid

from flask_babel import lazy_gettext as _l

from questions.canonical import canonical_bytes, digest
from training import audit, clock
from training.errors import FieldError
from training.evidence.reports import queries
from training.evidence.reports.queries import Texts
from training.models import ReportText
from training.statements import insert_once

WRITTEN = audit.declare("campaign.report-written", "campaign", "cycle", "texts_sha256")

CHANGED = _l("Somebody else has changed these texts meanwhile. Copy yours, open the page anew, and put both together.")


def write(campaign_id: uuid.UUID, cycle: int, texts: Texts, actor_id: uuid.UUID | None) -> None:
    """Keep the texts of a report; raise FieldError when somebody else has written since `texts.edition` was shown.

    The ledger holds their digest, so that it can be shown which words an auditor was given.
    """
    values = {"purpose": texts.purpose, "open_points": texts.open_points}
    now = {"written_at": clock.now(), "written_by": actor_id}
    key = {"campaign_id": campaign_id, "cycle": cycle}
    is_first = insert_once(ReportText, {**key, **values, **now, "edition": 1})
    if not is_first:
        row = queries.hold_texts(campaign_id, cycle)
        if all(getattr(row, name) == value for name, value in values.items()):
            return
        if row.edition != texts.edition:
            raise FieldError("purpose", CHANGED)
        for name, value in (values | now | {"edition": row.edition + 1}).items():
            setattr(row, name, value)
    written = digest(canonical_bytes([texts.purpose, texts.open_points]))
    audit.record(WRITTEN, campaign_id, actor_id, cycle=cycle, texts_sha256=written)
