"""Changing tables that hold rows: one explicit transaction, and on SQLite foreign keys off until all is moved."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine


class BrokenReferences(Exception):
    """A migration left rows whose foreign keys lead nowhere; it was rolled back."""


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """Give a connection inside the transaction of a migration; raise BrokenReferences when it leaves such rows."""
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        # Alembic's batch mode drops and renames tables; with foreign keys on that emptied a child table without
        # an error. The pragma only works outside a transaction, so it goes to the driver's own connection.
        driver = connection.connection.driver_connection
        if driver is None:
            raise RuntimeError("the connection is closed")
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.execution_options(kyokun_writes=True).begin():
                yield connection
                if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                    raise BrokenReferences(f"{len(broken)} rows, the first in table {broken[0][0]}")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")
