"""Notices on the desk: pasted, read, corrected, and turned into the first draft of an incident.

The reader and its vocabulary are imported where they are used: most web processes never read a notice.
"""

import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select

from questions.incident import Incident
from training import audit, clock
from training.errors import NotFound
from training.extensions import db
from training.models import NoticeRecord, new_id
from training.studio import queries
from training.studio.service import EditedMeanwhile

if TYPE_CHECKING:
    from questions.notices.desk import Desk
    from questions.notices.drafting import Alike, Origin
    from questions.notices.pieces import Piece

LONGEST_TITLE, SHORTEST_TITLE = 100, 12
LONGEST_HEAD = 2_000

NOTICE_PASTED = audit.declare("notice.pasted", "notice")
NOTICE_KEPT = audit.declare("notice.corrected", "notice", "edition")
NOTICE_REMOVED = audit.declare("notice.removed", "notice")


class Reading(NamedTuple):
    """A notice and its desk."""

    row: NoticeRecord
    desk: "Desk"


def select_notices() -> Select[*tuple[Any, ...]]:
    """Return the notices without their text, newest first."""
    columns = (NoticeRecord.id, NoticeRecord.title, NoticeRecord.created_at, NoticeRecord.incident_key)
    return select(*columns).order_by(NoticeRecord.created_at.desc(), NoticeRecord.id)


def get_reading(notice_id: uuid.UUID) -> Reading:
    """Return a notice with its desk; raise NotFound when there is none."""
    from questions.notices.desk import Desk  # noqa: PLC0415 - see above

    row = db.session.get(NoticeRecord, notice_id)
    if row is None:
        raise NotFound
    return Reading(row, Desk.model_validate_json(row.desk))


def paste(text: str, title: str, address: str | None, actor_id: uuid.UUID) -> uuid.UUID:
    """Read a notice, store it with its desk, and return its id."""
    from questions.notices.laying_out import lay_out  # noqa: PLC0415 - see above
    from questions.notices.reader import read  # noqa: PLC0415

    notice = read(text, queries.load_bank().controls.values())
    row = NoticeRecord(id=new_id(), address=address, source_text=text, language=notice.language, created_by=actor_id)
    row.title = title or _headline(text)
    row.desk, row.created_at, row.updated_at = lay_out(notice).model_dump_json(), clock.now(), clock.now()
    db.session.add(row)
    audit.record(NOTICE_PASTED, row.id, actor_id)
    db.session.flush()
    return row.id


def _headline(text: str) -> str:
    """Return the first line that is long enough to say what it is about, else the first of all."""
    lines = [line.strip() for line in text[:LONGEST_HEAD].splitlines() if line.strip()]
    return next((line for line in lines if len(line) >= SHORTEST_TITLE), lines[0] if lines else "")[:LONGEST_TITLE]


def keep(notice_id: uuid.UUID, desk: "Desk", edition: int, actor_id: uuid.UUID) -> None:
    """Store what an author keeps; raise EditedMeanwhile unless `edition` is still the present one."""
    row = db.session.get(NoticeRecord, notice_id, with_for_update=True)
    if row is None:
        raise NotFound
    if row.edition != edition:
        raise EditedMeanwhile(_l("Somebody saved this after you opened it, so nothing was stored."))
    text = desk.model_dump_json()
    if row.desk != text:
        row.desk, row.edition, row.updated_at = text, edition + 1, clock.now()
        audit.record(NOTICE_KEPT, row.id, actor_id, edition=row.edition)


def connect(notice_id: uuid.UUID, incident_key: str) -> None:
    """Remember which incident was made from a notice, if that has not been removed meanwhile."""
    row = db.session.get(NoticeRecord, notice_id)
    if row is not None:
        row.incident_key = incident_key


def remove(notice_id: uuid.UUID, actor_id: uuid.UUID) -> None:
    """Delete a notice with its desk; what was made from it stays."""
    row = db.session.get(NoticeRecord, notice_id)
    if row is None:
        raise NotFound
    db.session.delete(row)
    audit.record(NOTICE_REMOVED, notice_id, actor_id)


def draft(reading: Reading) -> dict[str, Any]:
    """Return what the form of a new incident shows first."""
    from questions.notices.drafting import draft_incident  # noqa: PLC0415 - see above

    return draft_incident(reading.desk, _origin(reading.row))


def list_alike(reading: Reading) -> "list[Alike]":
    """List incidents of the bank that may be the same as the one that a notice tells of."""
    from questions.notices.drafting import same_incidents  # noqa: PLC0415 - see above

    incidents: dict[str, Incident] = queries.load_bank().incidents
    own = reading.row.incident_key
    others = (incident for key, incident in incidents.items() if key != own)
    return same_incidents(reading.desk, _origin(reading.row), others)


def list_pieces(reading: Reading) -> "list[Piece]":
    """List the stretches of a notice with the keys of what rests on them, as far as it was read."""
    from questions.notices.pieces import pieces  # noqa: PLC0415 - see above
    from questions.notices.reader import LONGEST  # noqa: PLC0415

    return pieces(reading.row.source_text[:LONGEST], reading.desk.entries)


def map_days(reading: Reading) -> dict[str, int]:
    """Map noticed, stopped and told to the days since the incident began."""
    from questions.notices.desk import days_until  # noqa: PLC0415 - see above

    return days_until(reading.desk)


def _origin(row: NoticeRecord) -> "Origin":
    from questions.notices.drafting import Origin  # noqa: PLC0415 - see above

    return Origin(row.title, row.address, row.language, row.created_at.date().isoformat())
