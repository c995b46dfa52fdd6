"""Standing by a document that nobody has changed for long."""

import uuid

from questions.canonical import digest
from questions.folders import kind_of
from questions.text import Document
from training import audit, clock
from training.extensions import db
from training.models import DocumentCheck, new_id
from training.studio import queries, service

DOCUMENT_CHECKED = audit.declare("document.checked", "document", "kind", "edition", "sha256")


def check(model: type[Document], key: str, edition: int, actor_id: uuid.UUID) -> None:
    """Record that somebody has read a document again and finds it right.

    Raises EditedMeanwhile unless `edition` is the present one: nobody stands by what was not shown.
    """
    row = queries.hold_row(model, key)
    if row.edition != edition:
        raise service.EditedMeanwhile
    kind = kind_of(model)
    made = DocumentCheck(id=new_id(), kind=kind, document_key=key, edition=edition)
    made.checked_at, made.checked_by = clock.now(), actor_id
    db.session.add(made)
    audit.record(DOCUMENT_CHECKED, key, actor_id, kind=kind, edition=edition, sha256=digest(row.document.encode()))
    db.session.flush()
