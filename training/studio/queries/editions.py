"""Editions of documents: what each said as far as that is kept, who saved it, and which one went into a release."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy import exists, func, select

from questions.folders import kind_of
from questions.text import Document
from questions.translations import part_at
from training.extensions import db
from training.models import DocumentEdition, PersonIdentity, ReleaseEdition
from training.studio.queries.documents import Edited, read

D = TypeVar("D", bound=Document)


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


def list_said(model: type[Document], digests: Mapping[str, str]) -> set[tuple[str, str | None]]:
    """Return key and digest of what documents of a kind ever said here, of the digests asked for by their keys."""
    kept = DocumentEdition
    same = (kept.kind == kind_of(model), kept.document_key.in_(digests.keys()), kept.sha256.in_(set(digests.values())))
    rows = db.session.execute(select(kept.document_key, kept.sha256).where(*same)) if digests else ()
    return {(row.document_key, row.sha256) for row in rows}


def is_published(document: Document) -> bool:
    """Tell whether any edition of a document went into a release."""
    same = (ReleaseEdition.kind == kind_of(type(document)), ReleaseEdition.document_key == document.key)
    return bool(db.session.scalar(select(exists().where(*same))))
