"""What authors read: documents as they are now, and the releases made from them."""

import json
import re
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import takewhile
from typing import Generic, NamedTuple, TypeVar, cast

from sqlalchemy import and_, func, literal, select, union_all

from questions.control import Control
from questions.folders import FOLDERS, kind_of
from questions.incident import Incident
from questions.quiz import Quiz
from questions.release import Bank
from questions.scenario import Scenario
from questions.text import Document
from questions.translations import part_at
from training.errors import NotFound
from training.extensions import db
from training.models import (
    DocumentEdition,
    NoticeRecord,
    PersonIdentity,
    Release,
)
from training.studio.records import RECORDS

D = TypeVar("D", bound=Document)

_DOCUMENTS_KEPT = 16_384
"""More than any bank has: a page of one with more documents than are kept would read all of them every time."""

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Edited(Generic[D]):
    """A document as it is now, and which edition of it this is."""

    document: D
    edition: int
    updated_at: datetime


@lru_cache(maxsize=_DOCUMENTS_KEPT)
def _read(model: type[Document], text: str) -> Document:
    return model.model_validate_json(text)


def read(model: type[D], text: str) -> D:
    """Return the document that `text` holds; the same text is read once, for documents never change in memory."""
    return cast(D, _read(model, text))


def find_document(model: type[D], key: str) -> Edited[D] | None:
    """Return the document of that kind and key as it is now."""
    if not _KEY.fullmatch(key):
        return None
    record = RECORDS[model]
    columns = select(record.document, record.edition, record.updated_at)
    row = db.session.execute(columns.where(record.key == key)).one_or_none()
    return Edited(read(model, row.document), row.edition, row.updated_at) if row else None


def get_document(model: type[D], key: str) -> Edited[D]:
    """Return the document of that kind and key; raise NotFound when there is none."""
    found = find_document(model, key)
    if found is None:
        raise NotFound
    return found


def find_edition(model: type[D], key: str, edition: int) -> Edited[D] | None:
    """Return the document as it was in one of its latest editions."""
    kept = DocumentEdition
    columns = select(kept.document, kept.edition, kept.saved_at.label("updated_at"))
    same = (kept.kind == kind_of(model), kept.document_key == key, kept.edition == edition, kept.document.is_not(None))
    row = db.session.execute(columns.where(*same)).one_or_none()
    return Edited(read(model, row.document), row.edition, row.updated_at) if row else None


def list_first_editions(model: type[D], since: datetime) -> Sequence[D]:
    """List what the documents of a kind that are new since then said at first, as far as that is kept."""
    kept = DocumentEdition
    same = (kept.kind == kind_of(model), kept.edition == 1, kept.document.is_not(None), kept.saved_at >= since)
    texts = db.session.scalars(select(kept.document).where(*same).order_by(kept.document_key))
    return [read(model, text) for text in texts if text]


def next_edition(document: Document) -> int:
    """Return the number of the edition that a new document is: 1, or the next one where its key was in use before."""
    same = (DocumentEdition.kind == kind_of(type(document)), DocumentEdition.document_key == document.key)
    return (db.session.scalar(select(func.max(DocumentEdition.edition)).where(*same)) or 0) + 1


def map_editions_of(model: type[D], key: str, editions: Collection[int]) -> dict[int, D]:
    """Map those of these editions of a document that are kept to what it said then."""
    kept, wanted = DocumentEdition, sorted(set(editions))
    if not wanted:
        return {}
    same = (kept.kind == kind_of(model), kept.document_key == key, kept.edition.in_(wanted), kept.document.is_not(None))
    rows = db.session.execute(select(kept.edition, kept.document).where(*same))
    return {row.edition: read(model, row.document) for row in rows}


class Save(NamedTuple, Generic[D]):
    """What somebody saved and when; a program is nobody, and who has left may have no name any more."""

    document: D
    at: datetime
    by: uuid.UUID | None
    name: str | None


def list_saves(model: type[D], key: str) -> list[Save[D]]:
    """List the latest saves of a document, as far as it is kept what they said; the latest first."""
    kept = DocumentEdition
    columns = select(kept.document, kept.saved_at, kept.saved_by, PersonIdentity.display_name)
    columns = columns.outerjoin(PersonIdentity, PersonIdentity.person_id == kept.saved_by)
    same = (kept.kind == kind_of(model), kept.document_key == key, kept.document.is_not(None))
    rows = db.session.execute(columns.where(*same).order_by(kept.edition.desc()))
    return [Save(read(model, text), at, by, name) for text, at, by, name in rows if text]


def find_removal(saves: Sequence[Save[D]], place: str) -> Save[D] | None:
    """Return that of a document's latest saves which took out what stood at a place; None where it stands there."""
    gone = takewhile(lambda save: part_at(save.document, place) is None, saves)
    return next(iter([*gone][::-1]), None)


def load_bank() -> Bank:
    """Return all documents as they are now."""
    return Bank(
        controls=_all(Control),
        incidents=_all(Incident),
        scenarios=_all(Scenario),
        quizzes=_all(Quiz),
        people=map_people(),
    )


def map_people() -> dict[str, list[str]]:
    """Map incidents to the people whom their notices name."""
    columns = (NoticeRecord.id, NoticeRecord.edition, NoticeRecord.incident_key)
    named = select(*columns).where(NoticeRecord.incident_key.is_not(None)).order_by(NoticeRecord.created_at)
    rows = db.session.execute(named).all()
    known = _people_of([(row.id, row.edition) for row in rows])
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.incident_key, []).extend(known.get((row.id, row.edition), ()))
    return found


_AT_ONCE, _EDITIONS_KEPT = 200, 16_384
_named: dict[tuple[uuid.UUID, int], tuple[str, ...]] = {}
"""Whom an edition of a notice names, read once: it never changes, and a desk is long."""


def _people_of(editions: Sequence[tuple[uuid.UUID, int]]) -> dict[tuple[uuid.UUID, int], tuple[str, ...]]:
    """Map editions of notices to the people whom they name; those not read before are read together."""
    if len(_named) > _EDITIONS_KEPT:
        _named.clear()
    known = {edition: _named[edition] for edition in editions if edition in _named}
    unread = [edition for edition in editions if edition not in known]
    for start in range(0, len(unread), _AT_ONCE):
        asked = dict(unread[start : start + _AT_ONCE])
        desks = select(NoticeRecord.id, NoticeRecord.desk).where(NoticeRecord.id.in_(asked))
        for row in db.session.execute(desks):
            known[row.id, asked[row.id]] = tuple(json.loads(row.desk).get("people", ()))
    _named.update(known)
    return known


def _all(model: type[D]) -> dict[str, D]:
    record = RECORDS[model]
    rows = db.session.execute(select(record.key, record.document).order_by(record.key))
    return {row.key: read(model, row.document) for row in rows}


def map_imported() -> dict[tuple[str, str], list[str]]:
    """Map the folder and key of every document to the digests of what files last said that were imported."""
    found: dict[tuple[str, str], list[str]] = {}
    for folder, model in FOLDERS.items():
        record = RECORDS[model]
        rows = db.session.execute(select(record.key, record.shipped_sha256, record.exported_sha256))
        found |= {(folder, row.key): [sha256 for sha256 in row[1:] if sha256] for row in rows}
    return found


def find_newest_release(quiz_key: str) -> Release | None:
    """Return the release of a quiz with the highest number."""
    newest = select(Release).where(Release.quiz_key == quiz_key).order_by(Release.number.desc()).limit(1)
    return db.session.scalar(newest)


def list_keys(model: type[Document]) -> Sequence[str]:
    """List the keys of all documents of a kind."""
    return db.session.scalars(select(RECORDS[model].key)).all()


def list_dates() -> dict[tuple[str, str], datetime]:
    """Map kind and key of every document to when it was saved."""
    parts = [
        select(literal(kind_of(model)).label("kind"), record.key, record.updated_at)
        for model, record in RECORDS.items()
    ]
    return {(row.kind, row.key): row.updated_at for row in db.session.execute(union_all(*parts))}


def map_editions() -> dict[tuple[str, str], int]:
    """Map kind and key of every document to its present edition."""
    parts = [
        select(literal(kind_of(model)).label("kind"), record.key, record.edition) for model, record in RECORDS.items()
    ]
    return {(row.kind, row.key): row.edition for row in db.session.execute(union_all(*parts))}


class NewestRelease(NamedTuple):
    """The newest release of a quiz, and which one that is."""

    id: uuid.UUID
    number: int


def map_newest_releases(quiz_keys: Collection[str]) -> dict[str, NewestRelease]:
    """Map quizzes to their newest release, those without one left out."""
    numbers = select(Release.quiz_key, func.max(Release.number).label("number")).group_by(Release.quiz_key)
    newest = numbers.where(Release.quiz_key.in_(quiz_keys)).subquery()
    same = and_(Release.quiz_key == newest.c.quiz_key, Release.number == newest.c.number)
    rows = db.session.execute(select(Release.quiz_key, Release.id, Release.number).join(newest, same))
    return {row.quiz_key: NewestRelease(row.id, row.number) for row in rows}


class ControlUse(NamedTuple):
    """A control and the scenarios that practise it."""

    control: Control
    scenarios: list[Scenario]


def list_control_uses(bank: Bank) -> list[ControlUse]:
    """List all controls with the scenarios that practise them."""
    named = {key: {name for step in s.steps for name in step.controls} for key, s in bank.scenarios.items()}
    return [
        ControlUse(control, [scenario for name, scenario in bank.scenarios.items() if control.key in named[name]])
        for control in bank.controls.values()
    ]
