"""Whoever judges a question reads in words what it asks for, and sees what is right where something is chosen."""

import pytest

from questions.kinds import KINDS
from tests.factories import documents as small
from tests.factories import kinds

ALL = {kind: kinds.question(kind) for kind in KINDS}
CHOSEN = {"single_choice", "multiple_choice", "red_flags"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_an_outline_and_marks_what_is_right_where_it_is_chosen(kind: str) -> None:
    lines = ALL[kind].outline()
    assert lines
    assert any(line.right for line in lines) == (kind in CHOSEN)


def test_an_outline_shows_pairs_side_by_side_and_items_in_their_order() -> None:
    assert [len(line.texts) for line in ALL["matching"].outline()] == [2, 2, 2]
    ordering = KINDS["ordering"].model_validate(small.ordering("q-000001"))
    assert [line.texts[0].root["en"] for line in ordering.outline()] == ["Stop", "Tell", "Write"]


def test_only_answers_that_may_lead_apart_are_ways() -> None:
    single = KINDS["single_choice"].model_validate(small.single("q-000001", branch="later"))
    assert [(way.text.root["en"], way.target) for way in single.ways()] == [
        ("We call now", None), ("We send now", "later"), ("We wait now", None),
    ]  # fmt: skip
    assert single.branches() == ["later"]
    assert {kind for kind in KINDS if ALL[kind].ways()} == {"single_choice"}
