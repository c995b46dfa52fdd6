"""The only place that commits: one unit of work, tried again when the database was busy."""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from flask import g, has_request_context
from sqlalchemy import Connection, Engine, Result, Select, event
from sqlalchemy.exc import DBAPIError

from training import along, connections, reading
from training.errors import DatabaseBusy, StorageFull
from training.extensions import db
from training.reading import BY_STATEMENT, ReadingSession

T = TypeVar("T")

TRIES = 4
FIRST_PAUSE_SECONDS = 0.02
BUSY_TIMEOUT_MILLISECONDS = 2_000
ROWS_AT_ONCE = 500
NAP_SECONDS = 0.0005
_SERIALISATION_FAILURE = "40001"
_DEADLOCK = "40P01"
_DISK_FULL = "53100"


_refusal: ContextVar[Exception | None] = ContextVar("refusal", default=None)


@contextmanager
def refused(reason: Exception) -> Iterator[None]:
    """Let nothing be written inside the block: `run` raises `reason`."""
    token = _refusal.set(reason)
    try:
        yield
    finally:
        _refusal.reset(token)


def run(work: Callable[[], T]) -> T:
    """Begin, call `work`, commit and return its result; roll back and pass on whatever it raises.

    `work` may be called several times, so it must have no effect outside the database. Raises DatabaseBusy when
    the database stays locked or unserialisable, StorageFull when it can't grow.
    """
    if reason := _refusal.get():
        raise reason
    end_reading()
    for number in range(TRIES):
        try:
            return _once(work)
        except DBAPIError as error:
            if _is_full(error):
                raise StorageFull from error
            if not _is_worth_another_try(error):
                raise
            if number == TRIES - 1:
                raise DatabaseBusy from error
            time.sleep(FIRST_PAUSE_SECONDS * 2**number * random.uniform(0.5, 1.5))  # noqa: S311  # jitter, no secret
    raise DatabaseBusy


def _once(work: Callable[[], T]) -> T:
    """Do `work` in a transaction of a plain connection; a session of the ORM joins it where one is needed.

    An answer needs none, and beginning and ending one takes longer than its statements.
    """
    kept = connections.kept()
    connection = kept.take("writing", _connect)
    try:
        result = _within(connection, work)
        if db.session.registry.has():
            db.session.commit()
    except BaseException:
        connection.close()  # in whatever state it is; the pool mends it
        raise
    kept.give_back("writing", connection)
    return result


def _within(connection: Connection, work: Callable[[], T]) -> T:
    with connection.begin() as begun:
        g.writing = connection
        try:
            result = work()
            if db.session.registry.has():
                db.session.flush()
            begun.commit()
        except BaseException:
            if db.session.registry.has():
                db.session.rollback()
            raise
        finally:
            del g.writing
        return result


def begin_snapshot() -> None:
    """Let all that is read from now on be of one moment, until the transaction ends; raises as `end_reading` does.

    What is read in portions needs it, since a cursor of PostgreSQL lives in a transaction.
    """
    end_reading()
    db.session.connection(execution_options=_at("REPEATABLE READ"))


@contextmanager
def fetched(statement: Select[*tuple[Any, ...]]) -> Iterator[Result[*tuple[Any, ...]]]:
    """Fetch rows a few at a time, from a snapshot that has begun."""
    # A reader who goes away in the middle must not leave a cursor open.
    with db.session.execute(statement, execution_options={"yield_per": ROWS_AT_ONCE}) as rows:
        yield rows


def _connect() -> Connection:
    return db.engine.connect().execution_options(**_at("READ COMMITTED"), kyokun_writes=True)


def _at(isolation_level: str) -> dict[str, Any]:
    """Return how a connection is told its level; SQLite has one level, which is stricter than all others."""
    return {"isolation_level": isolation_level} if db.engine.dialect.name == "postgresql" else {}


def end_reading() -> None:
    """Close the transaction that earlier reads opened, so that the next one sees the newest state.

    Raises RuntimeError when something was changed outside `run`, or when `run` is called inside `run`.
    """
    if reading.writing() is not None:
        raise RuntimeError("transaction.run was called inside transaction.run")
    if db.session.registry.has():
        session = db.session()
        if session.new or session.dirty or session.deleted:
            raise RuntimeError("something was changed outside transaction.run")
        if session.in_transaction():
            session.commit()
    reading.close()
    along.forget()


@event.listens_for(ReadingSession, "before_flush")
def _refuse_outside(session: ReadingSession, *_: object) -> None:
    """Raise RuntimeError when a request changes something outside `run`: PostgreSQL would store it at once."""
    if has_request_context() and reading.writing() is None:
        raise RuntimeError("something was changed outside transaction.run")


def _is_worth_another_try(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlstate", None)
    if code in {_SERIALISATION_FAILURE, _DEADLOCK}:
        return True
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _is_full(error: DBAPIError) -> bool:
    if getattr(error.orig, "sqlstate", None) == _DISK_FULL:
        return True
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL


def install(engine: Engine) -> None:
    """Try connections that have rested, and make SQLite durable.

    SQLite takes its write lock at the beginning of a writing transaction.

    The driver's own way begins late and lost 150 of 200 concurrent increments without an error.
    """
    connections.try_rested(engine)
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_TIMEOUT_MILLISECONDS}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get(BY_STATEMENT):
            return
        if options.get("kyokun_writes"):
            _lock(connection)
        else:  # takes no lock, so it can't fail, and the way around the driver costs more than the statement
            driver: Any = connection.connection.driver_connection
            driver.execute("BEGIN")


def _lock(connection: Connection) -> None:
    """Take SQLite's write lock, waiting for it as long as SQLite would.

    SQLite itself looks again after 1, 2, 5, 10, 15 ... milliseconds: who has waited long looks seldom, and is passed by
    all who come later. With short naps of one length, who finishes an attempt beside others waits a fifth less.
    """
    driver: Any = connection.connection.driver_connection
    end = time.monotonic() + BUSY_TIMEOUT_MILLISECONDS / 1000
    driver.execute("PRAGMA busy_timeout=0")
    try:
        while _is_taken(driver) and time.monotonic() < end:
            time.sleep(NAP_SECONDS)
        if not driver.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # fails in the way that `run` knows
    finally:
        driver.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MILLISECONDS}")


def _is_taken(driver: sqlite3.Connection) -> bool:
    """Begin to write unless somebody else does; tell whether that is so."""
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return False
