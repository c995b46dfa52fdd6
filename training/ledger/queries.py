"""Reads of the chain: what waits for a seal, seals and their entries in order, checks."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Row, Select, exists, func, select, text

from training import clock
from training.access import Permission, roles_with
from training.errors import NotFound
from training.extensions import db
from training.models import (
    AuditEvent,
    LedgerCheck,
    LedgerEntry,
    LedgerSeal,
    PersonIdentity,
    RoleGrant,
    User,
    UserStatus,
)
from training.seals import Sealed

SEALS = LedgerSeal.__table__
EVENTS = AuditEvent.__table__
ENTRIES = LedgerEntry.__table__
LOOKS_BACK = timedelta(days=1)
"""How far before the last seal pages and most seals look for events that wait; once an hour all are looked at."""
AT_ONCE = 1000
_LAST_NUMBER = 2**31 - 1
"""Addresses can name larger ones than the databases know."""
_LAST_MOMENT = datetime(9999, 1, 1, tzinfo=UTC)
_SEALED_SHA256 = ENTRIES.c.content_sha256.label("sealed_sha256")


class Place(NamedTuple):
    """Where an event stands in the chain: its seal, and its number among all events that were ever sealed."""

    seal: int
    number: int


def find_head() -> Sealed | None:
    """Return the last seal, or None."""
    return _seal(db.session.execute(select(SEALS).order_by(SEALS.c.number.desc()).limit(1)).first())


def get_seal(number: int) -> Sealed:
    """Return a seal; raise NotFound."""
    statement = select(SEALS).where(SEALS.c.number == min(number, _LAST_NUMBER))
    seal = _seal(db.session.execute(statement).first())
    if seal is None:
        raise NotFound
    return seal


def _seal(row: Row[Any] | None) -> Sealed | None:
    return cast("Sealed | None", row)  # a row of all its columns


def find_sha256(number: int) -> str | None:
    """Return the hash of a seal, or None."""
    return db.session.scalar(select(SEALS.c.sha256).where(SEALS.c.number == number))


def is_held(number: int, sha256: str) -> bool:
    """Tell whether a seal is there, and keep it there until the transaction ends."""
    return db.session.scalar(select(SEALS.c.sha256).where(SEALS.c.number == number).with_for_update()) == sha256


def hold_seals() -> None:
    """Let nobody add a seal until the transaction ends; on SQLite nobody else writes anyway."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"LOCK TABLE {LedgerSeal.__tablename__} IN EXCLUSIVE MODE"))


def select_seals() -> Select[Any]:
    """Return the statement for all seals, the newest first."""
    return select(*SEALS.c).order_by(SEALS.c.number.desc())


def list_key_changes() -> Sequence[Row[Any]]:
    """List the seals that begin with a key or name the next one, in order."""
    tells = (SEALS.c.number == 1) | SEALS.c.next_key.is_not(None) | SEALS.c.reason.is_not(None)
    return db.session.execute(select(SEALS).where(tells).order_by(SEALS.c.number)).all()


def list_waiting(after: uuid.UUID | None, number: int = AT_ONCE) -> Sequence[Row[Any]]:
    """List events that no seal holds, by id, from after the one given."""
    statement = select(EVENTS).where(_waits()).order_by(EVENTS.c.id).limit(number)
    return db.session.execute(statement.where(EVENTS.c.id > after) if after else statement).all()


def count_events() -> int:
    """Count all events, sealed or not."""
    return db.session.scalar(select(func.count()).select_from(EVENTS)) or 0


def recent_from() -> uuid.UUID | None:
    """Return an id that all events recorded since the day before the last seal come after; None without a seal."""
    latest = db.session.scalar(select(func.max(SEALS.c.sealed_at)))
    return earliest_id(latest - LOOKS_BACK) if latest else None


def count_waiting() -> int:
    """Count the events that wait for a seal, as far back as a transaction can have been late."""
    after = recent_from()
    recent = [EVENTS.c.id > after] if after else []
    return db.session.scalar(select(func.count()).select_from(EVENTS).where(_waits(), *recent)) or 0


def earliest_id(moment: datetime) -> uuid.UUID:
    """Return the lowest id that is made at a moment or later."""
    return uuid.UUID(int=int(moment.timestamp() * 1000) << 80)


def moment_of(event_id: uuid.UUID) -> datetime:
    """Return the moment at which an id was made, to the millisecond; of one that nobody made, the last there is."""
    return datetime.fromtimestamp(min((event_id.int >> 80) / 1000, _LAST_MOMENT.timestamp()), UTC)


def _waits() -> ColumnElement[bool]:
    return ~exists().where(ENTRIES.c.event_id == EVENTS.c.id)


def places_of(event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Place]:
    """Map those of the events that are sealed to where they stand."""
    number = SEALS.c.events_total - SEALS.c.events + ENTRIES.c.position + 1
    found = (
        select(ENTRIES.c.event_id, ENTRIES.c.seal_number, number)
        .join(SEALS, SEALS.c.number == ENTRIES.c.seal_number)
        .where(ENTRIES.c.event_id.in_(event_ids))
    )
    return {event_id: Place(seal, place) for event_id, seal, place in db.session.execute(found)}


def in_seal(number: int) -> ColumnElement[bool]:
    """Return the condition that an event stands in a seal."""
    return AuditEvent.id.in_(select(LedgerEntry.event_id).where(LedgerEntry.seal_number == number))


def each_seal() -> Iterator[Sealed]:
    """Yield all seals in the order of their numbers, few at a time."""
    in_order, last = select(SEALS).order_by(SEALS.c.number).limit(AT_ONCE), None
    while True:
        following = in_order if last is None else in_order.where(SEALS.c.number > last)
        found = db.session.execute(following).all()
        if not found:
            return
        yield from cast("Sequence[Sealed]", found)
        last = found[-1].number


def list_entries(seal_number: int, position: int | None = None) -> Sequence[Row[Any]]:
    """List the entries of a seal in order, or one of them, each with its event as it is now, if it is there."""
    columns: list[Any] = [ENTRIES.c.event_id, ENTRIES.c.position, _SEALED_SHA256, *EVENTS.c]
    statement = (
        select(*columns)
        .select_from(ENTRIES.outerjoin(EVENTS, EVENTS.c.id == ENTRIES.c.event_id))
        .where(ENTRIES.c.seal_number == seal_number)
        .order_by(ENTRIES.c.position)
    )
    one = [] if position is None else [ENTRIES.c.position == position]
    return db.session.execute(statement.where(*one)).all()


def list_positions(seal_number: int) -> Sequence[Row[Any]]:
    """List the entries of a seal in order, without their events."""
    wanted: Select[Any] = select(ENTRIES.c.event_id, ENTRIES.c.position, _SEALED_SHA256)
    return db.session.execute(wanted.where(ENTRIES.c.seal_number == seal_number).order_by(ENTRIES.c.position)).all()


def list_unknown_seals() -> Sequence[tuple[int, int]]:
    """List (number, how many entries) of seals that entries name and that are not there; no foreign key holds them."""
    gone = ~exists().where(SEALS.c.number == ENTRIES.c.seal_number)
    counted = select(ENTRIES.c.seal_number, func.count()).where(gone).group_by(ENTRIES.c.seal_number)
    return [(number, count) for number, count in db.session.execute(counted.order_by(ENTRIES.c.seal_number))]


def list_told(action: str) -> Sequence[Row[Any]]:
    """List the events of one kind, the oldest first."""
    return db.session.execute(select(EVENTS).where(EVENTS.c.action == action).order_by(EVENTS.c.at)).all()


def find_open_check() -> LedgerCheck | None:
    """Return the check that has been asked for and is not finished, or None."""
    return db.session.scalar(select(LedgerCheck).where(LedgerCheck.finished_at.is_(None)))


def hold_open_check() -> LedgerCheck | None:
    """Return the check that is to be done, unless another worker holds it."""
    is_open = select(LedgerCheck).where(LedgerCheck.finished_at.is_(None))
    return db.session.scalar(is_open.with_for_update(skip_locked=True))


def list_checks(number: int = 10) -> Sequence[Row[LedgerCheck, str]]:
    """List the latest checks with who asked for them, the newest first."""
    statement = (
        select(LedgerCheck, PersonIdentity.display_name)
        .outerjoin(PersonIdentity, PersonIdentity.person_id == LedgerCheck.asked_by)
        .order_by(LedgerCheck.asked_at.desc(), LedgerCheck.id.desc())
    )
    return [*db.session.execute(statement.limit(number))]


def find_last_check() -> LedgerCheck | None:
    """Return the check that was finished last, or None."""
    is_done = LedgerCheck.finished_at.is_not(None)
    return db.session.scalar(select(LedgerCheck).where(is_done).order_by(LedgerCheck.finished_at.desc()).limit(1))


def is_check_due(every: timedelta) -> bool:
    """Tell whether events were sealed and nobody has asked for a check for so long."""
    latest = db.session.scalar(select(func.max(LedgerCheck.asked_at)))
    has_seals = db.session.scalar(select(exists().where(SEALS.c.number.is_not(None))))
    return bool(has_seals) and (latest is None or latest <= clock.now() - every)


def list_possible_readers() -> Sequence[Row[Any]]:
    """List (id, name, e-mail address, language) of those who may read the ledger, have a mailbox and are here."""
    may_read = select(RoleGrant.person_id).where(RoleGrant.role.in_(roles_with(Permission.READ_LEDGER)))
    statement = (
        select(User.id, PersonIdentity.display_name, PersonIdentity.email, User.locale)
        .join(PersonIdentity, PersonIdentity.person_id == User.id)
        .where(User.id.in_(may_read), User.status != UserStatus.DEACTIVATED, PersonIdentity.email.is_not(None))
        .order_by(PersonIdentity.display_name, User.id)
    )
    return [*db.session.execute(statement)]
