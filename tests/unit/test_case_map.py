"""The map of a case tells the way taken, and of the real organisation no more than was published."""

from flask import Flask

from questions.scenario import Scenario
from tests.factories.documents import multiple, ordering, scenario, single, step
from training.case_map import CaseMap, case_map
from training.drawn_maps import Line


def played(real: str | None, chosen: str | None) -> CaseMap:
    """Map a case that leads to trouble by the option send, and in which the real one chose `real`."""
    opening = single("q-a00001", branch="trouble")
    for option in opening["options"]:
        option["real"] = option["key"] == real
    made: Scenario = scenario(
        "case",
        [
            step("open", opening, "fields", barrier=True),
            step("trouble", None, "fields"),
            step("fields", multiple("q-a00002"), "after"),
            step("after", None, None),
        ],
    )
    return case_map(made, {("case", "open"): (chosen,), ("case", "fields"): ("to",)} if chosen else {})


def of_kind(drawn: CaseMap, kind: str) -> list[Line]:
    return [line for line in drawn.lines if line.kind == kind]


def test_side_ways_stand_beside_the_main_one() -> None:
    drawn = played(None, "send")
    assert [moment.step.key for moment in drawn.moments] == ["open", "trouble", "fields", "after"]
    xs = {moment.step.key: moment.x for moment in drawn.moments}
    assert xs["open"] == xs["fields"] == xs["after"] < xs["trouble"]
    assert drawn.lanes == 2


def test_the_way_taken_goes_through_what_was_met() -> None:
    assert [moment.taken for moment in played(None, "send").moments] == [True, True, True, True]
    assert [moment.taken for moment in played(None, "call").moments] == [True, False, True, True]
    assert [moment.taken for moment in played(None, None).moments] == [True, False, False, False]


def test_the_real_way_ends_where_nothing_more_was_published() -> None:
    assert of_kind(played(None, "call"), "real") == []
    assert not played(None, "call").draws_real_way
    through_trouble = played("send", "call")
    assert len(of_kind(through_trouble, "real")) == 2
    assert len(of_kind(played("call", "call"), "real")) == 1
    assert [bool(moment.published) for moment in through_trouble.moments] == [True, False, False, False]


def test_both_choices_are_told_in_words(asked: Flask) -> None:
    first = played("wait", "send").moments[0]
    assert first.own_words == ["We send now"]
    assert first.published_words == ["We wait now"]


def test_a_choice_known_past_an_unknown_branch_is_told_in_words_without_a_line() -> None:
    later = single("q-a00002")
    for option in later["options"]:
        option["real"] = option["key"] == "call"
    made: Scenario = scenario(
        "case",
        [
            step("open", single("q-a00001", branch="trouble"), "fields", barrier=True),
            step("trouble", None, "fields"),
            step("fields", later, "after"),
            step("after", None, None),
        ],
    )
    drawn = case_map(made, {("case", "open"): ("call",), ("case", "fields"): ("call",)})
    assert [bool(moment.published) for moment in drawn.moments] == [False, False, True, False]
    assert not drawn.draws_real_way


def test_of_a_decision_that_was_not_answered_nothing_is_told() -> None:
    unanswered = played("send", None)
    assert not unanswered.draws_real_way
    assert of_kind(unanswered, "real") == []


def test_several_parts_are_told_one_by_one(asked: Flask) -> None:
    asked_first = ordering("q-a00001")
    for option, place in zip(asked_first["options"], (2, None, 1), strict=True):
        option["real"] = place
    made: Scenario = scenario("case", [step("open", asked_first, None)])
    moment = case_map(made, {("case", "open"): ("tell", "stop", "write")}).moments[0]
    assert moment.in_order
    assert moment.own_words == ["Tell", "Stop", "Write"]
    assert moment.published_words == ["Write", "Stop"]
