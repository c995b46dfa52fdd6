"""The rows of documents: a new one, its next edition, and the record that it was saved."""

import uuid

from questions.canonical import digest
from questions.text import Document
from training import audit, clock
from training.models import DocumentRecord, new_id
from training.studio.records import RECORDS, name_of

DOCUMENT_SAVED = audit.declare("document.saved", "document", "kind", "edition", "sha256")


def new_row(document: Document, text: str, actor_id: uuid.UUID | None) -> DocumentRecord:
    """Return the row of a document in its first edition."""
    row = RECORDS[type(document)]()
    row.id, row.key, row.document, row.edition = new_id(), document.key, text, 1
    row.updated_at, row.updated_by = clock.now(), actor_id
    return row


def change_row(row: DocumentRecord, text: str, actor_id: uuid.UUID | None) -> None:
    """Make the row say `text` as its next edition."""
    row.document, row.edition, row.updated_at, row.updated_by = text, row.edition + 1, clock.now(), actor_id


def record_saved(document: Document, row: DocumentRecord, actor_id: uuid.UUID | None) -> None:
    """Record in the ledger which edition was saved, and what it says."""
    sha256 = digest(row.document.encode())
    kind = name_of(type(document))
    audit.record(DOCUMENT_SAVED, document.key, actor_id, kind=kind, edition=row.edition, sha256=sha256)
