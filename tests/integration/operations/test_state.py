"""Nothing is served from a database of another version; every page and command says what to do."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from tests.support.client import PageClient
from tests.support.databases import TestDatabase, make_app
from training.extensions import db
from training.jobs import ticks
from training.operations.state import head

ADDRESSES = ("/", "/sign-in", "/training/", "/certificates/nothing")
OTHER_VERSIONS = {"9999": "新しい版", "0002": "db upgrade", None: "setup"}


@pytest.fixture(params=list(OTHER_VERSIONS))
def wrong(request: pytest.FixtureRequest, test_database: TestDatabase) -> Iterator[tuple[Flask, str]]:
    """Return an application that meets a database of another version, and a word of what it should say."""
    app = make_app(test_database.url)
    with app.app_context():
        kept = db.session.scalar(text("SELECT version_num FROM alembic_version"))
        _set_version(request.param)
    yield app, OTHER_VERSIONS[request.param]
    with app.app_context():
        _set_version(kept)
        db.engine.dispose()


def _set_version(revision: str | None) -> None:
    db.session.execute(text("DROP TABLE IF EXISTS alembic_version"))
    if revision is not None:
        db.session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        db.session.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})
    db.session.commit()


def test_every_page_says_what_to_do(wrong: tuple[Flask, str]) -> None:
    app, word = wrong
    client = PageClient(app).use_language("ja")
    for address in ADDRESSES:
        assert word in client.get(address, 503).text("main")
    assert "Kyokun is being prepared" in PageClient(app).use_language("en").get("/sign-in", 503).text("h1")


def test_a_post_stores_nothing_and_gets_the_same_page(wrong: tuple[Flask, str]) -> None:
    assert wrong[0].test_client().post("/sign-in", data={"sign_in_name": "a", "password": "b"}).status_code == 503


def test_style_sheets_are_still_served(wrong: tuple[Flask, str]) -> None:
    with wrong[0].test_client().get("/static/css/base.css") as response:
        assert response.status_code == 200


@pytest.mark.parametrize("command", ["mail deliver", "worker", "bank import", "demo load", "demo sign-ins"])
def test_commands_say_it_in_a_sentence(wrong: tuple[Flask, str], command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticks, "run", lambda *_arguments: None)  # a worker that is let in would never end
    result = wrong[0].test_cli_runner().invoke(args=command.split())
    assert result.exit_code == 1
    assert result.output.startswith("Error: The database ")


@pytest.mark.parametrize("wrong", ["9999"], indirect=True)
@pytest.mark.parametrize("command", ["demo prepare", "setup --organisation A --name B --email c@kyokun.example"])
def test_what_builds_the_database_leaves_a_newer_one_alone(wrong: tuple[Flask, str], command: str) -> None:
    result = wrong[0].test_cli_runner().invoke(args=command.split())
    assert result.exit_code == 1
    assert result.output.startswith("Error: The database is of a newer version")


def test_the_version_is_asked_until_it_is_right_and_then_no_more(wrong: tuple[Flask, str]) -> None:
    app, _word = wrong
    client = app.test_client()
    assert client.get("/sign-in").status_code == 503
    with app.app_context():
        _set_version(head())
    assert client.get("/sign-in").status_code == 200
    with app.app_context():
        _set_version("9999")
    assert client.get("/sign-in").status_code == 200
