"""A connection that the database has closed meanwhile is replaced before it is used."""

import pytest
from flask import Flask
from sqlalchemy import text

from training import connections
from training.extensions import db


def close_behind_the_back(app: Flask) -> None:
    """Put a connection into the pool that is closed already."""
    with app.app_context():
        db.engine.dispose()  # no other one may lie in the pool, or this one would wait there for another test
        db.session.execute(text("SELECT 1"))
        driver = db.session.connection().connection.driver_connection
        db.session.close()
        assert driver
        driver.close()


def test_a_rested_connection_is_tried(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "RESTED_SECONDS", 0.0)
    close_behind_the_back(app)
    with app.app_context():
        assert db.session.scalar(text("SELECT 1")) == 1
