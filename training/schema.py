"""Changing tables that hold rows: one explicit transaction, and on SQLite foreign keys off until all is moved."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import Flask
from sqlalchemy import Connection, Engine

from training.config import ROOT
from training.extensions import db

MIGRATIONS = ROOT / "training" / "migrations"
MIGRATES = "kyokun_migrates"
"""Execution option of a connection on which tables are changed, so that any of them may not be there."""
_EXTENSION = "migrate"


class _MigrationsOnDemand:
    """Stands for Flask-Migrate until something asks for it: with Alembic it takes 11 MB, and no page needs it."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, name: str) -> Any:
        _load_migrations(self._app)
        return getattr(self._app.extensions[_EXTENSION], name)


def _load_migrations(app: Flask) -> None:
    from flask_migrate import Migrate  # noqa: PLC0415

    Migrate().init_app(app, db, directory=str(MIGRATIONS))


def upgrade() -> None:
    """Bring the database of the present application to the newest version."""
    from flask_migrate import upgrade as run  # as above  # noqa: PLC0415

    run()


class BrokenReferences(Exception):
    """A migration left rows whose foreign keys lead nowhere; it was rolled back."""


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """Give a connection inside the transaction of a migration; raise BrokenReferences when it leaves such rows."""
    with engine.connect().execution_options(**{MIGRATES: True}) as connection:
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


def init_app(app: Flask) -> None:
    """Let `upgrade`, and on the command line `flask db`, find the migrations."""
    if click.get_current_context(silent=True):
        _load_migrations(app)
    else:
        app.extensions[_EXTENSION] = _MigrationsOnDemand(app)
