"""Documents as they are now, and their rows, held for whoever changes them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Generic, TypeVar, cast

from sqlalchemy import literal, select, union_all

from questions.folders import FOLDERS, kind_of
from questions.text import Document
from training.errors import NotFound
from training.extensions import db
from training.models import DocumentRecord, QuizDraft
from training.studio.records import RECORDS

D = TypeVar("D", bound=Document)

_DOCUMENTS_KEPT = 16_384

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


def hold_row(model: type[Document], key: str) -> DocumentRecord:
    """Return the row of a document, which nobody else can change now; raise NotFound when there is none."""
    record = RECORDS[model]
    row: DocumentRecord | None = db.session.scalar(select(record).where(record.key == key).with_for_update())
    if row is None:
        raise NotFound
    return row


def hold_document(model: type[D], key: str) -> Edited[D]:
    """Return a document as it is now, which nobody else can change; whoever waited sees what came meanwhile."""
    record = RECORDS[model]
    db.session.execute(select(record.id).where(record.key == key).with_for_update())
    return get_document(model, key)


def hold_rows(model: type[Document]) -> dict[str, DocumentRecord]:
    """Map the keys of a kind to the rows of its documents, which nobody else can change now."""
    return {row.key: row for row in db.session.scalars(select(RECORDS[model]).with_for_update())}


def hold_quizzes() -> None:
    """Let nobody publish meanwhile: whoever publishes holds the row of the quiz."""
    db.session.execute(select(QuizDraft.id).order_by(QuizDraft.id).with_for_update())


def map_imported() -> dict[tuple[str, str], list[str]]:
    """Map the folder and key of every document to the digests of what files last said that were imported."""
    found: dict[tuple[str, str], list[str]] = {}
    for folder, model in FOLDERS.items():
        record = RECORDS[model]
        rows = db.session.execute(select(record.key, record.shipped_sha256, record.exported_sha256))
        found |= {(folder, row.key): [sha256 for sha256 in row[1:] if sha256] for row in rows}
    return found


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
