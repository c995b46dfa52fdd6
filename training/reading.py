"""Reading without a transaction where one would only cost."""

from functools import lru_cache
from typing import Any

from flask import Flask, g
from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import scoped_session

from training import connections

BY_STATEMENT = "kyokun_reads_by_statement"


class ReadingSession(Session):
    """Reads statement by statement on PostgreSQL; `transaction` begins what is to be of one piece."""

    def get_bind(
        self, mapper: Any = None, clause: Any = None, bind: Engine | Connection | None = None, **kwargs: Any
    ) -> Engine | Connection:
        """Return the connection of the transaction that writes, else the one engine that there is."""
        engine = self._db.engine
        return bind or writing() or (by_statement(engine) if engine.dialect.name == "postgresql" else engine)


@lru_cache
def by_statement(engine: Engine) -> Engine:
    """Return the engine that leaves out transactions around reads, on both databases.

    PostgreSQL's statements see each their own moment (READ COMMITTED) inside a transaction too, so one around reads
    gives nothing. It costs two more journeys, and the driver forgets its prepared plans at every rollback, which made
    the server plan the statements of a page anew each time.
    """
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="AUTOCOMMIT")
    return engine.execution_options(**{BY_STATEMENT: True})  # heard by what begins SQLite's transactions


def writing() -> Connection | None:
    """Return the connection of the transaction that writes just now, if one has begun."""
    begun: Connection | None = g.get("writing")
    return begun


def has_begun(session: "scoped_session[Session]") -> bool:
    """Tell whether a transaction has begun, be it to write or by a session of the ORM that reads."""
    return writing() is not None or (session.registry.has() and session().in_transaction())


def outside(engine: Engine) -> Connection:
    """Return the connection by which this request reads single statements; a session of the ORM costs four times it."""
    held: Connection | None = g.get("reading")
    if held is None or held.invalidated:
        if held is not None:
            held.close()
        held = g.reading = connections.kept().take("reading", by_statement(engine).connect)
    return held


def close() -> None:
    """Give the connection of this request back, if it has one."""
    held: Connection | None = g.pop("reading", None)
    if held is not None:
        connections.kept().give_back("reading", held)


def init_app(app: Flask) -> None:
    """Give connections back when a request has ended."""
    app.teardown_appcontext(lambda _error: close())
