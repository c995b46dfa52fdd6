"""Marks of each kind on examples that can be checked by hand."""

import random
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import pytest
from pydantic import ValidationError

from questions.kinds import KINDS, Deadline, Reflection, ResponseError
from questions.kinds.choosing import mean_share, share
from questions.kinds.single_choice import SingleChoice
from questions.writing import _written
from tests.factories import kinds

ALL = {kind: kinds.question(kind) for kind in KINDS}
ORDERING, DEADLINE, REFLECTION = ALL["ordering"], ALL["deadline"], ALL["reflection"]


def test_every_kind_is_tried_here() -> None:
    assert set(kinds.RESPONSES) == set(KINDS)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].marked])
def test_guessing_earns_less_than_knowing(kind: str) -> None:
    assert 0 < ALL[kind].guess_score() < ALL[kind].grade(kinds.RESPONSES[kind]) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_is_no_answer(kind: str) -> None:
    with pytest.raises(ResponseError, match="missing"):
        ALL[kind].parse({})


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_survives_its_bank_file(kind: str) -> None:
    assert KINDS[kind].model_validate(_written(ALL[kind])) == ALL[kind]


@pytest.mark.parametrize(
    ("chosen", "mark"),
    [("to cc", Fraction(1)), ("to", Fraction(1, 2)), ("to cc date", Fraction(1, 2)), ("date", 0), ("date subject", 0)],
)
def test_multiple_choice_takes_wrong_from_right(chosen: str, mark: Fraction) -> None:
    question = ALL["multiple_choice"]
    assert question.grade(question.parse({"choice": chosen.split()})) == mark


@pytest.mark.parametrize(
    ("chosen", "mark"),
    [("hurry sender account", Fraction(1)), ("sender to", Fraction(0)), ("sender hurry to", Fraction(1, 3)), ("to", 0)],
)
def test_red_flags_are_marked_as_multiple_choice(chosen: str, mark: Fraction) -> None:
    question = ALL["red_flags"]
    assert question.grade(question.parse({"choice": chosen.split()})) == mark


@pytest.mark.parametrize(("right", "wrong"), list(product(range(1, 4), range(1, 4))))
def test_the_mean_over_all_choices_is_counted_rightly(right: int, wrong: int) -> None:
    keys, good = [str(number) for number in range(right + wrong)], {str(number) for number in range(right)}
    choices = [chosen for size in range(1, len(keys) + 1) for chosen in combinations(keys, size)]
    marks = [max(Fraction(len(set(c) & good) - len(set(c) - good), right), Fraction()) for c in choices]
    assert [share(chosen, good) for chosen in choices] == marks
    assert mean_share(right, wrong) == sum(marks, Fraction()) / len(marks)


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
    stop, tell, write = ORDERING.fields(("stop", "tell", "write"))
    with pytest.raises(ResponseError, match="same-place"):
        ORDERING.parse({stop: ["1"], tell: ["1"], write: ["3"]})


def test_matching_counts_the_pairs_that_are_right() -> None:
    answer = ("shop:shop", "card-firm:extra.blame", "customers:shop")
    assert ALL["matching"].grade(answer) == Fraction(1, 3)


@pytest.mark.parametrize(
    ("number", "unit", "kept", "side"),
    [
        ("3", "days", "3", "inside"),
        ("５", "days", "5", "inside"),
        (" 1 2 0 ", "hours", "120", "inside"),
        ("　４．５０", "days", "4.5", "inside"),
        ("007", "days", "7", "too_long"),
        ("2.99", "days", "2.99", "too_short"),
        ("0.00", "months", "0", "inside"),
        ("100000", "hours", "100000", "too_long"),
    ],
)
def test_a_time_is_read_as_it_is_typed(number: str, unit: str, kept: str, side: str) -> None:
    assert isinstance(DEADLINE, Deadline)
    response = DEADLINE.parse({"number": [number], "unit": [unit]})
    assert response == (kept, unit)
    assert DEADLINE.side(response) == side
    assert DEADLINE.grade(response) == (side == "inside")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"number": ["3"]}, "no-unit"),
        ({"unit": ["days"]}, "no-number"),
        ({"number": ["\u3000"], "unit": ["days"]}, "no-number"),
        ({"number": ["3日"], "unit": ["days"]}, "not-a-number"),
        ({"number": ["-3"], "unit": ["days"]}, "not-a-number"),
        ({"number": ["1,000"], "unit": ["days"]}, "not-a-number"),
        ({"number": ["٣"], "unit": ["days"]}, "not-a-number"),
        ({"number": ["1.234"], "unit": ["days"]}, "not-a-number"),
        ({"number": ["9" * 41], "unit": ["days"]}, "not-a-number"),
        ({"number": ["100001"], "unit": ["days"]}, "too-large"),
        ({"number": ["3"], "unit": ["years"]}, "unknown"),
        ({"number": ["3", "4"], "unit": ["days"]}, "malformed"),
    ],
)
def test_what_is_no_time_is_refused_with_its_reason(fields: dict[str, list[str]], reason: str) -> None:
    with pytest.raises(ResponseError) as refusal:
        DEADLINE.parse(fields)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" \r\n\u3000", "missing"),
        ("\u200b\u2060", "missing"),
        ("x" * 4001, "too-long"),
        ("x" * 40_000, "too-long"),
        ("\x07\ud800", "missing"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ResponseError) as refusal:
        REFLECTION.parse({"text": [text]})
    assert refusal.value.reason == reason


def test_a_text_of_the_longest_length_is_kept_with_its_lines() -> None:
    assert REFLECTION.parse({"text": ["あ\r\n" * 2000]}) == (("あ\n" * 2000).strip(),)
    assert REFLECTION.parse({"text": [" か\u3099\r\nb "]}) == ("が\nb",)
    assert REFLECTION.parse({"text": ["a\x07\ud800\rb\x00"]}) == ("a\nb",)
    assert not Reflection.marked


SEGMENT = {"key": "a", "text": "a", "feedback": "b"}
UNANSWERABLE: list[tuple[str, dict[str, Any], str]] = [
    ("matching", {"extras": [{"key": "x", "text": kinds.data("matching")["pairs"][1]["right"]}]}, "say the same"),
    ("matching", {"extras": [{"key": "x", "text": str(n)} for n in range(2)]}, "same short name"),
    ("red_flags", {"segments": [{**SEGMENT, "key": f"a{n}", "wrong": True} for n in range(3)]}, "at least one"),
    ("red_flags", {"segments": [{**SEGMENT, "wrong": n > 1} for n in range(3)]}, "same short name"),
    ("deadline", {"accepted": [{"unit": unit, "least": 3, "most": 2} for unit in ("days", "hours")]}, "shorter"),
    ("deadline", {"accepted": [{"unit": "days", "least": 1, "most": 2}] * 2}, "same unit"),
]


@pytest.mark.parametrize(("kind", "changed", "complaint"), UNANSWERABLE)
def test_a_question_that_nobody_could_answer_is_refused(kind: str, changed: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        KINDS[kind].model_validate({**kinds.data(kind), **changed})


@pytest.mark.parametrize("points", [[0, 0, 0], [1, 1, 0], [0.5, 0, 0]])
def test_a_single_choice_has_one_best_option(points: list[float]) -> None:
    data = kinds.data("single_choice")
    for option, worth in zip(data["options"], points, strict=True):
        option["points"] = worth
    with pytest.raises(ValidationError, match="Exactly one option"):
        SingleChoice.model_validate(data)


def test_options_that_stay_keep_their_place_among_the_shuffled_ones() -> None:
    data = kinds.data("single_choice")
    data["options"] += [{**data["options"][2], "key": f"more{number}"} for number in range(3)]
    data["options"][1]["stays"] = data["options"][5]["stays"] = True
    question = SingleChoice.model_validate(data)
    orders = [question.order(str(seed)) for seed in range(20)]
    assert {(order[1], order[5]) for order in orders} == {("send", "more2")}
    assert len({tuple(order) for order in orders}) > 5


@pytest.mark.parametrize("kind", ["ordering", "matching", "deadline"])
def test_guess_scores_are_the_mean_over_random_answers(kind: str) -> None:
    dice = random.Random(7)  # noqa: S311  # a test's own
    marks = [ALL[kind].grade(ALL[kind].guess(dice)) for _throw in range(3000)]
    assert abs(sum(marks, Fraction()) / len(marks) - ALL[kind].guess_score()) < Fraction(3, 100)
