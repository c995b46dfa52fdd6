"""What is logged of a failure holds nothing of what somebody typed."""

import traceback

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError

from tests.factories.maker import Maker
from training import transaction
from training.extensions import db
from training.models import Setting

TYPED = "Kept.To.Themselves@minato.example"
IN_SMALL_LETTERS = TYPED.lower()


def test_a_row_that_breaks_a_rule_is_not_repeated(make: Maker) -> None:
    with pytest.raises(DBAPIError) as refused:
        make.person(email=TYPED)
    told = "".join(traceback.format_exception(refused.value))
    assert "ck_person_identity_email_lower_case" in told
    assert TYPED not in told


def test_a_value_that_is_there_twice_is_not_repeated(make: Maker) -> None:
    make.person(email=IN_SMALL_LETTERS)
    with pytest.raises(DBAPIError) as refused:
        make.person(email=IN_SMALL_LETTERS)
    assert IN_SMALL_LETTERS not in "".join(traceback.format_exception(refused.value))


def test_a_statement_that_fails_is_told_without_its_values(app: Flask) -> None:
    with app.app_context(), pytest.raises(DBAPIError) as refused:
        transaction.run(lambda: db.session.add(Setting(key="name", value=TYPED)))
    assert TYPED not in "".join(traceback.format_exception(refused.value))
