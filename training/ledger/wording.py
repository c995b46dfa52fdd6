"""What a check of the ledger found, in words."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from training.ledger.findings import Finding, Note, Remark

_WORDS: Mapping[str, Any] = {
    Finding.EVENT_MISSING: _l("Event %(event)s, number %(number)d in seal %(seal)d, dated %(at)s, was removed."),
    Finding.EVENT_CHANGED: _l(
        "Event %(event)s, number %(number)d in seal %(seal)d, dated %(at)s, was changed after it was sealed."
    ),
    Finding.EVENT_HASH_CHANGED: _l(
        "Event %(event)s, number %(number)d in seal %(seal)d, dated %(at)s: the hash that stands beside "
        "it was changed; what the event says is as it was sealed."
    ),
    Finding.EVENT_UNREADABLE: _l(
        "Event %(event)s, number %(number)d in seal %(seal)d, was changed so that it can’t be read any more."
    ),
    Finding.WAITING_CHANGED: _l(
        "Event %(event)s, dated %(at)s, waits for its seal, and was changed after it was recorded."
    ),
    Finding.WAITING_UNREADABLE: _l("Among the events that wait for a seal is one that can’t be read."),
    Finding.REMOVAL_AFTER_OTHERS: _l(
        "Event %(event)s, number %(number)d in seal %(seal)d, dated %(at)s, tells that the demonstration organisation "
        "was removed. Only the first seal can hold such an event, so Kyokun did not write it."
    ),
    Finding.ENTRY_MISSING: _l(
        "Seal %(seal)d: the place of event number %(number)d is empty. The event was taken out of the seal."
    ),
    Finding.ENTRY_MOVED: _l(
        "Event %(event)s, number %(number)d in seal %(seal)d, dated %(at)s, does not stand in the order "
        "in which it was sealed."
    ),
    Finding.ENTRY_ADDED: _l(
        "Event %(event)s, number %(number)d in seal %(seal)d, dated %(at)s, was put into the seal afterwards."
    ),
    Finding.ENTRIES_CHANGED: _l(
        "Seal %(seal)d: its list of events was changed. It does not give the digest that was sealed."
    ),
    Finding.SEAL_MISSING: _l("Seal %(seal)d was removed."),
    Finding.SEAL_CHANGED: _l("Seal %(seal)d was changed: what it says does not have its hash."),
    Finding.SEAL_UNSIGNED: _l("Seal %(seal)d does not carry the signature of the key that it names."),
    Finding.SEAL_UNLINKED: _l("Seal %(seal)d does not follow the seal that stands before it."),
    Finding.SEAL_MISCOUNTED: _l("Seal %(seal)d does not count on from the seal before it."),
    Finding.SEAL_OVERFULL: _l("Seal %(seal)d tells of more events than a seal can hold."),
    Finding.SEAL_WRONG_KEY: _l("Seal %(seal)d was made with a key that the seal before it does not name."),
    Finding.SEAL_GONE: _l("Seal %(seal)d was removed, and %(count)d of its entries are still there."),
    Finding.SEAL_UNREADABLE: _l("A seal was changed so that it can’t be read. The chain was not checked further."),
    Finding.MISSPELT: _l(
        "Row %(event)s: %(what)s is spelt otherwise than Kyokun writes it. It reads the same, but searches by day or "
        "person do not find it."
    ),
    Finding.DATABASE_ACTS: _l(
        "The database holds something that Kyokun did not make: %(what)s. It can keep events out of the ledger, "
        "hide them or change them."
    ),
    Finding.KEY_FOREIGN: _l(
        "Seal %(seal)d asks for another key than the one that is kept here. The chain was made anew with a foreign "
        "key, or the key of another installation lies here."
    ),
    Finding.HEAD_UNSIGNED: _l(
        "The head of seal %(seal)d that you gave is not signed by the key that it names. The file was changed."
    ),
    Finding.HEAD_BEYOND: _l(
        "The head that you gave tells of seal %(seal)d, made on %(at)s. The chain ends before it: its end was cut off, "
        "or an older state was put in its place."
    ),
    Finding.HEAD_DIFFERS: _l(
        "The head that you gave tells of another seal %(seal)d than the chain has. The chain was made anew, or is "
        "that of another installation."
    ),
    Remark.DEMONSTRATION_REMOVED: _l(
        "The demonstration organisation was removed on %(at)s with its whole ledger of %(count)d events and "
        "%(seal)d seals. The ledger began anew then, so it holds no head of before."
    ),
    Remark.KEY_NAMED: _l("Seal %(seal)d names a new key, confirmed by the former one."),
    Remark.KEY_REPLACED: _l(
        "Seal %(seal)d begins with a new key that the former one does not confirm. The reason given: %(reason)s"
    ),
    Remark.RESTORED: _l(
        "A backup made on %(made_at)s was restored on %(at)s. What was sealed in between is not in this chain."
    ),
    Remark.WRITTEN_LATE: _l(
        "%(count)d events were sealed long after the moment that they tell of. The first one is %(event)s: it is dated "
        "%(at)s and stands in seal %(seal)d."
    ),
    Remark.WAITING: _l("%(count)d events wait for their seal, the oldest since %(at)s."),
}
_SEVERAL: Mapping[str, Any] = {
    Finding.ENTRY_MISSING: _l(
        "Seal %(seal)d: the places of %(count)d events, from number %(number)d on, are empty. The events were "
        "taken out of the seal."
    ),
    Finding.SEAL_MISSING: _l("%(count)d seals were removed, from seal %(seal)d on."),
}
"""What is said of more than one at a time, where that differs."""


def words_of(note: Note, write: Callable[[datetime], str]) -> str:
    """Return a note as a sentence in the present language; `write` writes moments."""
    told = replace(note, at=_written(note.at, write), made_at=_written(note.made_at, write))
    words = _SEVERAL.get(note.kind, _WORDS[note.kind]) if note.count > 1 else _WORDS[note.kind]
    return str(words) % asdict(told)


def _written(moment: str | None, write: Callable[[datetime], str]) -> str | None:
    try:
        return write(datetime.fromisoformat(moment)) if moment else None
    except ValueError:  # out of a head or an event that may say anything
        return moment
