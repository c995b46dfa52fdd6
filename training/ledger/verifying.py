"""Checking the whole ledger: every event against its hash and its place, every seal against the one before it.

Seal by seal, so memory does not grow with the ledger; all of it is of one moment.
"""

import json
import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from questions.canonical import digest
from training import audit, clock, transaction
from training.ledger import keys, merkle, queries, stored
from training.ledger.findings import Finding, Remark, Report
from training.ledger.service import DEMONSTRATION_REMOVED
from training.seals import MOST_EVENTS, NOTHING_BEFORE, Head, Sealed, moment, statement_of

LATE = timedelta(hours=1)
"""An event may be so much older than those of earlier seals without a remark; a transaction takes seconds."""
RESTORED = "operations.restored"


def verify(heads: Sequence[Head] = ()) -> Report:
    """Check the ledger, and that it holds the heads that were kept elsewhere. Not inside a transaction."""
    transaction.begin_snapshot()
    try:
        return _Check(heads).done()
    finally:
        transaction.end_reading()


class _Check:
    """One walk along the chain."""

    def __init__(self, heads: Sequence[Head]) -> None:
        self.report = Report(heads=len(heads))
        self.heads = sorted(heads, key=lambda head: head.number)
        self.before: Sealed | None = None
        self.latest: datetime | None = None
        self.late = 0
        self.first_late: dict[str, Any] = {}
        self.unreadable: set[uuid.UUID] = set()

    def done(self) -> Report:
        """Return what is found."""
        self._remark_removals()
        try:
            for seal in queries.each_seal():
                self._check_seal(seal)
                self._check_entries(seal)
                self.before = seal
                self.latest = max(filter(None, (self.latest, seal.last_at)), default=None)
                self.report.seals += 1
        except (ValueError, TypeError):  # SQLite keeps anything in any column
            self.report.add(Finding.SEAL_UNREADABLE)
        for number, count in queries.list_unknown_seals():
            self.report.add(Finding.SEAL_GONE, seal=number, count=count)
        if self.before:
            self.report.last_seal, self.report.last_sha256 = self.before.number, self.before.sha256
            self._check_own_key(self.before)
        self._check_waiting()
        self._check_stored()
        self._check_heads()
        if self.late:
            self.report.remark(Remark.WRITTEN_LATE, count=self.late, **self.first_late)
        return self.report

    def _remark_removals(self) -> None:
        with suppress(ValueError, KeyError, TypeError):  # an event that was changed is found in its place
            for event in queries.list_told(DEMONSTRATION_REMOVED.action):
                told = json.loads(event.details)
                about = {"at": moment(event.at), "count": int(told["events"]), "seal": int(told["seal"])}
                self.report.remark(Remark.DEMONSTRATION_REMOVED, **about)
            for event in queries.list_told(RESTORED):
                made_at = json.loads(event.details)["made_at"]
                self.report.remark(Remark.RESTORED, at=moment(event.at), made_at=str(made_at))

    def _check_seal(self, seal: Sealed) -> None:
        """Check what a seal says, its signature, and that it follows the one before."""
        statement = statement_of(seal)
        if digest(statement) != seal.sha256:
            self.report.add(Finding.SEAL_CHANGED, seal=seal.number)
        elif not keys.is_signed(seal.public_key, statement, seal.signature):
            self.report.add(Finding.SEAL_UNSIGNED, seal=seal.number)
        number = self.before.number if self.before else 0
        if seal.number > number + 1:
            self.report.add(Finding.SEAL_MISSING, seal=number + 1, count=seal.number - number - 1)
        if seal.number == number + 1:
            self._check_link(seal)

    def _check_link(self, seal: Sealed) -> None:
        before = self.before
        if seal.previous_sha256 != (before.sha256 if before else NOTHING_BEFORE):
            self.report.add(Finding.SEAL_UNLINKED, seal=seal.number)
        if seal.events_total != (before.events_total if before else 0) + seal.events:
            self.report.add(Finding.SEAL_MISCOUNTED, seal=seal.number)
        if before and seal.public_key != (before.next_key or before.public_key):
            if seal.reason:
                self.report.remark(Remark.KEY_REPLACED, seal=seal.number, reason=seal.reason)
            else:
                self.report.add(Finding.SEAL_WRONG_KEY, seal=seal.number)
        if seal.next_key:
            self.report.remark(Remark.KEY_NAMED, seal=seal.number)

    def _check_own_key(self, last: Sealed) -> None:
        """Hold the chain against the key of this machine: whoever made it anew without that key used another one."""
        own = keys.own_public_keys()
        if own and (last.next_key or last.public_key) not in own:
            self.report.add(Finding.KEY_FOREIGN, seal=last.number)

    def _check_entries(self, seal: Sealed) -> None:
        try:
            entries: Sequence[Any] = queries.list_entries(seal.number)
        except ValueError:
            entries = self._read_one_by_one(seal)
        found = self.report.found
        self._check_order(seal, entries)
        for entry in entries:
            self._check_event(seal, entry)
        leaves = [merkle.leaf(entry.event_id, entry.sealed_sha256) for entry in entries]
        places_told = self.report.found > found and len(entries) != seal.events
        if merkle.root(leaves).hex() != seal.root_sha256 and not places_told:
            self.report.add(Finding.ENTRIES_CHANGED, seal=seal.number)

    def _read_one_by_one(self, seal: Sealed) -> list[Any]:
        """Read the entries without the events that can't be read, and tell which these are."""
        entries: list[Any] = []
        for entry in queries.list_positions(seal.number):
            try:
                entries += queries.list_entries(seal.number, entry.position)
            except ValueError:
                self.report.add(Finding.EVENT_UNREADABLE, **self._place(seal, entry))
                self.unreadable.add(entry.event_id)
                entries.append(entry)
        return entries

    def _check_order(self, seal: Sealed, entries: Sequence[Any]) -> None:
        """Check that places are filled without a gap, in the order of the ids: the one order that a seal can have."""
        held = {entry.position for entry in entries}
        number = seal.events_total - seal.events + 1
        # What the row says may be anything: nothing is counted up to it.
        if seal.events > MOST_EVENTS:
            self.report.add(Finding.SEAL_OVERFULL, seal=seal.number)
        for first, count in _runs(set(range(min(seal.events, MOST_EVENTS))) - held):
            self.report.add(Finding.ENTRY_MISSING, seal=seal.number, number=number + first, count=count)
        last = None
        for entry in entries:
            if entry.position >= seal.events:
                self.report.add(Finding.ENTRY_ADDED, **self._place(seal, entry))
            elif last is not None and entry.event_id < last:
                self.report.add(Finding.ENTRY_MOVED, **self._place(seal, entry))
            last = entry.event_id

    def _check_event(self, seal: Sealed, entry: Any) -> None:
        self.report.events += 1
        if entry.event_id in self.unreadable:
            return
        if entry.id is None:
            # Its moment is gone with it; its id still tells when it was recorded.
            recorded = queries.moment_of(entry.event_id)
            self.report.add(Finding.EVENT_MISSING, **self._place(seal, entry) | {"at": moment(recorded)})
            return
        try:
            content = audit.content_digest(entry)
        except TypeError:
            self.report.add(Finding.EVENT_UNREADABLE, **self._place(seal, entry))
            return
        if content != entry.sealed_sha256:
            self.report.add(Finding.EVENT_CHANGED, **self._place(seal, entry))
        elif content != entry.content_sha256:
            self.report.add(Finding.EVENT_HASH_CHANGED, **self._place(seal, entry))
        if entry.action == DEMONSTRATION_REMOVED.action and seal.number > 1:
            self.report.add(Finding.REMOVAL_AFTER_OTHERS, **self._place(seal, entry))
        if self.latest and entry.at < self.latest - LATE:
            self.late += 1
            self.first_late = self.first_late or _about(entry.event_id, entry.at) | {"seal": seal.number}

    def _place(self, seal: Sealed, entry: Any) -> dict[str, Any]:
        number = seal.events_total - seal.events + entry.position + 1
        return {"seal": seal.number, "number": number, **_about(entry.event_id, getattr(entry, "at", None))}

    def _check_waiting(self) -> None:
        """Check what no seal holds yet against its own hash, which is all that there is."""
        after, oldest = None, None
        try:
            while waiting := queries.list_waiting(after):
                for event in waiting:
                    oldest = min(oldest or event.at, event.at)
                    if audit.content_digest(event) != event.content_sha256:
                        self.report.add(Finding.WAITING_CHANGED, **_about(event.id, event.at))
                self.report.waiting += len(waiting)
                after = waiting[-1].id
        except (ValueError, TypeError):
            self.report.add(Finding.WAITING_UNREADABLE)
        if oldest is not None and oldest < clock.now() - LATE:
            self.report.remark(Remark.WAITING, count=self.report.waiting, at=moment(oldest))

    def _check_stored(self) -> None:
        told = {event_id.hex for event_id in self.unreadable}
        for table, row, column in stored.list_misspelt():
            if row not in told:
                self.report.add(Finding.MISSPELT, event=row, what=f"{table}.{column}")
        for name in stored.list_foreign():
            self.report.add(Finding.DATABASE_ACTS, what=name)

    def _check_heads(self) -> None:
        for head in self.heads:
            about = {"seal": head.number, "at": head.sealed_at}
            if not keys.is_signed(head.public_key, head.statement, head.signature.hex()):
                self.report.add(Finding.HEAD_UNSIGNED, **about)
            elif head.number > self.report.last_seal:
                self.report.add(Finding.HEAD_BEYOND, **about)
            elif queries.find_sha256(head.number) != head.sha256:
                self.report.add(Finding.HEAD_DIFFERS, **about)


def _runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Return (first, how many) of each unbroken row of places."""
    runs: list[tuple[int, int]] = []
    for place in sorted(places):
        if runs and place == sum(runs[-1]):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs


def _about(event_id: uuid.UUID, at: datetime | None) -> dict[str, Any]:
    return {"event": str(event_id), "at": moment(at)}
