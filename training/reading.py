"""The session by which everything is read, without a transaction where one would only cost."""

from functools import lru_cache
from typing import Any

from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, Engine


class ReadingSession(Session):
    """Reads statement by statement on PostgreSQL; `transaction` begins what is to be of one piece."""

    def get_bind(
        self, mapper: Any = None, clause: Any = None, bind: Engine | Connection | None = None, **kwargs: Any
    ) -> Engine | Connection:
        """Return the one engine that there is."""
        return bind or _by_statement(self._db.engine)


@lru_cache
def _by_statement(engine: Engine) -> Engine:
    """Return the engine that leaves out transactions around reads.

    PostgreSQL's statements see each their own moment (READ COMMITTED) inside a transaction too, so one around reads
    gives nothing. It costs two more journeys, and the driver forgets its prepared plans at every rollback, which made
    the server plan the statements of a page anew each time. SQLite's is inside the process and keeps one moment.
    """
    if engine.dialect.name != "postgresql":
        return engine
    return engine.execution_options(isolation_level="AUTOCOMMIT")
