"""Marks: within 0..1, full for the key, the same in whatever order an answer was sent."""

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from questions.kinds import KINDS, MultipleChoice, Ordering, Question, ResponseError, SingleChoice
from tests.factories.documents import multiple, ordering, single

SINGLE = SingleChoice.model_validate(single("q-single1"))
MULTIPLE = MultipleChoice.model_validate(multiple("q-multiple1"))
ORDERING = Ordering.model_validate(ordering("q-order001"))

KEYS: list[tuple[Question, dict[str, list[str]]]] = [
    (SINGLE, {"choice": ["call"]}),
    (MULTIPLE, {"choice": ["to", "cc"]}),
    (ORDERING, {"place-stop": ["1"], "place-tell": ["2"], "place-write": ["3"]}),
]


def test_every_kind_is_tried_here() -> None:
    assert {type(question) for question, _fields in KEYS} == set(KINDS.values())


@pytest.mark.parametrize(("question", "fields"), KEYS)
def test_the_key_earns_full_marks(question: Question, fields: dict[str, list[str]]) -> None:
    assert question.grade(question.parse(fields)) == 1


@pytest.mark.parametrize(("question", "fields"), KEYS)
def test_an_answer_survives_its_form(question: Question, fields: dict[str, list[str]]) -> None:
    response = question.parse(fields)
    assert question.parse(question.fields(response)) == response


@pytest.mark.parametrize(("question", "fields"), KEYS)
def test_guessing_earns_less_than_knowing(question: Question, fields: dict[str, list[str]]) -> None:
    assert 0 < question.guess_score() < question.grade(question.parse(fields))


@pytest.mark.parametrize("question", [SINGLE, MULTIPLE, ORDERING])
def test_no_answer_is_no_answer(question: Question) -> None:
    with pytest.raises(ResponseError, match="missing"):
        question.parse({})


@given(st.sets(st.sampled_from(["to", "cc", "subject", "date"]), min_size=1))
def test_multiple_choice_takes_wrong_from_right(chosen: set[str]) -> None:
    mark = MULTIPLE.grade(MULTIPLE.parse({"choice": sorted(chosen)}))
    right, wrong = len(chosen & {"to", "cc"}), len(chosen - {"to", "cc"})
    assert mark == max(Fraction(right - wrong, 2), 0)
    assert 0 <= mark <= 1


@given(st.permutations(["to", "cc", "subject"]))
def test_the_order_of_sending_does_not_count(sent: list[str]) -> None:
    assert MULTIPLE.parse({"choice": sent}) == ("to", "cc", "subject")


@pytest.mark.parametrize(
    ("order", "mark"),
    [
        (["stop", "tell", "write"], Fraction(1)),
        (["tell", "stop", "write"], Fraction(2, 3)),
        (["write", "tell", "stop"], Fraction(0)),
    ],
)
def test_ordering_counts_the_pairs_in_order(order: list[str], mark: Fraction) -> None:
    assert ORDERING.grade(tuple(order)) == mark


def test_ordering_refuses_one_place_for_two_items() -> None:
    with pytest.raises(ResponseError, match="same-place"):
        ORDERING.parse({"place-stop": ["1"], "place-tell": ["1"], "place-write": ["3"]})


HOSTILE = st.one_of(st.text(), st.sampled_from(["call", "to", "1", "2", "0", "4", "\x00", "\ud800", "９", "1" * 5000]))
NAMES = st.sampled_from(["choice", "place-stop", "place-tell", "place-write", "other"])


@pytest.mark.parametrize("question", [SINGLE, MULTIPLE, ORDERING])
@given(fields=st.dictionaries(NAMES, st.lists(HOSTILE, max_size=4)))
def test_whatever_is_sent_is_an_answer_or_refused(question: Question, fields: dict[str, list[str]]) -> None:
    try:
        response = question.parse(fields)
    except ResponseError:
        return
    assert 0 <= question.grade(response) <= 1


@pytest.mark.parametrize("points", [[0, 0, 0], [1, 1, 0], [0.5, 0, 0]])
def test_a_single_choice_has_one_best_option(points: list[float]) -> None:
    data = single("q-single1")
    for option, worth in zip(data["options"], points, strict=True):
        option["points"] = worth
    with pytest.raises(ValidationError, match="exactly one option"):
        SingleChoice.model_validate(data)


def test_guess_scores_are_the_mean_over_random_answers() -> None:
    dice = random.Random(7)  # noqa: S311  # a test's own
    keys = [option.key for option in ORDERING.options]
    marks = [ORDERING.grade(tuple(dice.sample(keys, len(keys)))) for _throw in range(4000)]
    assert abs(sum(marks, Fraction()) / len(marks) - ORDERING.guess_score()) < Fraction(3, 100)


@pytest.mark.parametrize(("question", "fields"), KEYS)
def test_the_key_holds_all_that_is_right_and_nothing_else(question: Question, fields: dict[str, list[str]]) -> None:
    right = [part.key for part in question.answer_parts() if part.right]
    assert question.parts(question.parse(fields)) == right
