"""The rows of documents: a new one, its next edition, and what is kept of every save."""

import uuid

from sqlalchemy import delete

from questions.canonical import digest
from questions.text import Document
from training import audit, clock
from training.extensions import db
from training.models import DocumentEdition, DocumentRecord, new_id
from training.studio import translations
from training.studio.keeping import record_kept
from training.studio.records import RECORDS, name_of

DOCUMENT_SAVED = audit.declare("document.saved", "document", "kind", "edition", "sha256")

KEPT_EDITIONS = 50
"""A page that was opened longer ago is compared as a whole."""


def add_row(document: Document, text: str, actor_id: uuid.UUID | None) -> DocumentRecord:
    """Store a document in its first edition, and return its row."""
    row = RECORDS[type(document)]()
    row.id, row.key, row.document, row.edition = new_id(), document.key, text, 1
    row.updated_at, row.updated_by = clock.now(), actor_id
    db.session.add(row)
    _record(document, row)
    record_kept(document, None, row)
    return row


def change_row(document: Document, row: DocumentRecord, text: str, actor_id: uuid.UUID | None) -> None:
    """Make the row say `text` as its next edition, and mark what is older in it than another language."""
    before = row.document
    translations.follow(document, before, row.edition + 1)
    row.document, row.edition, row.updated_at, row.updated_by = text, row.edition + 1, clock.now(), actor_id
    _record(document, row)
    record_kept(document, before, row)


def _record(document: Document, row: DocumentRecord) -> None:
    """Keep the edition, and record in the ledger which one was saved and what it says."""
    kind, sha256 = name_of(type(document)), digest(row.document.encode())
    audit.record(DOCUMENT_SAVED, document.key, row.updated_by, kind=kind, edition=row.edition, sha256=sha256)
    kept = DocumentEdition(kind=kind, document_key=document.key, edition=row.edition, document=row.document)
    kept.saved_at, kept.saved_by = row.updated_at, row.updated_by
    db.session.add(kept)
    if row.edition > KEPT_EDITIONS:
        forgotten = DocumentEdition.edition <= row.edition - KEPT_EDITIONS
        same = (DocumentEdition.kind == kind) & (DocumentEdition.document_key == document.key)
        db.session.execute(delete(DocumentEdition).where(same, forgotten))
