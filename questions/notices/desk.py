"""A reading on the desk: what an author keeps, corrects and adds. Every entry keeps its places in the text."""

import datetime
import re
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from questions.incident import DataType, Span
from questions.notices.facts import Role
from questions.text import Key, Part, half_width

LONGEST_VALUE = 500
Value = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_VALUE)]


class Kind(StrEnum):
    """What an entry tells, in the order of the desk."""

    ORGANISATION = "organisation"
    PERIOD = "period"
    DATE = "date"
    COUNT = "count"
    DATA = "data"
    NOTICED = "noticed"
    TOLD = "told"
    PARTY = "party"
    CODE = "code"
    MEASURE = "measure"
    TOPIC = "topic"
    CONTROL = "control"


SEVERAL = "two-incidents"
"""The remark on a text that tells of more than one incident."""
AFFECTED, SPARED = "affected", "spared"
UNITS = (
    *("people", "records", "messages", "devices", "papers"),
    *("organisations", "households", "accounts", "files", "boxes"),
)
DETAILS: dict[Kind, tuple[str, ...]] = {
    Kind.DATE: tuple(role.value for role in Role),
    Kind.PERIOD: tuple(role.value for role in Role),
    Kind.COUNT: UNITS,
    Kind.DATA: (AFFECTED, SPARED),
}
"""What an author may choose beside the value: what happened then, what is counted, whether it was affected.

Beside whom somebody told stands the day, if the notice says it.
"""


class Entry(Part):
    """One thing that the notice says: its value in normal form, a detail as in DETAILS, and its places in the text."""

    key: Key
    kind: Kind
    text: str
    value: Value
    detail: str = ""
    places: tuple[Span, ...]
    kept: bool = True
    disputed: bool = False
    """The notice says something else elsewhere."""

    @property
    def is_own(self) -> bool:
        """Tell whether an author added it."""
        return self.key.startswith(_OWN)


_OWN = "own-"


class Desk(Part):
    """All entries of a notice."""

    entries: tuple[Entry, ...]
    remarks: tuple[str, ...] = ()
    """What the reader noticed about the whole text, such as not-an-incident."""
    people: tuple[str, ...] = ()
    """Whom the notice names: nobody of them is named in a training."""
    aside: tuple[Span, ...] = ()
    """Where adverts, footers and the like stand, from which nothing was read."""

    def kept(self, kind: Kind) -> list[Entry]:
        """List what the author keeps of a kind."""
        return [entry for entry in self.entries if entry.kind is kind and entry.kept]

    def cause_of(self, entry: Entry) -> Entry | None:
        """Return the code or the topic that a control is proposed for: it rests on the same words."""
        kind = Kind(entry.detail) if entry.kind is Kind.CONTROL and entry.detail in {"code", "topic"} else None
        return next((each for each in self.entries if each.kind is kind and each.places[:1] == entry.places[:1]), None)


_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_IN_FIGURES = frozenset({Kind.DATE, Kind.PERIOD, Kind.COUNT})


def as_typed(kind: Kind, value: str) -> str:
    """Return a value that an author typed: a day or a number in half width, however wide it was typed."""
    return str(half_width(value)) if kind in _IN_FIGURES else value.replace("\r\n", "\n").strip()


def is_sound(kind: Kind, value: str, detail: str) -> bool:
    """Tell whether a value that an author typed is in the normal form of its kind."""
    if detail not in DETAILS.get(kind, (detail,)) or (kind is Kind.TOLD and detail and not _is_date(detail)):
        return False
    if kind is Kind.DATE:
        return _is_date(value)
    if kind is Kind.PERIOD:
        since, slash, until = value.partition("/")
        return bool(slash) and all(part == ".." or _is_date(part) for part in (since, until)) and since != until
    if kind is Kind.COUNT:
        return value.isascii() and value.isdecimal() and len(value) < 13
    if kind is Kind.DATA:
        return value in set(DataType)
    return 0 < len(value.strip()) <= LONGEST_VALUE


def _is_date(value: str) -> bool:
    if not _DAY.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


def free_key(desk: Desk, kind: Kind) -> str:
    """Return a key for an entry that an author adds."""
    used = {entry.key for entry in desk.entries}
    number = 1
    while (key := f"{_OWN}{kind.value}-{number}") in used:
        number += 1
    return key


def days_until(desk: Desk) -> dict[str, int]:
    """Map noticed, stopped, told and announced to the days since the incident began, where both days are known.

    Where the text tells of several incidents nobody knows which day belongs to which.
    """
    if SEVERAL in desk.remarks:
        return {}
    begun = _first(desk, Role.OCCURRED)
    ends = {"noticed": Role.DETECTED, "stopped": Role.STOPPED, "told": Role.TOLD, "announced": Role.ANNOUNCED}
    found = {name: _first(desk, role) for name, role in ends.items()}
    return {name: (end - begun).days for name, end in found.items() if begun and end and end >= begun}


def is_noticed_too_early(desk: Desk) -> bool:
    """Tell whether by what is kept it was noticed before it began: one of the two days is wrong."""
    begun, noticed = _first(desk, Role.OCCURRED), _first(desk, Role.DETECTED)
    return begun is not None and noticed is not None and noticed < begun and SEVERAL not in desk.remarks


def _first(desk: Desk, role: Role) -> datetime.date | None:
    dates = [entry.value for entry in desk.kept(Kind.DATE) if entry.detail == role]
    dates += [_day_of(entry.value, role) for entry in desk.kept(Kind.PERIOD) if entry.detail == role]
    return min((datetime.date.fromisoformat(day) for day in dates if len(day) == len("2019-05-09")), default=None)


def _day_of(period: str, role: Role) -> str:
    """Return the day that counts: the first one, but what was stopped from one day to another was so on the last."""
    since, _slash, until = period.partition("/")
    return until if role is Role.STOPPED and until != ".." else since
