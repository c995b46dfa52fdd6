"""Passwords of people in tests."""

from tests.factories.maker import Maker
from training.accounts import service
from training.extensions import db
from training.models import User

PASSWORD = "ゆうやけ小やけの赤とんぼ3匹"  # noqa: S105  # of people in tests


def give_password(make: Maker, person: User) -> None:
    """Let `person` sign in with PASSWORD; sessions opened before end."""
    secret_hash = service.hash_password(PASSWORD)
    make.run(lambda: service.keep_password(db.session.get_one(User, person.id), secret_hash))
