"""What a check of the ledger found, in words."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from flask_babel import gettext

from training.ledger.findings import Finding, Note, Remark


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
    Finding.EVENT_MISSING: lambda note: gettext(
        "Event %(event)s, number %(number)d in seal %(seal)d, dated %(at)s, was removed.",
        event=note.event,
        number=note.number,
        at=note.at,
        seal=note.seal,
    ),
    Finding.EVENT_CHANGED: lambda note: gettext(
        "Event %(event)s, number %(number)d in seal %(seal)d, dated %(at)s, was changed after it was sealed.",
        event=note.event,
        number=note.number,
        at=note.at,
        seal=note.seal,
    ),
    Finding.EVENT_HASH_CHANGED: lambda note: gettext(
        "Event %(event)s, number %(number)d in seal %(seal)d, dated %(at)s: the hash that stands beside "
        "it was changed; what the event says is as it was sealed.",
        event=note.event,
        number=note.number,
        at=note.at,
        seal=note.seal,
    ),
    Finding.EVENT_UNREADABLE: lambda note: gettext(
        "Event %(event)s, number %(number)d in seal %(seal)d, was changed so that it can’t be read any more.",
        event=note.event,
        number=note.number,
        seal=note.seal,
    ),
    Finding.WAITING_CHANGED: lambda note: gettext(
        "Event %(event)s, dated %(at)s, waits for its seal, and was changed after it was recorded.",
        event=note.event,
        at=note.at,
    ),
    Finding.WAITING_UNREADABLE: lambda _: gettext("Among the events that wait for a seal is one that can’t be read."),
    Finding.ENTRY_MISSING: _entries_missing,
    Finding.ENTRY_MOVED: lambda note: gettext(
        "Event %(event)s, number %(number)d in seal %(seal)d, dated %(at)s, does not stand in the order "
        "in which it was sealed.",
        event=note.event,
        number=note.number,
        at=note.at,
        seal=note.seal,
    ),
    Finding.ENTRY_ADDED: lambda note: gettext(
        "Event %(event)s, number %(number)d in seal %(seal)d, dated %(at)s, was put into the seal afterwards.",
        event=note.event,
        number=note.number,
        at=note.at,
        seal=note.seal,
    ),
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
        reason=note.reason,
    ),
    Remark.RESTORED: lambda note: gettext(
        "A backup made on %(made)s was restored on %(at)s. What was sealed in between is not in this chain.",
        made=note.made_at,
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


def words_of(note: Note, write: Callable[[datetime], str]) -> str:
    """Return a note as a sentence in the present language; `write` writes moments."""
    told = replace(note, at=_written(note.at, write), made_at=_written(note.made_at, write))
    return _WORDS[note.kind](told)


def _written(moment: str | None, write: Callable[[datetime], str]) -> str | None:
    try:
        return write(datetime.fromisoformat(moment)) if moment else None
    except ValueError:  # out of a head or an event that may say anything
        return moment
