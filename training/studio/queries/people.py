"""Whom the notices of incidents name."""

import json
import uuid
from collections.abc import Sequence

from sqlalchemy import select

from training.extensions import db
from training.models import NoticeRecord

_AT_ONCE, _EDITIONS_KEPT = 200, 16_384
_named: dict[tuple[uuid.UUID, int], tuple[str, ...]] = {}
"""Whom an edition of a notice names, read once: it never changes, and a desk is long."""


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
