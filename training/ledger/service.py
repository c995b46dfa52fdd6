"""Sealing: events that were committed are chained in batches afterwards, so that nobody who records one waits."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import insert
from sqlalchemy.inspection import inspect

from questions.canonical import digest
from training import audit, clock, transaction
from training.ledger import merkle, queries
from training.models import LedgerEntry, LedgerSeal
from training.seals import MOST_EVENTS, NOTHING_BEFORE, Sealed, statement_of
from training.statements import execute, insert_once

BATCH = MOST_EVENTS

KEY_CHANGED = audit.declare("ledger.key-changed", "organisation", "seal", "reason")

_ADD_ENTRY = insert(LedgerEntry)
_COLUMNS = tuple(inspect(LedgerSeal).column_attrs.keys())


DEMONSTRATION_REMOVED = audit.declare("ledger.demonstration-removed", "organisation", "seal", "seal_sha256", "events")
"""The first event of a chain that begins anew because an invented organisation went with the chain before it."""


class NothingSealed(Exception):
    """There is no seal yet, so there is no key to change."""


class ReasonMissing(Exception):
    """A key that the former one does not confirm needs a reason."""


def seal(*, recent: bool = False) -> int:
    """Seal every event that waits and return how many; raise KeyMissing. Not inside a transaction.

    With `recent`, only those recorded since the day before the last seal: comparing all takes seconds for a million.

    Which events wait is asked anew each time, never taken from an order: neither ids nor moments are given in the
    order in which transactions commit.
    """
    number, after = 0, queries.recent_from() if recent else None
    while True:
        head = queries.find_head()  # before the events: what another sealer takes meanwhile makes this seal fail
        waiting = queries.list_waiting(after, BATCH)
        if not waiting:
            return number
        if _store(*_made(head, waiting)):
            number += len(waiting)
            after = waiting[-1].id


def change_key() -> int:
    """Let the present key name its successor in a seal, and return the seal's number; raise KeyMissing, KeySet.

    From the next seal on, only the new key is right.
    """
    from training.ledger import keys  # noqa: PLC0415  # see _made

    while True:
        head = queries.find_head()
        if head is None:
            raise NothingSealed
        following = keys.following_key(_wanted(head) or "")
        made = _made(head, [], next_key=keys.public_of(following))
        if _store(*made, told=""):
            keys.take_over()
            return made[0].number


def replace_lost_key(reason: str) -> int:
    """Begin with a new key that the lost one could not confirm, and return the seal's number; raise ReasonMissing.

    Every later check tells of it.
    """
    from training.ledger import keys  # noqa: PLC0415  # see _made

    if not reason.strip():
        raise ReasonMissing
    while True:
        head = queries.find_head()
        if head is None:
            raise NothingSealed
        following = keys.following_key(_wanted(head) or "")
        made = _made(head, [], key=following, reason=reason.strip())
        if _store(*made, told=reason.strip()):
            keys.take_over(keep_former=True)
            return made[0].number


class Removal(NamedTuple):
    """What the ledger was when the invented organisation was taken away: its last seal, and how many events."""

    seal: int
    seal_sha256: str
    events: int


def note_removal() -> Removal:
    """Return what is to be told about the chain that is about to go as a whole; nobody seals until that is done."""
    queries.hold_seals()
    head = queries.find_head()
    return Removal(head.number if head else 0, head.sha256 if head else "", queries.count_events())


def record_removal(removal: Removal) -> None:
    """Tell, in the transaction that removed the chain, which that was."""
    audit.record(DEMONSTRATION_REMOVED, "organisation", None, **removal._asdict())


def _wanted(head: Sealed | None) -> str | None:
    return (head.next_key or head.public_key) if head else None


def _made(
    head: Sealed | None,
    events: Sequence[Any],
    *,
    key: Any = None,
    next_key: str | None = None,
    reason: str | None = None,
) -> tuple[LedgerSeal, list[dict[str, Any]]]:
    """Return the seal that follows `head` over these events, and its entries; nothing is stored."""
    # Web processes record events and never seal: what signs takes memory that is counted there.
    from training.ledger import keys  # noqa: PLC0415

    key = key or keys.signing_key(_wanted(head))
    number = head.number + 1 if head else 1
    entries = [
        {"event_id": event.id, "seal_number": number, "position": position, "content_sha256": event.content_sha256}
        for position, event in enumerate(events)
    ]
    moments = [event.at for event in events]
    made = LedgerSeal(
        number=number,
        previous_sha256=head.sha256 if head else NOTHING_BEFORE,
        root_sha256=merkle.root([merkle.leaf(event.id, event.content_sha256) for event in events]).hex(),
        events=len(events),
        events_total=(head.events_total if head else 0) + len(events),
        first_at=min(moments, default=None),
        last_at=max(moments, default=None),
        sealed_at=clock.now(),
        public_key=keys.public_of(key),
        next_key=next_key,
        reason=reason,
    )
    statement = statement_of(made)
    made.sha256, made.signature = digest(statement), key.sign(statement).hex()
    return made, entries


def _store(made: LedgerSeal, entries: list[dict[str, Any]], *, told: str | None = None) -> bool:
    """Store a seal whole, and with `told` an event about its key.

    Return False when another one has its place, or when the chain that it follows has gone.
    """

    def work() -> bool:
        if made.number > 1 and not queries.is_held(made.number - 1, made.previous_sha256):
            return False
        if not insert_once(LedgerSeal, {name: getattr(made, name) for name in _COLUMNS}):
            return False
        if entries:
            execute(_ADD_ENTRY, entries)
        if told is not None:
            audit.record(KEY_CHANGED, "organisation", None, seal=made.number, reason=told)
        return True

    return transaction.run(work)
