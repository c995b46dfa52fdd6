"""An administrator at work."""

import pytest

from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.models import Role, User


@pytest.fixture
def administrator(make: Maker) -> User:
    return make.person("管理 守", email="admin@kyokun.example", roles=[Role.ADMINISTRATOR])


@pytest.fixture
def admin(client: PageClient, administrator: User) -> PageClient:
    """Return the client, signed in as an administrator who reads English."""
    return client.sign_in(administrator, "en")
