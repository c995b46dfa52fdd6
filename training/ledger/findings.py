"""What a check of the ledger can find, and what it only remarks on."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext

MOST = 200
"""So many findings are told one by one; the others are counted."""


class Finding(StrEnum):
    """A trace of tampering or damage."""

    EVENT_MISSING = "event-missing"
    EVENT_CHANGED = "event-changed"
    EVENT_HASH_CHANGED = "event-hash-changed"
    EVENT_UNREADABLE = "event-unreadable"
    WAITING_CHANGED = "waiting-changed"
    WAITING_UNREADABLE = "waiting-unreadable"
    ENTRY_MISSING = "entry-missing"
    ENTRY_MOVED = "entry-moved"
    ENTRY_ADDED = "entry-added"
    ENTRIES_CHANGED = "entries-changed"
    SEAL_MISSING = "seal-missing"
    SEAL_CHANGED = "seal-changed"
    SEAL_UNSIGNED = "seal-unsigned"
    SEAL_UNLINKED = "seal-unlinked"
    SEAL_MISCOUNTED = "seal-miscounted"
    SEAL_OVERFULL = "seal-overfull"
    SEAL_WRONG_KEY = "seal-wrong-key"
    SEAL_GONE = "seal-gone"
    SEAL_UNREADABLE = "seal-unreadable"
    KEY_FOREIGN = "key-foreign"
    HEAD_UNSIGNED = "head-unsigned"
    HEAD_BEYOND = "head-beyond"
    HEAD_DIFFERS = "head-differs"


class Remark(StrEnum):
    """What an auditor should know; no sign of tampering by itself."""

    DEMONSTRATION_REMOVED = "demonstration-removed"
    KEY_NAMED = "key-named"
    KEY_REPLACED = "key-replaced"
    RESTORED = "restored"
    WRITTEN_LATE = "written-late"
    WAITING = "waiting"


@dataclass(frozen=True)
class Note:
    """A finding or remark: about which seal, which event, its number and its moment, and what else there is to say."""

    kind: str
    seal: int | None = None
    number: int | None = None
    event: str | None = None
    at: str | None = None
    more: str | None = None
    count: int = 0


@dataclass
class Report:
    """The outcome of a check."""

    seals: int = 0
    events: int = 0
    waiting: int = 0
    last_seal: int = 0
    last_sha256: str = ""
    heads: int = 0
    found: int = 0
    findings: list[Note] = field(default_factory=list)
    remarks: list[Note] = field(default_factory=list)

    @property
    def is_intact(self) -> bool:
        """Tell whether nothing was found."""
        return not self.found

    def add(self, kind: Finding, **about: Any) -> None:
        """Note a finding; beyond the first ones only their number grows, so that memory does not."""
        self.found += 1
        if len(self.findings) < MOST:
            self.findings.append(Note(kind, **about))

    def remark(self, kind: Remark, **about: Any) -> None:
        """Note a remark."""
        if len(self.remarks) < MOST:
            self.remarks.append(Note(kind, **about))

    def dump(self) -> str:
        """Return the report as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> "Report":
        """Return the report that `dump` wrote."""
        data: dict[str, Any] = json.loads(text)
        for name in ("findings", "remarks"):
            data[name] = [Note(**note) for note in data[name]]
        return cls(**data)


def _event(note: Note) -> str:
    if note.number is None:
        return gettext("Event %(event)s, dated %(at)s", event=note.event, at=note.at)
    return gettext(
        "Event %(event)s, number %(number)d in seal %(seal)d, dated %(at)s",
        event=note.event,
        number=note.number,
        seal=note.seal,
        at=note.at,
    )


def _entries_missing(note: Note) -> str:
    if note.count > 1:
        return gettext(
            "Seal %(seal)d: the places of %(count)d events, from number %(number)d on, are empty. The events were "
            "taken out of the seal.",
            seal=note.seal,
            count=note.count,
            number=note.number,
        )
    return gettext(
        "Seal %(seal)d: the place of event number %(number)d is empty. The event was taken out of the seal.",
        seal=note.seal,
        number=note.number,
    )


def _seals_missing(note: Note) -> str:
    if note.count > 1:
        return gettext("%(count)d seals were removed, from seal %(seal)d on.", count=note.count, seal=note.seal)
    return gettext("Seal %(seal)d was removed.", seal=note.seal)


_WORDS: Mapping[str, Callable[[Note], str]] = {
    Finding.EVENT_MISSING: lambda _: gettext("It was removed."),
    Finding.EVENT_CHANGED: lambda _: gettext("It was changed after it was sealed."),
    Finding.EVENT_HASH_CHANGED: lambda _: gettext(
        "The hash that stands beside it was changed; what it says is as it was sealed."
    ),
    Finding.EVENT_UNREADABLE: lambda _: gettext("It was changed so that it can’t be read any more."),
    Finding.WAITING_CHANGED: lambda _: gettext("It waits for its seal, and was changed after it was recorded."),
    Finding.WAITING_UNREADABLE: lambda _: gettext("Among the events that wait for a seal is one that can’t be read."),
    Finding.ENTRY_MISSING: _entries_missing,
    Finding.ENTRY_MOVED: lambda note: gettext("It does not stand in the order in which it was sealed."),
    Finding.ENTRY_ADDED: lambda note: gettext("It was put into the seal afterwards."),
    Finding.ENTRIES_CHANGED: lambda note: gettext(
        "Seal %(seal)d: its list of events was changed. It does not give the digest that was sealed.", seal=note.seal
    ),
    Finding.SEAL_MISSING: _seals_missing,
    Finding.SEAL_CHANGED: lambda note: gettext(
        "Seal %(seal)d was changed: what it says does not have its hash.", seal=note.seal
    ),
    Finding.SEAL_UNSIGNED: lambda note: gettext(
        "Seal %(seal)d does not carry the signature of the key that it names.", seal=note.seal
    ),
    Finding.SEAL_UNLINKED: lambda note: gettext(
        "Seal %(seal)d does not follow the seal that stands before it.", seal=note.seal
    ),
    Finding.SEAL_MISCOUNTED: lambda note: gettext(
        "Seal %(seal)d does not count on from the seal before it.", seal=note.seal
    ),
    Finding.SEAL_OVERFULL: lambda note: gettext(
        "Seal %(seal)d tells of more events than a seal can hold.", seal=note.seal
    ),
    Finding.SEAL_WRONG_KEY: lambda note: gettext(
        "Seal %(seal)d was made with a key that the seal before it does not name.", seal=note.seal
    ),
    Finding.SEAL_GONE: lambda note: gettext(
        "Seal %(seal)d was removed, and %(count)d of its entries are still there.", seal=note.seal, count=note.count
    ),
    Finding.SEAL_UNREADABLE: lambda _: gettext(
        "A seal was changed so that it can’t be read. The chain was not checked further."
    ),
    Finding.KEY_FOREIGN: lambda note: gettext(
        "Seal %(seal)d asks for another key than the one that is kept here. The chain was made anew with a foreign "
        "key, or the key of another installation lies here.",
        seal=note.seal,
    ),
    Finding.HEAD_UNSIGNED: lambda note: gettext(
        "The head of seal %(seal)d that you gave is not signed by the key that it names. The file was changed.",
        seal=note.seal,
    ),
    Finding.HEAD_BEYOND: lambda note: gettext(
        "The head that you gave tells of seal %(seal)d, made on %(at)s. The chain ends before it: its end was cut off, "
        "or an older state was put in its place.",
        seal=note.seal,
        at=note.at,
    ),
    Finding.HEAD_DIFFERS: lambda note: gettext(
        "The head that you gave tells of another seal %(seal)d than the chain has. The chain was made anew, or is "
        "that of another installation.",
        seal=note.seal,
    ),
    Remark.DEMONSTRATION_REMOVED: lambda note: gettext(
        "The demonstration organisation was removed on %(at)s with its %(count)d events. Seals up to %(seal)d "
        "stand without them.",
        at=note.at,
        count=note.count,
        seal=note.seal,
    ),
    Remark.KEY_NAMED: lambda note: gettext(
        "Seal %(seal)d names a new key, confirmed by the former one.", seal=note.seal
    ),
    Remark.KEY_REPLACED: lambda note: gettext(
        "Seal %(seal)d begins with a new key that the former one does not confirm. The reason given: %(reason)s",
        seal=note.seal,
        reason=note.more,
    ),
    Remark.RESTORED: lambda note: gettext(
        "A backup made on %(made)s was restored on %(at)s. What was sealed in between is not in this chain.",
        made=note.more,
        at=note.at,
    ),
    Remark.WRITTEN_LATE: lambda note: gettext(
        "%(count)d events were sealed long after the moment that they tell of. The first one is %(event)s: it is dated "
        "%(at)s and stands in seal %(seal)d.",
        count=note.count,
        event=note.event,
        at=note.at,
        seal=note.seal,
    ),
    Remark.WAITING: lambda note: gettext(
        "%(count)d events wait for their seal, the oldest since %(at)s.", count=note.count, at=note.at
    ),
}
_ABOUT_EVENTS = {
    Finding.EVENT_MISSING,
    Finding.EVENT_CHANGED,
    Finding.EVENT_HASH_CHANGED,
    Finding.EVENT_UNREADABLE,
    Finding.WAITING_CHANGED,
    Finding.ENTRY_MOVED,
    Finding.ENTRY_ADDED,
}


def words_of(note: Note, write: Callable[[datetime], str]) -> str:
    """Return a note as a sentence in the present language; `write` writes moments."""
    told = _with_moments(note, write)
    words = _WORDS[note.kind](told)
    if note.kind in _ABOUT_EVENTS:
        return gettext("%(event)s: %(words)s", event=_event(told), words=words)
    return words


def _with_moments(note: Note, write: Callable[[datetime], str]) -> Note:
    values = asdict(note)
    for name in ("at", "more"):
        try:
            values[name] = write(datetime.fromisoformat(values[name]))
        except (TypeError, ValueError):  # nothing, or no moment
            continue
    return Note(**values)
