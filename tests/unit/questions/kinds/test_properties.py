"""What holds for every question of every kind and every answer to it."""

import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questions.kinds import KINDS, Question, Response, ResponseError
from questions.scenario import Step
from tests.factories import documents as small
from tests.support.kinds import asked

quick = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
"""Machines that run many things at once draw slowly; that says nothing about the kinds."""

MARKED = [kind for kind in KINDS if KINDS[kind].marked]
ONE_RIGHT = [kind for kind in MARKED if kind != "deadline"]
"""Kinds with a single right answer; of a deadline every time within its bounds is right."""
HOSTILE = [
    *("", " ", "0", "-1", "1e9", "1" * 5000, "９" * 3, "１．５", "٣", "½", "\x00", "\ud800", "\udfff"),
    *("\u202e", "\u2066abc", "e\u0301", "e" + "\u0301" * 500, "\u200b", "\ufeff", "<script>", "a\r\nb", "\x85"),
    *("key-0", "choice", "x" * 20_000),
]


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(data=st.data())
def test_a_mark_lies_between_none_and_full(kind: str, data: Any) -> None:
    drawn = data.draw(asked(kind))
    assert 0 <= drawn.question.grade(drawn.given) <= 1


@pytest.mark.parametrize("kind", MARKED)
@quick
@given(data=st.data())
def test_the_right_answer_earns_full_marks_and_no_other_does(kind: str, data: Any) -> None:
    drawn = data.draw(asked(kind))
    assert drawn.question.grade(drawn.right) == 1
    assert drawn.question.grade(drawn.question.parse(drawn.question.fields(drawn.right))) == 1
    if kind in ONE_RIGHT and drawn.given != drawn.right:
        assert drawn.question.grade(drawn.given) < 1


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(data=st.data())
def test_an_answer_comes_back_from_its_form_as_it_was(kind: str, data: Any) -> None:
    drawn = data.draw(asked(kind))
    assert drawn.question.parse(drawn.question.fields(drawn.given)) == drawn.given


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(data=st.data())
def test_the_order_of_sending_does_not_count(kind: str, data: Any) -> None:
    drawn = data.draw(asked(kind))
    fields = drawn.question.fields(drawn.given)
    sent = {name: data.draw(st.permutations(fields[name])) for name in data.draw(st.permutations(sorted(fields)))}
    assert drawn.question.parse(sent) == drawn.given


def answer_or_none(question: Question, sent: dict[str, list[str]]) -> Response | None:
    try:
        return question.parse(sent)
    except ResponseError:
        return None


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(data=st.data())
def test_whatever_is_sent_is_an_answer_or_refused(kind: str, data: Any) -> None:
    drawn = data.draw(asked(kind))
    usual = drawn.question.fields(drawn.given)
    names = st.sampled_from([*usual, "choice", "text", "place-", "match-\x00", "\ud800"])
    values = st.one_of(
        st.sampled_from([*HOSTILE, *(value for values in usual.values() for value in values)]), st.text(max_size=20)
    )
    sent = {**usual, **data.draw(st.dictionaries(names, st.lists(values, max_size=3), max_size=4))}
    response = answer_or_none(drawn.question, sent)
    if response is None:
        return
    assert 0 <= drawn.question.grade(response) <= 1
    assert drawn.question.parse(drawn.question.fields(response)) == response
    assert all(part.encode() for part in response)


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(data=st.data())
def test_guesses_are_answers_and_the_guess_score_is_a_mark(kind: str, data: Any) -> None:
    drawn = data.draw(asked(kind))
    guess = drawn.question.guess(random.Random(data.draw(st.integers(0, 99))))  # noqa: S311  # a test's own
    assert drawn.question.parse(drawn.question.fields(guess)) == guess
    assert 0 <= drawn.question.guess_score() <= 1


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(data=st.data(), seed=st.text("0123456789abcdef", min_size=1, max_size=4))
def test_an_attempt_always_shows_the_same_order(kind: str, data: Any, seed: str) -> None:
    drawn = data.draw(asked(kind))
    order = drawn.question.order(seed)
    assert order == drawn.question.order(seed)
    assert len(set(order)) == len(order)
    assert sorted(order) == sorted(drawn.question.order("another"))


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(data=st.data())
def test_an_answer_is_counted_by_parts_that_are_listed(kind: str, data: Any) -> None:
    drawn = data.draw(asked(kind))
    parts = drawn.question.answer_parts()
    assert set(drawn.question.parts(drawn.given)) <= {part.key for part in parts}
    assert {part.right for part in parts if part.key in drawn.question.parts(drawn.right)} <= {True}


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(data=st.data())
def test_a_question_survives_its_document_and_retiring_makes_it_no_new_one(kind: str, data: Any) -> None:
    question = data.draw(asked(kind)).question
    step = Step.model_validate({**small.step("one", None, None), "question": question})
    assert Step.model_validate_json(step.model_dump_json(by_alias=True)) == step
    retired = step.model_copy(update={"question": question.model_copy(update={"retired": True})})
    assert retired.revision() == step.revision()


@pytest.mark.parametrize("kind", ["multiple_choice", "red_flags", "ordering", "matching"])
@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_the_guess_score_is_never_full_where_something_can_be_wrong(kind: str, data: Any) -> None:
    assert data.draw(asked(kind)).question.guess_score() < Fraction(1)
