"""What privileged people and important moments leave behind: declared events with exact fields."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from sqlalchemy import Row, insert

from questions.canonical import Json, canonical_bytes, digest
from training import clock
from training.models import AuditEvent, new_id
from training.statements import execute

_COLUMNS = tuple(AuditEvent.__mapper__.column_attrs.keys())
_ADD = insert(AuditEvent)
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
"""Gives the RFC 8785 form of texts, lists and nothing in a tenth of the time: a check of the ledger does each event."""


class Event(NamedTuple):
    """A kind of event: its name, what it is about, and the details that it must carry (opaque ids, no names)."""

    action: str
    subject_kind: str
    fields: frozenset[str] = frozenset()


_declared: dict[str, Event] = {}


def declare(action: str, subject_kind: str, *fields: str) -> Event:
    """Declare a kind of event, once, beside the service that records it; raise ValueError when its name is taken."""
    if action in _declared:
        raise ValueError(f"{action} is declared already")
    _declared[action] = Event(action, subject_kind, frozenset(fields))
    return _declared[action]


def declared() -> list[Event]:
    """Return every kind of event that the imported features declare."""
    return list(_declared.values())


def hex_of(some_id: uuid.UUID | None) -> str | None:
    """Return an id as details hold it."""
    return some_id.hex if some_id else None


def record(event: Event, subject: uuid.UUID | str, actor_id: uuid.UUID | None, **details: Json) -> None:
    """Add an event to the present transaction; raise ValueError when its details are not those declared."""
    _check(event, details)
    name = subject.hex if isinstance(subject, uuid.UUID) else subject
    _add(event, [(name, canonical_bytes(details).decode())], actor_id)


def record_many(
    event: Event, about: Iterable[tuple[uuid.UUID, Mapping[str, Json]]], actor_id: uuid.UUID | None
) -> None:
    """Add one event about each subject to the present transaction, in one statement; as `record` does one."""
    told = []
    for subject, details in about:
        _check(event, details)
        told.append((subject.hex, _encode(details) if details else "{}"))
    _add(event, told, actor_id)


def _check(event: Event, details: Mapping[str, Json]) -> None:
    if details.keys() != event.fields:
        raise ValueError(f"{event.action} carries {sorted(event.fields)}, not {sorted(details)}")


def _add(event: Event, about: Sequence[tuple[str, str]], actor_id: uuid.UUID | None) -> None:
    """Add events about subjects with details, which are texts already."""
    at = clock.now()
    actor = _encode(actor_id.hex if actor_id else None)
    head = f'{{"action":{_encode(event.action)},"actor":{actor},"at":"{at.isoformat(timespec="microseconds")}"'
    kept = {"at": at, "actor_id": actor_id, "action": event.action, "subject_kind": event.subject_kind}
    rows = []
    for subject, told in about:
        event_id = new_id()
        row = {**kept, "id": event_id, "subject_id": subject, "details": told}
        # What `content_digest` makes of it, put together here: a hundred thousand events take seconds otherwise.
        subjects = f'["{event.subject_kind}",{encode_basestring(subject)}]'
        content = f'{head},"details":{encode_basestring(told)},"id":"{event_id.hex}","subject":{subjects}}}'
        rows.append({**row, "content_sha256": digest(content.encode())})
    if rows:
        execute(_ADD, rows)


def veiled(words: str | None, salt: bytes | None) -> str | None:
    """Return what an event may keep of words about somebody: a digest that tells nothing once the salt is gone."""
    return digest(salt + words.encode()) if words is not None and salt is not None else None


def content_digest(row: AuditEvent | Row[Any]) -> str:
    """Return the SHA-256 over everything that `row` says."""
    return digest(content_bytes(row))


def content_bytes(row: AuditEvent | Row[Any]) -> bytes:
    """Return everything that `row` says, in its canonical form."""
    content: dict[str, Json] = {
        "id": row.id.hex,
        "at": row.at.isoformat(timespec="microseconds"),
        "actor": row.actor_id.hex if row.actor_id else None,
        "action": row.action,
        "subject": [row.subject_kind, row.subject_id],
        "details": row.details,
    }
    return _encode(content).encode()
