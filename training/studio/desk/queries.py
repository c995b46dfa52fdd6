"""Reads of notices and their desks."""

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
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


class Gist(NamedTuple):
    """By what authors tell notices apart: the organisation, and the first day on which something happened."""

    organisation: str
    began: str


def map_gists(notice_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Gist]:
    """Map notices to their gists, each part empty where the notice or its author says nothing of it."""
    rows = db.session.execute(select(NoticeRecord.id, NoticeRecord.desk).where(NoticeRecord.id.in_(notice_ids)))
    return {row.id: _gist(json.loads(row.desk)["entries"]) for row in rows}


def _gist(entries: Sequence[Mapping[str, Any]]) -> Gist:
    kept = [(entry["kind"], entry["value"]) for entry in entries if entry.get("kept", True)]
    days = [value.partition("/")[0] for kind, value in kept if kind in {"date", "period"}]
    began = min((day for day in days if day[:1].isdecimal()), default="")
    return Gist(next((value for kind, value in kept if kind == "organisation"), ""), began)


def find_row(notice_id: uuid.UUID) -> NoticeRecord | None:
    """Return the row of a notice; None when there is none."""
    return db.session.get(NoticeRecord, notice_id)


def hold(notice_id: uuid.UUID) -> Reading:
    """Return a notice that nobody else can change now; raise NotFound when there is none."""
    db.session.get(NoticeRecord, notice_id, with_for_update=True, populate_existing=True)
    return get_reading(notice_id)


def get_reading(notice_id: uuid.UUID) -> Reading:
    """Return a notice with its desk; raise NotFound when there is none."""
    row = find_row(notice_id)
    if row is None:
        raise NotFound
    return Reading(row, Desk.model_validate_json(row.desk))


def find_pasted(text: str) -> uuid.UUID | None:
    """Return the id of the notice whose text is this one."""
    return db.session.scalar(select(NoticeRecord.id).where(NoticeRecord.id == id_of(text)))


def id_of(text: str) -> uuid.UUID:
    """Return the id of the notice whose text is this one, whether it is here or not.

    It is made of the text, so that the second of two that come at once meets the first one's.
    """
    return uuid.uuid5(_NOTICES, text)


def find_edition(reading: Reading, edition: int) -> Desk | None:
    """Return the desk as it was in an edition; None when that is not kept any more."""
    if edition == reading.row.edition:
        return reading.desk
    kept = db.session.get(NoticeEdition, (reading.row.id, edition))
    return Desk.model_validate_json(kept.desk) if kept else None
