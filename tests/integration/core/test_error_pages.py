"""A failure of the program is a page in the visitor's language that reads nothing from the database."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.databases import make_app
from tests.support.statements import StatementCounter
from training.access import public
from training.extensions import db


@pytest.fixture
def failing(database_url: str) -> Iterator[Flask]:
    """Return an application with a page that fails."""
    app = make_app(database_url)
    app.config["PROPAGATE_FAILURES"] = False

    @app.get("/failing")
    @public
    def _fail() -> str:
        raise ZeroDivisionError("a secret of the program")

    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_a_failure_is_explained_and_gives_nothing_away(failing: Flask, locale: str) -> None:
    client = PageClient(failing)
    client.use_language(locale)
    page = client.get("/failing", 500)
    assert page.root["lang"] == locale
    assert "secret" not in page.body
    assert "ZeroDivisionError" not in page.body


def test_the_page_of_a_failure_reads_no_person_and_no_data(failing: Flask, make: Maker) -> None:
    client = PageClient(failing)
    client.sign_in(make.person())
    client.get("/sign-in")  # what is read once per process is read by now
    with failing.app_context():
        count = StatementCounter(db.engine)
    with count() as counted:
        client.get("/failing", 500)
    assert counted.statements == []
