"""The signed part of an invitation's address."""

import uuid
from collections.abc import Callable

import pytest
from flask import Flask

from training.invitation_links import invitation_token, read_invitation_token

INVITATION = uuid.UUID("01890000-0000-7000-8000-000000000001")


def token(secret: str, *fallbacks: str) -> str:
    with with_keys(secret, *fallbacks).app_context():
        return invitation_token(INVITATION)


def read(text: str, secret: str, *fallbacks: str) -> uuid.UUID | None:
    with with_keys(secret, *fallbacks).app_context():
        return read_invitation_token(text)


def with_keys(secret: str, *fallbacks: str) -> Flask:
    app = Flask("keys")
    app.config.update(SECRET_KEY=secret, SECRET_KEY_FALLBACKS=list(fallbacks))
    return app


def test_a_token_leads_back_to_its_invitation() -> None:
    assert read(token("one"), "one") == INVITATION


def test_a_token_outlives_a_change_of_the_secret_as_long_as_the_old_one_is_kept() -> None:
    assert read(token("old"), "new", "older", "old") == INVITATION
    assert read(token("old"), "new") is None
    assert read(token("new", "old"), "new") == INVITATION


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:-1],
        lambda text: "B" + text[1:],
        lambda text: text.partition(".")[0],
        lambda _text: "",
        lambda _text: "é.è",
        lambda _text: "." * 50,
    ],
)
def test_a_damaged_token_leads_nowhere(damage: Callable[[str], str]) -> None:
    assert read(damage(token("one")), "one") is None
