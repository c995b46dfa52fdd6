"""Keeping rulings, and the reasons that they and what is said against questions need."""

import uuid

from flask_babel import lazy_gettext as _l

from questions.canonical import Json, canonical_bytes, digest
from questions.ruling import LONGEST_REASON, SHORTEST_REASON, Ruling
from training import audit, clock, typed
from training.errors import FieldError
from training.extensions import db
from training.models import Ruling as RulingRow
from training.models import new_id

RULED = audit.declare("ruling.made", "ruling", "question", "revision", "decision", "sha256", "declared")


def keep(ruling: Ruling, actor_id: uuid.UUID, declaration: str | None = None) -> uuid.UUID:
    """Keep a ruling, which is in force from now on, and return its id.

    `declaration` says why nobody but who wrote the question could make it.
    """
    data = canonical_bytes(ruling)
    row = RulingRow(
        id=new_id(),
        question_uid=ruling.question_uid,
        question_revision=ruling.question_revision,
        document=data.decode(),
        sha256=digest(data),
        reason=ruling.reason,
        ruled_by=actor_id,
        ruled_at=clock.now(),
        declaration=declaration,
    )
    db.session.add(row)
    db.session.flush()
    named = {"question": row.question_uid, "revision": row.question_revision}
    how: dict[str, Json] = {"decision": ruling.decision, "sha256": row.sha256, "declared": declaration is not None}
    audit.record(RULED, row.id, actor_id, **named, **how)
    return row.id


def checked_reason(field: str, reason: str) -> str:
    """Return a reason without surrounding space; raise FieldError at `field` when it is too short, long or broken."""
    text = typed.checked(field, reason, LONGEST_REASON)
    if len(text) < SHORTEST_REASON:
        raise FieldError(
            field, _l("Write at least %(min)d characters, so that others understand it.", min=SHORTEST_REASON)
        )
    return text
