"""A database that holds a large organisation."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import timedelta
from itertools import islice
from uuid import UUID

import psycopg
from flask import Flask

from tests.bench import quiz
from tests.bench.large.rows import Organisation, Row, Tables
from tests.bench.learners import AT_ONCE
from tests.factories.maker import LONG_AGO, Maker
from tests.support.databases import make_app, migrate
from training.accounts.passwords import hash_password
from training.accounts.session import AGREEMENT_VERSION
from training.extensions import db
from training.models import (
    Acknowledgement,
    AcknowledgementKind,
    Campaign,
    Credential,
    CredentialKind,
    RoleGrant,
    new_id,
)

PASSWORD = "measured-by-the-hour"  # noqa: S105  # of people in a database that is thrown away
_AT_ONCE = 50_000


class World:
    """The application on the filled database, and who looks at it."""

    def __init__(self, url: str, people: int, teams: int, campaigns: int) -> None:
        self.url = url
        migrate(url)
        self.app: Flask = make_app(url)
        make = Maker(self.app)
        organisation = self.organisation = Organisation(people, teams, campaigns)
        self.releases = [make.release(quiz.document(AT_ONCE)), make.release(quiz.document(AT_ONCE), number=2)]
        self._load(organisation.tables())
        make.run(lambda: db.session.add_all(self._campaigns()))
        assignments = organisation.assignments()
        while part := [*islice(assignments.rows, _AT_ONCE)]:
            self._load([assignments._replace(rows=iter(part))])
            self._load([organisation.attempts(part, self.releases[0].id.hex)])
        self.manager, self.auditor = (UUID(hex=each) for each in (organisation.manager_of(0), organisation.people[0]))
        make.run(self._let_in)
        self._look_at_tables()

    def _campaigns(self) -> Iterator[Campaign]:
        for one in self.organisation.campaigns:
            campaign = Campaign(id=UUID(hex=one.id), release_id=self.releases[0].id, name=f"第{one.number}回 全社研修")
            campaign.audience, campaign.created_at = '{"everyone":true}', one.opens_at - timedelta(days=1)
            campaign.opens_at, campaign.due_at, campaign.closed_at = one.opens_at, one.due_at, one.closed_at
            campaign.due_days = None
            yield campaign

    def _let_in(self) -> None:
        for person_id in (self.manager, self.auditor):
            secret = Credential(id=new_id(), person_id=person_id, kind=CredentialKind.PASSWORD, created_at=LONG_AGO)
            secret.secret_hash = hash_password(PASSWORD)
            agreed = Acknowledgement(person_id=person_id, kind=AcknowledgementKind.RECORDING, version=AGREEMENT_VERSION)
            agreed.text_sha256, agreed.locale, agreed.acknowledged_at = "0" * 64, "ja", LONG_AGO
            db.session.add_all([secret, agreed])
        for role in ("auditor", "author", "administrator"):
            db.session.add(RoleGrant(person_id=self.auditor, role=role, granted_at=LONG_AGO))

    def _load(self, tables: Iterable[Tables]) -> None:
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as connection, connection:
                connection.execute("PRAGMA synchronous=OFF")
                for table in tables:
                    columns, places = ", ".join(table.columns), ", ".join("?" for _column in table.columns)
                    connection.executemany(f'INSERT INTO "{table.name}" ({columns}) VALUES ({places})', table.rows)  # noqa: S608
            return
        with psycopg.connect(_plain(self.url), options="-c TimeZone=UTC") as server:
            for table in tables:
                _copy(server, table)

    def _look_at_tables(self) -> None:
        """Let PostgreSQL know its tables, as it does by itself after a while."""
        if not self.url.startswith("sqlite"):
            with psycopg.connect(_plain(self.url), autocommit=True) as server:
                server.execute("VACUUM ANALYZE")


def _copy(server: "psycopg.Connection[Row]", table: Tables) -> None:
    columns = ", ".join(table.columns)
    with server.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copying:
        for row in table.rows:
            copying.write_row(row)


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")
