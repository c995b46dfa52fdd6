"""What tests of pages and services share."""

import pytest
from argon2 import PasswordHasher

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
