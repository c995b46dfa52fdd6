"""One place commits, and nothing is lost or half stored."""

import sqlite3
from contextlib import nullcontext
from typing import NoReturn, cast

import pytest
from flask import Flask
from sqlalchemy import Executable, Table, UpdateBase, delete, select, update
from sqlalchemy.exc import OperationalError

from tests.factories.maker import Maker
from training import settings, statements, transaction
from training.errors import DatabaseBusy
from training.extensions import db
from training.models import AppendOnlyViolation, Release, Setting


def test_a_failure_leaves_nothing_behind(app: Flask) -> None:
    def work() -> NoReturn:
        settings.store("organisation_name", "Half")
        db.session.flush()
        raise LookupError

    with app.app_context():
        with pytest.raises(LookupError):
            transaction.run(work)
        assert db.session.scalar(select(Setting.key)) is None


@pytest.mark.parametrize(("busy", "stored"), [(1, "stored"), (99, None)])
def test_a_busy_database_is_tried_again_but_not_for_ever(app: Flask, busy: int, stored: str | None) -> None:
    tried: list[int] = []

    def work() -> None:
        tried.append(len(tried))
        settings.store("organisation_name", "stored")
        if len(tried) <= busy:
            raise OperationalError("COMMIT", None, Locked())

    with app.app_context():
        with nullcontext() if stored else pytest.raises(DatabaseBusy):
            transaction.run(work)
        assert 1 < len(tried) < 10
        value = db.session.scalar(select(Setting.value))
        assert (value is not None) == bool(stored)


class Locked(Exception):
    """What both drivers say of a transaction that is worth another try."""

    sqlite_errorcode = sqlite3.SQLITE_BUSY
    sqlstate = "40001"


def test_a_change_outside_a_transaction_is_refused(app: Flask) -> None:
    with app.app_context():
        settings.store("organisation_name", "Outside")
        with pytest.raises(RuntimeError, match="outside"):
            transaction.run(lambda: None)
        db.session.rollback()


def test_a_transaction_inside_a_transaction_is_refused(app: Flask) -> None:
    with app.app_context(), pytest.raises(RuntimeError, match="inside"):
        transaction.run(lambda: transaction.run(lambda: None))


def test_a_release_is_never_changed(app: Flask, make: Maker) -> None:
    release_id = make.release().id

    def work() -> None:
        db.session.get_one(Release, release_id).document = "{}"
        db.session.flush()

    with app.app_context(), pytest.raises(AppendOnlyViolation):
        transaction.run(work)


@pytest.mark.parametrize(
    "statement", [update(Release).values(number=7), delete(Release), delete(cast(Table, Release.__table__))]
)
def test_many_releases_at_once_are_never_changed(app: Flask, make: Maker, statement: Executable) -> None:
    make.release()
    with app.app_context(), pytest.raises(AppendOnlyViolation):
        transaction.run(lambda: db.session.execute(statement))


@pytest.mark.parametrize("prepared", [statements.updating(Release, "number"), delete(Release)])
def test_a_statement_that_was_built_once_changes_no_release(app: Flask, make: Maker, prepared: UpdateBase) -> None:
    values = {"the_id": make.release().id, "number": 7}
    with app.app_context(), pytest.raises(AppendOnlyViolation):
        transaction.run(lambda: statements.execute(prepared, values))
