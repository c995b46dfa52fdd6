"""A process that serves one request after another keeps its connections, and gives up those that it can't trust."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event, func, select, text

from tests.support.databases import available
from training import connections, reading, settings, transaction
from training.connections import Connections
from training.extensions import db
from training.models import Setting
from training.statements import list_rows

NUMBER = select(func.count()).select_from(Setting)


@pytest.fixture
def keeping(app: Flask) -> Iterator[Connections]:
    with app.app_context():
        kept = connections.kept()
    kept.keep()
    yield kept
    kept.drop()
    app.extensions[connections._EXTENSION] = Connections()


def ask(app: Flask) -> int:
    """Read in a request of its own."""
    with app.app_context():
        return int(list_rows(NUMBER)[0][0])


def store(app: Flask, key: str) -> None:
    """Store a setting in a request of its own."""
    with app.app_context():
        transaction.run(lambda: settings.store(key, "stored"))


@pytest.mark.usefixtures("keeping")
def test_requests_ask_the_pool_once_for_reading_and_once_for_writing(app: Flask) -> None:
    taken: list[object] = []
    with app.app_context():
        event.listen(db.engine, "checkout", lambda *_: taken.append(None))
    for number, key in enumerate(("organisation_name", "contact", "time_zone"), 1):
        store(app, key)
        assert ask(app) == number
    assert len(taken) == 2


@pytest.mark.usefixtures("keeping")
def test_what_fails_leaves_nothing_behind(app: Flask) -> None:
    def work() -> None:
        settings.store("contact", "stored")
        db.session.flush()
        db.session.execute(text("SELECT * FROM no_such_table"))

    store(app, "organisation_name")
    with app.app_context(), pytest.raises(Exception, match="no_such_table"):
        transaction.run(work)
    assert ask(app) == 1
    store(app, "contact")
    assert ask(app) == 2


def test_one_that_has_rested_is_tried(app: Flask, keeping: Connections, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(app)
    monkeypatch.setattr(connections, "RESTED_SECONDS", 0.0)
    with app.app_context():
        resting = reading.outside(db.engine).connection.driver_connection
        assert resting
        resting.close()
        reading.close()
    assert ask(app) == 0
    keeping.drop()


# Nobody ends a connection to SQLite.
@pytest.mark.parametrize("test_database", [kind for kind in available() if kind == "postgresql"], indirect=True)
@pytest.mark.usefixtures("keeping")
def test_one_that_the_server_has_ended_is_replaced(app: Flask) -> None:
    ask(app)
    with app.app_context():
        own = reading.outside(db.engine).exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    with app.app_context(), db.engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:own)"), {"own": own})
    with pytest.raises(Exception, match=r"terminat|closed"):
        ask(app)
    assert ask(app) == 0
