"""Whom the notices of incidents name: people, and organisations that had a part."""

import json
import uuid
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from training.extensions import db
from training.models import NoticeRecord

_AT_ONCE, _EDITIONS_KEPT = 200, 16_384
_Names = tuple[tuple[str, ...], tuple[str, ...]]
_named: dict[tuple[uuid.UUID, int], _Names] = {}
"""Whom an edition of a notice names, read once: it never changes, and a desk is long."""


class Named(NamedTuple):
    """By the keys of incidents: the people, and the organisations beside their own, whom their notices name."""

    people: dict[str, list[str]]
    parties: dict[str, list[str]]


def map_named() -> Named:
    """Map incidents to whom and what their notices name."""
    columns = (NoticeRecord.id, NoticeRecord.edition, NoticeRecord.incident_key)
    named = select(*columns).where(NoticeRecord.incident_key.is_not(None)).order_by(NoticeRecord.created_at)
    rows = db.session.execute(named).all()
    known = _names_in([(row.id, row.edition) for row in rows])
    found = Named({}, {})
    for row in rows:
        people, parties = known.get((row.id, row.edition), ((), ()))
        found.people.setdefault(row.incident_key, []).extend(people)
        found.parties.setdefault(row.incident_key, []).extend(parties)
    return found


def _names_in(editions: Sequence[tuple[uuid.UUID, int]]) -> dict[tuple[uuid.UUID, int], _Names]:
    """Map editions of notices to whom and what they name; those not read before are read together."""
    if len(_named) > _EDITIONS_KEPT:
        _named.clear()
    known = {edition: _named[edition] for edition in editions if edition in _named}
    unread = [edition for edition in editions if edition not in known]
    for start in range(0, len(unread), _AT_ONCE):
        asked = dict(unread[start : start + _AT_ONCE])
        desks = select(NoticeRecord.id, NoticeRecord.desk).where(NoticeRecord.id.in_(asked))
        for row in db.session.execute(desks):
            desk = json.loads(row.desk)
            parts = [entry for entry in desk["entries"] if entry["kind"] == "party" and entry.get("kept", True)]
            known[row.id, asked[row.id]] = (*desk.get("people", ()),), tuple(entry["value"] for entry in parts)
    _named.update(known)
    return known
