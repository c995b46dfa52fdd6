"""Reading begins no transaction where it needs none, and is of one moment where it must be."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.support.databases import available
from training import clock, settings, transaction
from training.extensions import db
from training.models import Setting

NUMBER = select(func.count()).select_from(Setting)
PREPARED = """SELECT count(*) FROM pg_prepared_statements
    WHERE left(statement, 16) = 'SELECT count(*) ' AND position('FROM setting' in replace(statement, chr(10), '')) > 0
    AND position('pg_' in statement) = 0"""


def store_elsewhere(app: Flask, key: str) -> None:
    """Store a setting by another connection."""
    with app.app_context():
        transaction.run(lambda: settings.store(key, "stored"))


# SQLite plans inside the process.
@pytest.mark.parametrize("test_database", [kind for kind in available() if kind == "postgresql"], indirect=True)
def test_the_server_keeps_the_plans_of_pages_between_requests(app: Flask) -> None:
    for _request in range(40):  # over all connections of the pool, each of which prepares what comes again
        with app.app_context():
            db.session.scalar(NUMBER)
            kept = db.session.connection().exec_driver_sql(PREPARED).scalar_one()
    assert kept == 1


def test_a_snapshot_is_of_one_moment(app: Flask) -> None:
    store_elsewhere(app, "organisation_name")
    with app.app_context():
        transaction.begin_snapshot()
        assert db.session.scalar(NUMBER) == 1
        store_elsewhere(app, "contact")
        assert db.session.scalar(NUMBER) == 1
        transaction.end_reading()
        assert db.session.scalar(NUMBER) == 2


def test_what_is_changed_is_changed_in_one_transaction(app: Flask) -> None:
    def work() -> None:
        settings.store("organisation_name", "One")
        db.session.flush()
        with app.app_context():
            assert db.session.scalar(NUMBER) == 0
        settings.store("contact", "Two")

    with app.app_context():
        transaction.run(work)
        assert db.session.scalar(NUMBER) == 2


def test_nothing_is_stored_by_a_request_that_began_nothing(app: Flask) -> None:
    with app.test_request_context():
        db.session.add(Setting(key="organisation_name", value="{}", updated_at=clock.now()))
        with pytest.raises(RuntimeError, match="outside"):
            db.session.scalar(NUMBER)  # sends first what was added
    with app.app_context():
        assert db.session.scalar(NUMBER) == 0
