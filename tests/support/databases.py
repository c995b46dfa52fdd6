"""The two kinds of database that every integration test runs on."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import text

from tests.support import postgres
from tests.support.components import find_postgres
from tests.support.folders import missing, shared_folder
from training import create_app
from training.extensions import db
from training.models import Base

TEMPLATE = "kyokun_migrated"
LEDGER_KEY = "dGhlLWtleS1vZi10aGUtdGVzdHMtb25seS0zMi1ieXQ="


@cache
def available() -> tuple[str, ...]:
    """List the kinds that can be tested here; with CI=true PostgreSQL is not optional."""
    both = find_postgres() is not None or os.environ.get("CI") == "true"
    return ("sqlite", "postgresql") if both else ("sqlite",)


def make_app(url: str) -> Flask:
    """Return the application on the database at `url`, with all of its features."""
    settings = {"TESTING": True, "SECRET_KEY": "for-tests-only", "SQLALCHEMY_DATABASE_URI": url}
    app = create_app({**settings, "LEDGER_KEY": LEDGER_KEY})
    app.load_all()
    return app


def migrate(url: str) -> None:
    """Build all tables at `url`."""
    app = make_app(url)
    with app.app_context():
        upgrade()
        db.engine.dispose()


@contextmanager
def migrated(prefix: str, factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a PostgreSQL database with all tables, copied from one that this run builds once."""
    marks = shared_folder(factory, "migrated")
    with missing(marks / prefix.rpartition(":")[2].strip("/")) as is_missing:
        if is_missing:
            postgres.create(prefix, TEMPLATE)
            migrate(prefix + TEMPLATE)
    with postgres.database(prefix, template=TEMPLATE) as url:
        yield url


class TestDatabase:
    """A migrated database with its application, emptied before each test; `compiled` keeps its page templates."""

    __test__ = False

    def __init__(self, url: str, compiled: Path) -> None:
        self.url = url
        self.app = make_app(url)
        self.app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))

    def empty(self) -> None:
        """Remove all rows."""
        raise NotImplementedError

    def close(self) -> None:
        """Close all connections."""
        with self.app.app_context():
            db.engine.dispose()


class SqliteDatabase(TestDatabase):
    """A copy of the template file."""

    def __init__(self, url: str, compiled: Path, template: Path) -> None:
        super().__init__(url, compiled)
        self.template = template

    def empty(self) -> None:
        """Copy the template anew."""
        self.close()
        path = Path(self.url.removeprefix("sqlite:///"))
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(self.template, path)


class PostgresDatabase(TestDatabase):
    """One database for all tests of a worker."""

    def empty(self) -> None:
        """Delete from the tables that hold something; truncating few rows takes ten times as long."""
        with self.app.app_context(), db.engine.begin() as connection:
            names = [f'"{table.name}"' for table in Base.metadata.sorted_tables]
            query = " UNION ALL ".join(f"(SELECT '{name}' FROM {name} LIMIT 1)" for name in names)  # noqa: S608
            filled = [row[0] for row in connection.execute(text(query))]
            if filled:
                # All rows go, so none can be left that points at nothing, and no order of tables is needed.
                deletes = "; ".join(f"DELETE FROM {name}" for name in filled)  # noqa: S608
                connection.exec_driver_sql(f"SET LOCAL session_replication_role = replica; {deletes}")
