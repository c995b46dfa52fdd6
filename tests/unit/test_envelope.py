"""Only the program makes, reads and dates its envelopes."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest
from flask import Flask

from questions.canonical import Json
from training import clock, create_app
from training.envelope import LIFETIME, seal, unseal

CONTENT: Json = {"address": "/training/attempts/1", "fields": {"text": ["考えたことを書きます。" * 400]}}


@pytest.fixture(scope="module")
def app() -> Flask:
    """Return the application without a database."""
    return create_app({"TESTING": True, "SECRET_KEY": "for-tests-only", "SQLALCHEMY_DATABASE_URI": "sqlite://"})


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def test_what_was_sealed_comes_out_again() -> None:
    sealed = seal(CONTENT)
    assert sealed
    assert "考" not in sealed
    assert unseal(sealed) == CONTENT


def _text(length: int) -> str:
    """Return a text in which nothing repeats itself."""
    return "".join(Random(1).choices([chr(0x4E00 + number) for number in range(2_000)], k=length))  # noqa: S311


def test_the_longest_form_that_is_taken_fits(app: Flask) -> None:
    longest = app.config["MAX_FORM_MEMORY_SIZE"]
    text = base64.b64encode(Random(1).randbytes(longest * 3 // 4)).decode()  # noqa: S311
    assert unseal(seal({"fields": {"story": [text]}}))


def test_a_whole_document_fits() -> None:
    text = _text(200_000)
    content: Json = {"address": "/studio/scenarios/a/steps/b", "fields": {"story": [text]}}
    assert unseal(seal(content)) == content


def test_sealed_twice_it_looks_different() -> None:
    assert seal(CONTENT) != seal(CONTENT)


@pytest.mark.parametrize("envelope", [None, "", "x", "gAAAAA==", "封筒", "x" * 200_000])
def test_what_is_no_envelope_holds_nothing(envelope: str | None) -> None:
    assert unseal(envelope) is None


def test_a_changed_envelope_holds_nothing() -> None:
    sealed = seal(CONTENT) or ""
    for place in (0, 10, len(sealed) // 2, len(sealed) - 5):
        other = "A" if sealed[place] != "A" else "B"
        assert unseal(sealed[:place] + other + sealed[place + 1 :]) is None


def test_after_a_day_it_holds_nothing() -> None:
    sealed, now = seal(CONTENT), clock.now()
    with clock.moved_to(now + LIFETIME - timedelta(minutes=1)):
        assert unseal(sealed) == CONTENT
    with clock.moved_to(now + LIFETIME + timedelta(minutes=1)):
        assert unseal(sealed) is None


def test_a_rotated_key_still_opens_it_and_a_foreign_one_never(app: Flask) -> None:
    sealed = seal(CONTENT)
    settings = {"TESTING": True, "SQLALCHEMY_DATABASE_URI": "sqlite://", "SECRET_KEY": "new"}
    with create_app({**settings, "SECRET_KEY_FALLBACKS": ["for-tests-only"]}).app_context():
        assert unseal(sealed) == CONTENT
    with create_app(settings).app_context():
        assert unseal(sealed) is None


def test_what_does_not_fit_is_not_sealed() -> None:
    assert seal({"text": base64.b64encode(Random(1).randbytes(3_000_000)).decode()}) is None  # noqa: S311
    assert seal({"text": "\ud800"}) is None
