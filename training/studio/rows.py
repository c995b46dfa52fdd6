"""The rows of documents: a new one, its next edition, and what is kept of every save."""

import uuid
from collections.abc import Sequence

from sqlalchemy import update

from questions.aligning import align
from questions.canonical import Json, canonical_bytes, digest
from questions.folders import kind_of
from questions.scenario import Scenario
from questions.text import Document
from training import audit, clock
from training.extensions import db
from training.models import DocumentEdition, DocumentRecord, new_id
from training.studio import queries, translations
from training.studio.kept_words import record_kept_words
from training.studio.records import RECORDS

DOCUMENT_SAVED = audit.declare("document.saved", "document", "kind", "edition", "sha256", "steps")
"""`steps` names those that the save added, changed or took out, so that reviews can say who wrote what."""

KEPT_EDITIONS = 50
"""What the latest ones said; a page that was opened longer ago is compared as a whole."""


def add_row(document: Document, text: str, actor_id: uuid.UUID | None) -> DocumentRecord:
    """Store a new document, and return its row; one of a key that was in use goes on counting its editions."""
    row = RECORDS[type(document)]()
    row.id, row.key, row.document, row.edition = new_id(), document.key, text, queries.next_edition(document)
    row.updated_at, row.updated_by = clock.now(), actor_id
    db.session.add(row)
    _record(document, row, _changed_steps(None, document))
    record_kept_words(document, None, row)
    return row


def change_row(document: Document, row: DocumentRecord, text: str, actor_id: uuid.UUID | None) -> None:
    """Make the row say `text` as its next edition, and mark what is older in it than another language."""
    before = queries.read(type(document), row.document)
    translations.follow(before, document, row.edition + 1)
    steps = _changed_steps(before, document)
    row.document, row.edition, row.updated_at, row.updated_by = text, row.edition + 1, clock.now(), actor_id
    _record(document, row, steps)
    record_kept_words(document, before, row)


def _changed_steps(before: Document | None, document: Document) -> list[str]:
    old, now = (one.steps if isinstance(one, Scenario) else [] for one in (before, document))
    return [pair.name for pair in align(old, now) if pair.before != pair.now]


def _record(document: Document, row: DocumentRecord, steps: Sequence[str]) -> None:
    """Keep the edition, and record in the ledger which one was saved and what it says; forget what an old one said."""
    kind, sha256 = kind_of(type(document)), digest(row.document.encode())
    told: dict[str, Json] = {"kind": kind, "edition": row.edition, "sha256": sha256, "steps": [*steps]}
    audit.record(DOCUMENT_SAVED, document.key, row.updated_by, **told)
    kept = DocumentEdition(kind=kind, document_key=document.key, edition=row.edition, document=row.document)
    kept.sha256, kept.changed_steps = sha256, canonical_bytes([*steps]).decode()
    kept.saved_at, kept.saved_by = row.updated_at, row.updated_by
    db.session.add(kept)
    if row.edition > KEPT_EDITIONS:
        forgotten = DocumentEdition.edition == row.edition - KEPT_EDITIONS
        same = (DocumentEdition.kind == kind) & (DocumentEdition.document_key == document.key)
        db.session.execute(update(DocumentEdition).where(same, forgotten).values(document=None))
