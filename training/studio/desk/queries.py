"""Reads of notices and their desks."""

import uuid
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from questions.notices.desk import Desk
from training.errors import NotFound
from training.extensions import db
from training.models import NoticeEdition, NoticeRecord

_NOTICES = uuid.UUID("4f0b2c9e-6a57-4d0c-9b1e-2d8a7c35e610")


class Reading(NamedTuple):
    """A notice and its desk."""

    row: NoticeRecord
    desk: Desk


def select_notices() -> Select[*tuple[Any, ...]]:
    """Return the notices without their text, newest first."""
    columns = (NoticeRecord.id, NoticeRecord.title, NoticeRecord.created_at, NoticeRecord.incident_key)
    return select(*columns).order_by(NoticeRecord.created_at.desc(), NoticeRecord.id)


def get_reading(notice_id: uuid.UUID) -> Reading:
    """Return a notice with its desk; raise NotFound when there is none."""
    row = db.session.get(NoticeRecord, notice_id)
    if row is None:
        raise NotFound
    return Reading(row, Desk.model_validate_json(row.desk))


def find_pasted(text: str) -> uuid.UUID | None:
    """Return the id of the notice whose text is this one."""
    return db.session.scalar(select(NoticeRecord.id).where(NoticeRecord.id == id_of(text)))


def id_of(text: str) -> uuid.UUID:
    # Made of the text, so that the second of two that come at once meets the first one's.
    return uuid.uuid5(_NOTICES, text)


def find_edition(reading: Reading, edition: int) -> Desk | None:
    """Return the desk as it was in an edition; None when that is not kept any more."""
    if edition == reading.row.edition:
        return reading.desk
    kept = db.session.get(NoticeEdition, (reading.row.id, edition))
    return Desk.model_validate_json(kept.desk) if kept else None
