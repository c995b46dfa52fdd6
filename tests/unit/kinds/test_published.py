"""Each kind can say what the real organisation did, as published, even where that is only a part of an answer."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from pydantic import ValidationError

from questions.kinds import KINDS, Question
from questions.scenario import Step
from tests.factories.documents import Data, step
from tests.factories.kinds import WRITERS
from training.kinds import page_of

Mark = Callable[[Data], Any]


def options(**real: Any) -> Mark:
    return lambda data: [
        option.update(real=real.get(option["key"])) for option in data["options"] if option["key"] in real
    ]


def part(name: str, key: str, real: Any) -> Mark:
    return lambda data: [one.update(real=real) for one in data[name] if one["key"] == key]


CASES: dict[str, tuple[Mark, tuple[str, ...], list[str]]] = {
    "single_choice": (options(wait=True), ("wait",), ["We wait now"]),
    "multiple_choice": (options(to=True, date=True), ("to", "date"), ["The field to", "The field date"]),
    "ordering": (options(stop=2, write=1), ("write", "stop"), ["Write", "Stop"]),
    "matching": (
        part("pairs", "shop", "extra.blame"),
        ("shop:extra.blame",),
        ["The shop's manager – Who made the mistake"],
    ),
    "red_flags": (part("segments", "sender", True), ("sender",), ["From – Mori <mori@partner-example.test>"]),
    "deadline": (lambda data: data.update(real={"number": "75", "unit": "days"}), ("75", "days"), ["75 days"]),
}


def question(kind: str, mark: Mark | None = None) -> Question:
    data = WRITERS[kind]("q-000001")
    if mark:
        mark(data)
    return KINDS[kind].model_validate(data)


@pytest.mark.parametrize("kind", CASES)
def test_what_was_published_is_told_in_words(asked: Flask, kind: str) -> None:
    mark, published, words = CASES[kind]
    marked = question(kind, mark)
    assert question(kind).published() is None
    assert marked.published() == published
    assert page_of(marked).words(marked, published) == words


@pytest.mark.parametrize("kind", CASES)
def test_what_was_published_makes_no_other_question(kind: str) -> None:
    marked = WRITERS[kind]("q-000001")
    CASES[kind][0](marked)
    plain, told = (Step.model_validate(step("a", data, None)) for data in (WRITERS[kind]("q-000001"), marked))
    assert plain.revision() == told.revision()


def test_of_a_text_of_ones_own_nothing_is_told(asked: Flask) -> None:
    asked_for = question("reflection")
    assert page_of(asked_for).words(asked_for, ("What I think.",)) == []


@pytest.mark.parametrize(
    ("kind", "mark", "message"),
    [
        ("single_choice", options(wait=True, send=True), "At most one option"),
        ("ordering", options(stop=1, write=1), "the same place"),
        ("matching", part("pairs", "shop", "nothing"), "not one of the choices"),
    ],
)
def test_what_cannot_have_been_is_refused(kind: str, mark: Mark, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        question(kind, mark)
