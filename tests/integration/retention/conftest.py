"""Somebody who left long ago, and an administrator."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from tests.factories.maker import LONG_AGO, Maker
from training import clock
from training.administration.retention import service
from training.extensions import db
from training.models import Role, User, UserStatus

MONTHS = 12
LATER = datetime(2027, 2, 1, tzinfo=UTC)
"""A year and some weeks after `LONG_AGO`."""


def leave(make: Maker, person: User, left_at: datetime = LONG_AGO) -> User:
    """Let somebody have left."""
    values = {"status": UserStatus.DEACTIVATED, "deactivated_at": left_at}
    make.run(lambda: db.session.execute(update(User).where(User.id == person.id).values(values)))
    return person


def keep_for(make: Maker, months: int | None = MONTHS) -> None:
    """Set long ago for how many months leavers keep their names."""
    with clock.moved_to(LONG_AGO):
        make.run(lambda: service.change(months, None))


@pytest.fixture
def administrator(make: Maker) -> User:
    return make.person("管理 守", email="admin@kyokun.example", roles=[Role.ADMINISTRATOR])
