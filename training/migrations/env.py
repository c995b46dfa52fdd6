"""Alembic's environment: one explicit transaction, and on SQLite foreign keys off until all is moved."""

from typing import Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from training.models import Base
from training.models.base import UtcDateTime


class BrokenReferences(Exception):
    """A migration left rows whose foreign keys lead nowhere; it is rolled back."""


def run() -> None:
    """Migrate the application's database."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            _on_sqlite(connection)
        else:
            with connection.begin():
                _migrate(connection)


def _on_sqlite(connection: Connection) -> None:
    # Batch mode drops and renames tables; with foreign keys on that empties child tables silently.
    # The pragma only works outside a transaction, so it goes to the driver's connection.
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("the connection is closed")
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.execution_options(kyokun_writes=True).begin():
            _migrate(connection)
            if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                raise BrokenReferences(f"{len(broken)} rows, the first in table {broken[0][0]}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    # A migration must run years later, so it names no class of the program.
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
        compare_type=True,
        render_item=_render_item,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
