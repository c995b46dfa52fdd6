"""Rulings: what they may change, and what answers are worth under them."""

import json
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from questions.canonical import canonical_bytes
from questions.kinds import KINDS, Question
from questions.ruling import KeyValue, Ruling, key_of, read_ruling
from tests.factories.documents import both, multiple, ordering, single

REASON = "The text of the law allows this as well."


def deadline() -> dict[str, Any]:
    """Return a deadline question: 3 to 5 days, or 72 to 120 hours."""
    said = both("Said.", "説明です。")
    return {
        "uid": "q-a00009",
        "kind": "deadline",
        "prompt": both("How soon?", "いつまでですか。"),
        "accepted": [
            {"unit": "days", "least": 3, "most": 5},
            {"unit": "hours", "least": 72, "most": 120},
        ],
        "feedback": {"inside": said, "too_short": said, "too_long": said},
    }


def question(data: dict[str, Any]) -> Question:
    """Read a question."""
    return KINDS[data["kind"]].model_validate(data)


def ruling(asked: Question, **changed: float) -> Ruling:
    """Return a ruling that corrects the named values, such as `send_points=1`."""
    key = [
        KeyValue(item=value.item, field=value.field, value=changed.get(f"{value.item}_{value.field}", value.value))
        for value in key_of(asked)
    ]
    return Ruling(
        question_uid=asked.uid,
        question_revision="0" * 64,
        question=asked,
        decision="corrected_key",
        key=key,
        reason=REASON,
    )


def full_marks(asked: Question) -> Ruling:
    """Return a ruling that gives every answer full marks."""
    return Ruling(
        question_uid=asked.uid, question_revision="0" * 64, question=asked, decision="full_marks", reason=REASON
    )


def test_a_second_option_can_be_accepted_as_well() -> None:
    made = ruling(question(single("q-a00001")), send_points=1, wait_points=0.5)
    assert [made.grade((key,)) for key in ("call", "send", "wait")] == [1, 1, Fraction(1, 2)]


def test_several_right_ones_can_become_others() -> None:
    made = ruling(question(multiple("q-a00002")), cc_right=0)
    assert [made.grade(("to",)), made.grade(("to", "cc"))] == [1, 0]


def test_an_order_can_be_corrected() -> None:
    made = ruling(question(ordering("q-a00003")), stop_place=2, tell_place=1)
    assert made.grade(("tell", "stop", "write")) == 1
    assert made.grade(("stop", "tell", "write")) == Fraction(2, 3)


def test_an_accepted_range_can_be_widened() -> None:
    made = ruling(question(deadline()), days_most=7)
    assert [made.grade(given) for given in (("7", "days"), ("8", "days"), ("72", "hours"))] == [1, 0, 1]


def test_everybody_can_be_given_full_marks() -> None:
    assert full_marks(question(ordering("q-a00003"))).grade(("write", "tell", "stop")) == 1


def test_a_ruling_says_the_same_after_it_was_kept() -> None:
    made = ruling(question(single("q-a00001")), send_points=1)
    kept = Ruling.model_validate_json(canonical_bytes(made))
    assert kept == made
    assert kept.grade(("send",)) == 1


def test_an_unchanged_key_changes_no_mark() -> None:
    for data in (single("q-a00001"), multiple("q-a00002"), ordering("q-a00003"), deadline()):
        asked = question(data)
        assert ruling(asked).corrected == asked


@pytest.mark.parametrize(
    ("data", "changed"),
    [
        (single("q-a00001"), {"call_points": 0.5}),
        (single("q-a00001"), {"send_points": 2}),
        (multiple("q-a00002"), {"to_right": 0, "cc_right": 0}),
        (multiple("q-a00002"), {"to_right": 0.5}),
        (multiple("q-a00002"), {"subject_right": 1, "date_right": 1}),  # nothing would be left that is wrong
        (ordering("q-a00003"), {"stop_place": 2}),
        (deadline(), {"days_most": 2}),
        (deadline(), {"days_most": 4.5}),
    ],
)
def test_a_key_that_can_not_be_is_refused(data: dict[str, Any], changed: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        ruling(question(data), **changed)


def test_parts_that_the_question_does_not_have_are_refused() -> None:
    asked = question(single("q-a00001"))
    data = ruling(asked).model_dump(mode="json")
    data["key"][0]["item"] = "no-such-option"
    with pytest.raises(ValidationError):
        Ruling.model_validate(data)
    with pytest.raises(ValidationError):
        Ruling.model_validate({**data, "key": []})


def test_a_ruling_needs_a_reason_and_its_own_question() -> None:
    data = full_marks(question(single("q-a00001"))).model_dump(mode="json")
    for wrong in ({"reason": " short "}, {"question_uid": "q-b00001"}, {"schema_version": 2}):
        with pytest.raises(ValidationError):
            Ruling.model_validate({**data, **wrong})


def stored(made: Ruling, **changed: float) -> str:
    """Return a ruling as an earlier program may have stored it, with a key that is refused today."""
    data = made.model_dump(mode="json", by_alias=True, exclude_none=True)
    for value in data["key"]:
        value["value"] = changed.get(f"{value['item']}_{value['field']}", value["value"])
    return json.dumps(data)


@pytest.mark.parametrize(
    ("data", "changed", "given", "worth"),
    [
        (single("q-a00001"), {"call_points": 0.5}, ("call",), Fraction(1, 2)),
        (multiple("q-a00002"), {"to_right": 0, "cc_right": 0}, ("to", "cc"), Fraction()),
        (multiple("q-a00002"), {"subject_right": 1, "date_right": 1}, ("to", "cc"), Fraction(1, 2)),
        (ordering("q-a00003"), {"stop_place": 2}, ("stop", "tell", "write"), Fraction(1)),
        (deadline(), {"days_most": 2}, ("3", "days"), Fraction()),
    ],
)
def test_a_key_that_was_stored_is_not_judged_again(
    data: dict[str, Any], changed: dict[str, float], given: tuple[str, ...], worth: Fraction
) -> None:
    document = stored(ruling(question(data)), **changed)
    with pytest.raises(ValidationError):
        Ruling.model_validate_json(document)
    assert read_ruling(document).grade(given) == worth


def test_a_stored_ruling_that_says_nothing_is_none() -> None:
    for document in ("{}", "[]", "no", stored(ruling(question(single("q-a00001")))).replace("q-a00001", "q-b00001", 1)):
        with pytest.raises(ValidationError):
            read_ruling(document)
