"""Settings of the organisation, kept in the database and read once in a while."""

import json
import time
from collections.abc import Iterable
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, bindparam, select

from questions.canonical import Json, canonical_bytes
from training import clock
from training.extensions import db
from training.models import OrganisationSlot, Setting
from training.statements import insert_once, list_rows

KEEP_SECONDS = 10
"""How long a process may show an old name or slot of the organisation after it was changed elsewhere."""
_VALUE = select(Setting.value).where(Setting.key == bindparam("key"))
_SLOT = (OrganisationSlot.control_key, OrganisationSlot.locale, OrganisationSlot.clause, OrganisationSlot.contact)


class Organisation(NamedTuple):
    """What pages need of the organisation again and again."""

    name: str
    demonstration: bool
    time_zone: str | None
    """Of its days, unless it is the one of the configuration."""


class Slot(NamedTuple):
    """What the organisation adds to a control in one language: its own clause, and whom to call."""

    clause: str | None
    contact: str | None


class _Kept(NamedTuple):
    until: float
    organisation: Organisation
    slots: dict[tuple[str, str], Slot]


_kept: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def organisation() -> Organisation:
    """Return the organisation's name, zone and whether it is the demonstration; read at most every few seconds."""
    return _read().organisation


def slots(control_keys: Iterable[str], locale: str) -> dict[str, Slot]:
    """Return the organisation's slots of these controls in one language, by control; as old as `organisation`."""
    known = _read().slots
    return {key: known[key, locale] for key in control_keys if (key, locale) in known}


def _read() -> _Kept:
    database = db.engine
    kept = _kept.get(database)
    if kept is None or kept.until < time.monotonic():
        rows = {row.key: json.loads(row.value) for row in db.session.execute(select(Setting.key, Setting.value))}
        name, zone = str(rows.get("organisation_name", "")), rows.get("time_zone")
        found = Organisation(name, bool(rows.get("demonstration", False)), str(zone) if zone else None)
        own = {
            (row.control_key, row.locale): Slot(row.clause, row.contact) for row in db.session.execute(select(*_SLOT))
        }
        kept = _kept[database] = _Kept(time.monotonic() + KEEP_SECONDS, found, own)
    return kept


def find(key: str) -> Json:
    """Return the value of a setting, or None."""
    rows = list_rows(_VALUE, key=key)
    return json.loads(rows[0].value) if rows else None


def store(key: str, value: Json) -> None:
    """Set a setting in the present transaction."""
    content, now = canonical_bytes(value).decode(), clock.now()
    insert_once(Setting, {"key": key, "value": content, "updated_at": now})
    # Read again and locked: another window may have been the first, and the last one wins.
    row = db.session.get_one(Setting, key, with_for_update=True)
    row.value, row.updated_at = content, now
    forget()


def forget() -> None:
    """Read the organisation and its slots anew at the next page."""
    _kept.clear()
