"""An author, and the small bank in the database."""

import pytest

from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.models import Role, User
from training.studio import service


@pytest.fixture
def author(make: Maker) -> User:
    """Return somebody who writes content."""
    return make.person("作家 文子", roles=[Role.AUTHOR])


@pytest.fixture
def bank(make: Maker) -> None:
    """Import `documents.bank()`: one incident, one control, two scenarios, one quiz."""
    make.run(lambda: service.import_bank(small.bank(), None))


@pytest.fixture
def desk(client: PageClient, author: User, bank: None, locale: str) -> PageClient:
    """Return the author's browser, in each language, with the small bank imported."""
    return client.sign_in(author, locale)


@pytest.fixture
def english_desk(client: PageClient, author: User, bank: None) -> PageClient:
    """Return the author's browser in English."""
    return client.sign_in(author, "en")
