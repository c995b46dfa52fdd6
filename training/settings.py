"""Settings of the organisation, kept in the database and read once in a while."""

import json
import time
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from questions.canonical import Json, canonical_bytes
from training import clock
from training.extensions import db
from training.models import Setting
from training.statements import insert_once

KEEP_SECONDS = 10
"""How long a process may show an old organisation name after it was changed elsewhere."""


class Organisation(NamedTuple):
    """What every page shows of the organisation."""

    name: str
    demonstration: bool


class _Kept(NamedTuple):
    until: float
    organisation: Organisation


_kept: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def organisation() -> Organisation:
    """Return the organisation's name and whether it is the demonstration; read at most every few seconds."""
    database = db.engine
    kept = _kept.get(database)
    if kept is None or kept.until < time.monotonic():
        rows = {row.key: json.loads(row.value) for row in db.session.execute(select(Setting.key, Setting.value))}
        found = Organisation(str(rows.get("organisation_name", "")), bool(rows.get("demonstration", False)))
        kept = _kept[database] = _Kept(time.monotonic() + KEEP_SECONDS, found)
    return kept.organisation


def find(key: str) -> Json:
    """Return the value of a setting, or None."""
    value = db.session.scalar(select(Setting.value).where(Setting.key == key))
    return json.loads(value) if value is not None else None


def store(key: str, value: Json) -> None:
    """Set a setting in the present transaction."""
    content, now = canonical_bytes(value).decode(), clock.now()
    insert_once(Setting, {"key": key, "value": content, "updated_at": now})
    # Read again and locked: another window may have been the first, and the last one wins.
    row = db.session.get_one(Setting, key, with_for_update=True)
    row.value, row.updated_at = content, now
    forget()


def forget() -> None:
    """Read the organisation anew at the next page."""
    _kept.clear()
