"""Notices on the desk: pasted, read, corrected, and turned into the first draft of an incident.

The reader and its vocabulary are imported where they are used: most web processes never read a notice.
"""

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Select, delete, select

from questions.incident import Incident
from training import audit, clock
from training.errors import NotFound
from training.extensions import db
from training.models import NoticeEdition, NoticeRecord
from training.statements import insert_once
from training.studio import queries
from training.studio.service import EditedMeanwhile

if TYPE_CHECKING:
    from questions.notices.desk import Desk
    from questions.notices.drafting import Alike, Origin
    from questions.notices.joining import Joined
    from questions.notices.pieces import Piece

LONGEST_TITLE, SHORTEST_TITLE = 100, 12
LONGEST_HEAD = 2_000
KEPT = 20
"""Editions of a desk; on one that was opened longer ago nothing is joined."""
_NOTICES = uuid.UUID("4f0b2c9e-6a57-4d0c-9b1e-2d8a7c35e610")

NOTICE_PASTED = audit.declare("notice.pasted", "notice")
NOTICE_KEPT = audit.declare("notice.corrected", "notice", "edition")
NOTICE_REMOVED = audit.declare("notice.removed", "notice")


class Reading(NamedTuple):
    """A notice and its desk."""

    row: NoticeRecord
    desk: "Desk"


class Head(NamedTuple):
    """What stands above a notice: its title (empty: its first line), its address, and the language it is in."""

    title: str
    address: str | None
    language: str


class Fresh(NamedTuple):
    """What a text says, as the reader alone lays it on the desk, and the language it is in."""

    text: str
    desk: "Desk"
    language: str


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


def find_pasted(text: str) -> uuid.UUID | None:
    """Return the id of the notice whose text is this one."""
    return db.session.scalar(select(NoticeRecord.id).where(NoticeRecord.id == _id_of(text)))


def _id_of(text: str) -> uuid.UUID:
    # Made of the text, so that the second of two that come at once meets the first one's.
    return uuid.uuid5(_NOTICES, text)


def read_text(text: str) -> Fresh:
    """Read a notice with the controls that there are; seconds for a long one, so never inside a transaction."""
    from questions.notices.laying_out import lay_out  # noqa: PLC0415 - see above
    from questions.notices.reader import read  # noqa: PLC0415

    notice = read(text, queries.load_bank().controls.values())
    return Fresh(text, lay_out(notice), notice.language)


def paste(fresh: Fresh, title: str, address: str | None, actor_id: uuid.UUID) -> uuid.UUID:
    """Lay on the desk what was read, and return the id of the notice."""
    return lay(fresh.text, fresh.desk, Head(title, address, fresh.language), actor_id)


def lay(text: str, desk: "Desk", head: Head, actor_id: uuid.UUID) -> uuid.UUID:
    """Store a text with its desk, and return its id; the same text at the same moment is stored once."""
    notice_id = _id_of(text)
    values = {
        "id": notice_id,
        "title": head.title or _headline(text),
        "address": head.address,
        "source_text": text,
        "language": head.language,
        "desk": desk.model_dump_json(),
        "edition": 1,
        "incident_key": None,
        "created_at": clock.now(),
        "created_by": actor_id,
        "updated_at": clock.now(),
    }
    if insert_once(NoticeRecord, values):
        audit.record(NOTICE_PASTED, notice_id, actor_id)
    return notice_id


def _headline(text: str) -> str:
    """Return the first line that is long enough to say what it is about, else the first of all."""
    lines = [line.strip() for line in text[:LONGEST_HEAD].splitlines() if line.strip()]
    return _cut(next((line for line in lines if len(line) >= SHORTEST_TITLE), lines[0] if lines else ""))


def _cut(line: str) -> str:
    """Return a line that is too long up to its last whole word; in Japanese any character may be the last."""
    if len(line) <= LONGEST_TITLE:
        return line
    begun = line[: LONGEST_TITLE - 1]
    words = begun.rpartition(" ")[0] if begun.isascii() else begun
    return (words or begun).rstrip(" 、。,.;:") + "…"


class Clashing(EditedMeanwhile):
    """Somebody else changed the same entries; `joined` has both, and nothing was stored."""

    def __init__(self, joined: "Joined", edition: int) -> None:
        super().__init__()
        self.joined, self.edition = joined, edition


def find_edition(reading: Reading, edition: int) -> "Desk | None":
    """Return the desk as it was in an edition; None when that is not kept any more."""
    from questions.notices.desk import Desk  # noqa: PLC0415 - see above

    if edition == reading.row.edition:
        return reading.desk
    kept = db.session.get(NoticeEdition, (reading.row.id, edition))
    return Desk.model_validate_json(kept.desk) if kept else None


def keep(notice_id: uuid.UUID, desk: "Desk", edition: int, actor_id: uuid.UUID) -> bool:
    """Store what an author keeps, joined with what others saved since `edition`; tell whether there was anything.

    Raise Clashing when both changed the same entries, EditedMeanwhile when that edition is not kept any more.
    """
    present = hold(notice_id)
    joined = None if present.row.edition == edition else _joined(present, desk, edition)
    store(present.row, joined.desk if joined else desk, actor_id)
    return joined is not None


def read_again(notice_id: uuid.UUID, fresh: Fresh, actor_id: uuid.UUID) -> None:
    """Lay on the desk what the notice's text says now; what authors made of its entries stays."""
    from questions.notices.joining import renewed  # noqa: PLC0415 - see above

    present = hold(notice_id)
    store(present.row, renewed(find_edition(present, 1), present.desk, fresh.desk), actor_id)


def hold(notice_id: uuid.UUID) -> Reading:
    """Return a notice that nobody else can change now; raise NotFound when there is none."""
    if db.session.get(NoticeRecord, notice_id, with_for_update=True, populate_existing=True) is None:
        raise NotFound
    return get_reading(notice_id)


def store(row: NoticeRecord, desk: "Desk", actor_id: uuid.UUID) -> None:
    """Store a desk as the next edition, when it says something else."""
    text = desk.model_dump_json()
    if row.desk == text:
        return
    db.session.add(NoticeEdition(notice_id=row.id, edition=row.edition, desk=row.desk, saved_at=row.updated_at))
    old = NoticeEdition.edition.between(2, row.edition - KEPT)  # the first one is what the reader found
    db.session.execute(delete(NoticeEdition).where(NoticeEdition.notice_id == row.id, old))
    row.desk, row.edition, row.updated_at = text, row.edition + 1, clock.now()
    audit.record(NOTICE_KEPT, row.id, actor_id, edition=row.edition)


def _joined(present: Reading, desk: "Desk", edition: int) -> "Joined":
    from questions.notices.joining import join  # noqa: PLC0415 - see above

    base = find_edition(present, edition)
    if base is None:
        raise EditedMeanwhile
    joined = join(base, desk, present.desk)
    if joined.theirs:
        raise Clashing(joined, present.row.edition)
    return joined


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
    db.session.execute(delete(NoticeEdition).where(NoticeEdition.notice_id == notice_id))
    db.session.delete(row)
    audit.record(NOTICE_REMOVED, notice_id, actor_id)


def draft(reading: Reading) -> dict[str, Any]:
    """Return what the form of a new incident shows first."""
    from questions.notices.drafting import draft_incident  # noqa: PLC0415 - see above

    return draft_incident(reading.desk, _origin(reading.row))


def list_alike(reading: Reading, incidents: Mapping[str, Incident]) -> "list[Alike]":
    """List incidents that may be the same as the one that a notice tells of."""
    from questions.notices.drafting import same_incidents  # noqa: PLC0415 - see above

    own = reading.row.incident_key
    others = (incident for key, incident in incidents.items() if key != own)
    return same_incidents(reading.desk, _origin(reading.row), others)


def list_pieces(reading: Reading) -> "list[Piece]":
    """List the stretches of a notice with the keys of what rests on them, as far as it was read."""
    from questions.notices.pieces import pieces  # noqa: PLC0415 - see above
    from questions.notices.reader import LONGEST  # noqa: PLC0415

    return pieces(reading.row.source_text[:LONGEST], reading.desk.entries, reading.desk.aside)


def map_days(reading: Reading) -> dict[str, int]:
    """Map noticed, stopped and told to the days since the incident began."""
    from questions.notices.desk import days_until  # noqa: PLC0415 - see above

    return days_until(reading.desk)


def _origin(row: NoticeRecord) -> "Origin":
    from questions.notices.drafting import Origin  # noqa: PLC0415 - see above

    return Origin(row.title, row.address, row.language, row.created_at.date().isoformat())
