"""What tests of pages and services share."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from flask import Flask

from tests.support.mailbox import Mailbox, mailbox
from training.accounts import passwords

_CHEAP = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture(autouse=True)
def cheap_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash quickly, since slowness is what hashes are for; `costly_hashes` brings it back."""
    if "costly_hashes" not in request.fixturenames:
        monkeypatch.setattr(passwords, "_hasher", _CHEAP)


@pytest.fixture
def costly_hashes() -> None:
    """Hash as in production."""


@pytest.fixture
def server(app: Flask) -> Iterator[Mailbox]:
    """Run a mail server that the application sends to."""
    with mailbox() as running:
        app.config.update(SMTP_URL=running.url, MAIL_FROM="Kyokun <kyokun@minato.example>")
        yield running
        app.config.update(SMTP_URL="", MAIL_FROM="")
