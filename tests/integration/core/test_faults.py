"""When the database is locked or the disk is full, the page says so and what was stored stays as it was."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from tests.factories.maker import Maker
from tests.integration.learning.conftest import begin, onward
from tests.support.client import PageClient
from tests.support.databases import make_app
from training import settings, transaction
from training.extensions import db
from training.learning import service
from training.models import Answer

SQLITE_ONLY = pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)
BUSY, FULL, TOO_LARGE = 503, 507, 413


@pytest.fixture
def asked(app: Flask, make: Maker, client: PageClient) -> PageClient:
    """Return a client that stands before an open decision."""
    person = make.person()
    client.sign_in(person)
    begin(client, make.assignment(person))
    onward(client)
    return client


@pytest.fixture
def lock(database_url: str) -> Iterator[sqlite3.Connection]:
    """Hold the write lock of the database from outside."""
    holder = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    yield holder
    holder.close()


def on_another_server(client: PageClient, app: Flask) -> PageClient:
    """Go on with the same cookies on an application that was started later."""
    other = PageClient(app)
    other.flask_client._cookies = client.flask_client._cookies  # as a browser would
    other.page = client.page
    return other


@SQLITE_ONLY
def test_a_locked_database_is_explained_and_the_answer_can_be_sent_again(
    asked: PageClient, database_url: str, lock: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "BUSY_TIMEOUT_MILLISECONDS", 20)
    client = on_another_server(asked, make_app(database_url))
    question = client.page
    client.submit({"choice": "call"}, form="form#decision", status=BUSY)
    lock.execute("ROLLBACK")
    client.page = question
    client.submit({"choice": "call"}, form="form#decision")
    assert client.page.has(".feedback")
    close(client)


@SQLITE_ONLY
def test_a_full_disk_is_explained_and_nothing_is_half_stored(
    asked: PageClient, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = service.answer

    def answer_and_grow(*arguments: Any) -> Any:
        state = answer(*arguments)
        settings.store("organisation_name", "x" * 100_000)  # needs pages that the disk does not have
        return state

    monkeypatch.setattr(service, "answer", answer_and_grow)
    app = make_app(database_url)
    with app.app_context():

        @event.listens_for(db.engine, "connect")
        def _no_more_pages(connection: sqlite3.Connection, _record: object) -> None:
            connection.execute("PRAGMA max_page_count = 1")

    client = on_another_server(asked, app)
    client.submit({"choice": "call"}, form="form#decision", status=FULL)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Answer)) == 0
    close(client)


def test_a_form_of_ten_megabytes_is_refused_with_a_page(asked: PageClient) -> None:
    asked.post("/profile", {"display_name": "x" * 10_000_000}, status=TOO_LARGE)


def close(client: PageClient) -> None:
    """Close the connections of an application of one test."""
    with client.app.app_context():
        db.session.remove()
        db.engine.dispose()
