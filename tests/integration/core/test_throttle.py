"""The throttle, tried by several processes at the same moment."""

from flask import Flask
from sqlalchemy import func, select

from tests.factories.maker import Maker
from tests.support.apart import apart
from training import throttle, transaction
from training.extensions import db
from training.models import SignInThrottle

GUESSERS, TRIES = 4, 6


def test_many_processes_together_get_as_many_tries_as_one(app: Flask, make: Maker) -> None:
    def guess() -> int:
        with app.app_context():
            slots = [transaction.run(lambda: throttle.take("E0042", "192.0.2.1")) for _ in range(TRIES)]
            return sum(slot.wait is None for slot in slots)

    assert sum(apart(app, [guess] * GUESSERS)) == throttle.PER_ACCOUNT
    most = make.run(lambda: db.session.scalar(select(func.max(SignInThrottle.failures))))
    assert most == GUESSERS * TRIES
