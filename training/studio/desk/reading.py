"""Notices on the desk: pasted, read, corrected, and turned into the first draft of an incident."""

import uuid
from typing import NamedTuple

from sqlalchemy import delete

from questions.incident import Incident
from questions.notices.desk import Desk
from questions.notices.headline import headline
from questions.notices.joining import Joined, join, renewed
from questions.notices.laying_out import lay_out
from questions.notices.reader import read
from training import audit, clock
from training.extensions import db
from training.models import NoticeEdition, NoticeRecord
from training.statements import insert_once
from training.studio.desk.queries import Reading, find_edition, find_row, get_reading, hold, id_of
from training.studio.desk.shipped import bring_in, modest, to_offer
from training.studio.queries import load_bank
from training.studio.service import EditedMeanwhile

KEPT = 20
"""Editions of a desk; on one that was opened longer ago nothing is joined."""

NOTICE_PASTED = audit.declare("notice.pasted", "notice")
NOTICE_KEPT = audit.declare("notice.corrected", "notice", "edition")
NOTICE_REMOVED = audit.declare("notice.removed", "notice")


class Head(NamedTuple):
    """What stands above a notice: its title (empty: its headline), its address, and the language it is in."""

    title: str
    address: str | None
    language: str


class Fresh(NamedTuple):
    """What a text says, as the reader alone lays it on the desk, and the language it is in."""

    text: str
    desk: Desk
    language: str


def read_text(text: str) -> Fresh:
    """Read a notice with the controls that there are or that ship.

    It takes seconds for a long one, so never do it inside a transaction.
    """
    bank = load_bank()
    notice = read(text, [*bank.controls.values(), *to_offer(bank).values()])
    return Fresh(text, modest(lay_out(notice), bank), notice.language)


def paste(fresh: Fresh, title: str, address: str | None, actor_id: uuid.UUID) -> uuid.UUID:
    """Lay on the desk what was read, and return the id of the notice."""
    return lay(fresh.text, fresh.desk, Head(title, address, fresh.language), actor_id)


def lay(text: str, desk: Desk, head: Head, actor_id: uuid.UUID) -> uuid.UUID:
    """Store a text with its desk, and return its id; the same text at the same moment is stored once."""
    notice_id = id_of(text)
    values = {
        "id": notice_id,
        "title": head.title or headline(text),
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


class Clashing(EditedMeanwhile):
    """Somebody else changed the same entries; `joined` has both, and nothing was stored."""

    def __init__(self, joined: Joined, edition: int) -> None:
        super().__init__()
        self.joined, self.edition = joined, edition


def keep(notice_id: uuid.UUID, desk: Desk, edition: int, actor_id: uuid.UUID) -> bool:
    """Store what an author keeps, joined with what others saved since `edition`; tell whether there was anything.

    Raise Clashing when both changed the same entries, EditedMeanwhile when that edition is not kept any more.
    """
    present = hold(notice_id)
    joined = None if present.row.edition == edition else _joined(present, desk, edition)
    store(present.row, joined.desk if joined else desk, actor_id)
    return joined is not None


def read_again(notice_id: uuid.UUID, fresh: Fresh, actor_id: uuid.UUID) -> None:
    """Lay on the desk what the notice's text says now; what authors made of its entries stays."""
    present = hold(notice_id)
    store(present.row, renewed(find_edition(present, 1), present.desk, fresh.desk), actor_id)


def store(row: NoticeRecord, desk: Desk, actor_id: uuid.UUID) -> None:
    """Store a desk as the next edition, when it says something else."""
    text = desk.model_dump_json()
    if row.desk == text:
        return
    db.session.add(NoticeEdition(notice_id=row.id, edition=row.edition, desk=row.desk, saved_at=row.updated_at))
    old = NoticeEdition.edition.between(2, row.edition - KEPT)  # the first one is what the reader found
    db.session.execute(delete(NoticeEdition).where(NoticeEdition.notice_id == row.id, old))
    row.desk, row.edition, row.updated_at = text, row.edition + 1, clock.now()
    audit.record(NOTICE_KEPT, row.id, actor_id, edition=row.edition)


def _joined(present: Reading, desk: Desk, edition: int) -> Joined:
    base = find_edition(present, edition)
    if base is None:
        raise EditedMeanwhile
    joined = join(base, desk, present.desk)
    if joined.theirs:
        raise Clashing(joined, present.row.edition)
    return joined


def take_up(notice_id: uuid.UUID, incident: Incident, actor_id: uuid.UUID) -> None:
    """Connect a notice with the incident made from it, and bring in the shipped controls that this names."""
    bring_in(incident.controls, load_bank(), actor_id)
    connect(notice_id, incident.key)


def connect(notice_id: uuid.UUID, incident_key: str) -> None:
    """Remember which incident was made from a notice, if that has not been removed meanwhile."""
    row = find_row(notice_id)
    if row is not None:
        row.incident_key = incident_key


def remove(notice_id: uuid.UUID, actor_id: uuid.UUID) -> None:
    """Delete a notice with its desk; what was made from it stays."""
    row = get_reading(notice_id).row
    db.session.execute(delete(NoticeEdition).where(NoticeEdition.notice_id == notice_id))
    db.session.delete(row)
    audit.record(NOTICE_REMOVED, notice_id, actor_id)
