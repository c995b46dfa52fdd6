"""A ledger with some events, sealed in several seals, and hands that change its rows behind the program's back."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import NullPool, create_engine, text

from tests.factories.maker import Maker
from training import audit
from training.extensions import db
from training.ledger import service
from training.ledger.findings import Finding, Report
from training.ledger.verifying import verify
from training.models import AuditEvent, LedgerSeal, new_id
from training.seals import Head, head_file, read_head

EVENT = audit.Event("test.happened", "organisation", frozenset({"what"}))
OFF = {
    "sqlite": ["PRAGMA foreign_keys = OFF", "PRAGMA ignore_check_constraints = ON"],
    "postgresql": ["SET session_replication_role = replica"],
}
"""What holds only against mistakes: whoever has the password takes the rules away first."""


@dataclass
class Ledger:
    """The ledger under test."""

    app: Flask
    make: Maker

    def write(self, number: int = 1) -> list[AuditEvent]:
        """Record so many events, each in a transaction of its own; return all, in the order of the ids."""
        for _event in range(number):
            self.make.run(lambda: audit.record(EVENT, "organisation", None, what=new_id().hex))
        return self.make.run(lambda: db.session.query(AuditEvent).order_by(AuditEvent.id).all())

    def seal(self) -> int:
        """Seal what waits."""
        with self.app.app_context():
            return service.seal()

    def head(self) -> Head:
        """Return the last head, as a file kept elsewhere would give it."""
        last = self.make.run(lambda: db.session.query(LedgerSeal).order_by(LedgerSeal.number.desc()).limit(1).one())
        return read_head(head_file(last))

    def check(self, *heads: Head) -> Report:
        """Check it."""
        with self.app.app_context():
            return verify(heads)

    def found(self, *heads: Head) -> set[tuple[Finding, int | None, int | None]]:
        """Check it and return kind, seal and number of each finding."""
        return {(Finding(note.kind), note.seal, note.number) for note in self.check(*heads).findings}

    def tamper(self, *statements: str, **values: object) -> None:
        """Change rows as somebody with the database's password could."""
        with self.app.app_context():
            name = db.engine.dialect.name
            off = OFF[name]
            engine = create_engine(db.engine.url, poolclass=NullPool)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for rule in off:
                connection.exec_driver_sql(rule)
            for statement in statements:
                used = {name: value for name, value in values.items() if f":{name}" in statement}
                connection.execute(text(statement), used)

    @contextmanager
    def tampered(self, *statements: str, **values: object) -> Iterator[None]:
        """Change rows inside the block only, on SQLite: many ways of tampering share one ledger."""
        with self.app.app_context():
            path = db.engine.url.database
        with closing(sqlite3.connect(str(path))) as database, closing(sqlite3.connect(":memory:")) as kept:
            database.backup(kept)
            self.tamper(*statements, **values)
            yield
            kept.backup(database)

    def key(self, event: AuditEvent) -> object:
        """Return the id of an event as this database keeps it."""
        return event.id if self.app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql") else event.id.hex


@pytest.fixture
def ledger(app: Flask, make: Maker) -> Ledger:
    """Return a ledger of five events in a seal of three and one of two."""
    made = Ledger(app, make)
    made.write(3)
    made.seal()
    made.write(2)
    made.seal()
    return made


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return what lets seals hold fewer events."""
    return lambda number: monkeypatch.setattr(service, "BATCH", number)
