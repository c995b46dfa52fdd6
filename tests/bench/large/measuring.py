"""What pages cost the database: the time inside its driver, rows fetched included, and the statements sent."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import psycopg
from sqlalchemy import Engine, event

from tests.bench import processes

T = TypeVar("T")
MEASURED = ("execute", "executemany", "fetchone", "fetchmany", "fetchall")


@dataclass
class Spent:
    """What was spent since the block began: seconds in the driver, and how many statements."""

    seconds: float = 0.0
    statements: int = 0
    by_statement: dict[str, float] = field(default_factory=dict)


class Driver:
    """Times the cursors of an engine. SQLite looks for a row when it is fetched, so fetching counts too."""

    def __init__(self) -> None:
        self.spent = Spent()
        self._last = ""

    def install(self, engine: Engine) -> None:
        """Let every new connection of `engine` have cursors that are timed."""

        @event.listens_for(engine, "do_connect")
        def _connect(_dialect: Any, _record: Any, _arguments: Any, options: dict[str, Any]) -> None:
            if engine.dialect.name == "sqlite":
                options["factory"] = _sqlite_connection(self)
            else:
                options["cursor_factory"] = _timed(psycopg.Cursor, self)

    @contextmanager
    def counting(self) -> Iterator[Spent]:
        """Count inside the block."""
        self.spent = Spent()
        yield self.spent

    def note(self, name: str, seconds: float, statement: Any) -> None:
        """Add one call of a cursor."""
        if name == "execute":
            self._last = str(statement)
            self.spent.statements += not self._last.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA"))
        self.spent.seconds += seconds
        self.spent.by_statement[self._last] = self.spent.by_statement.get(self._last, 0.0) + seconds


def _timed(base: Any, driver: Driver) -> Any:
    def timed(name: str) -> Callable[..., Any]:
        plain = getattr(base, name)

        def call(cursor: Any, *arguments: Any, **options: Any) -> Any:
            started = time.perf_counter()
            try:
                return plain(cursor, *arguments, **options)
            finally:
                driver.note(name, time.perf_counter() - started, arguments[0] if arguments else "")

        return call

    return type("TimedCursor", (base,), {name: timed(name) for name in MEASURED})


def _sqlite_connection(driver: Driver) -> Any:
    cursors = _timed(sqlite3.Cursor, driver)

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = cursors) -> Any:
            return super().cursor(factory)

    return Connection


def cpu(work: Callable[[], T], database: int | None) -> tuple[float, T]:
    """Return the CPU seconds of this process and of the database's server while `work` runs, and its result."""

    def used() -> float:
        return time.process_time() + (sum(processes.cpu_used(database).values()) if database else 0.0)

    before = used()
    result = work()
    return used() - before, result
