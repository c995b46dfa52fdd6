"""Steps are added, removed and moved without a break in the way."""

import json
from typing import Any

import pytest

from questions.canonical import canonical_bytes
from questions.merging import merge
from questions.paths import faults
from questions.scenario import Scenario, Step
from questions.text import LocalisedText
from tests.factories import documents as small
from training.studio.editing import flow

LINE = [
    Step.model_validate(small.step(key, None, following)) for key, following in (("a", "b"), ("b", "c"), ("c", None))
]
FORK = small.bank().scenarios["first-a"].steps


def way(steps: list[Step]) -> list[tuple[str, str | None]]:
    return [(step.key, step.next) for step in steps]


def new(key: str = "new") -> Step:
    return Step.model_validate(small.step(key, None, None))


def sound(steps: list[Step]) -> bool:
    data = small.bank().scenarios["first-a"].model_dump(mode="json", by_alias=True)
    data["steps"] = [step.model_dump(mode="json", by_alias=True) for step in steps]
    return not faults(Scenario.model_validate(data))


def test_a_new_step_stands_in_the_way() -> None:
    assert way(flow.insert(LINE, new(), "a")) == [("a", "new"), ("new", "b"), ("b", "c"), ("c", None)]
    assert way(flow.insert(LINE, new(), "c"))[-2:] == [("c", "new"), ("new", None)]
    assert way(flow.insert(LINE, new(), ""))[:2] == [("new", "a"), ("a", "b")]


def test_what_led_to_a_removed_step_leads_to_the_next() -> None:
    assert way(flow.remove(LINE, "b")) == [("a", "c"), ("c", None)]
    assert way(flow.remove(LINE, "a")) == [("b", "c"), ("c", None)]
    assert way(flow.remove(LINE, "c")) == [("a", "b"), ("b", None)]


def test_a_branch_to_a_removed_step_leads_to_the_next() -> None:
    steps = flow.remove(FORK, "trouble")
    assert steps[0].following() == ["fields"]
    assert sound(steps)


def test_neighbours_in_a_line_change_places_in_the_way_too() -> None:
    steps, relinked = flow.move(LINE, "c", -1)
    assert relinked
    assert way(steps) == [("a", "c"), ("c", "b"), ("b", None)]
    assert sound(steps)


def test_at_a_fork_only_the_list_changes() -> None:
    steps, relinked = flow.move(FORK, "trouble", 1)
    assert not relinked
    assert [step.key for step in steps] == ["open", "fields", "trouble", "order"]
    assert {step.key: step.following() for step in steps} == {step.key: step.following() for step in FORK}


def test_the_first_step_can_not_go_further_up() -> None:
    assert flow.move(LINE, "a", -1) == (LINE, False)


def test_a_step_stands_behind_another_and_the_way_follows() -> None:
    steps, relinked = flow.place(LINE, "a", "c")
    assert relinked
    assert way(steps) == [("b", "c"), ("c", "a"), ("a", None)]
    assert way(flow.place(LINE, "c", None)[0]) == [("c", "a"), ("a", "b"), ("b", None)]
    assert flow.place(LINE, "b", "a") == (LINE, False)


def test_past_a_fork_only_the_list_changes() -> None:
    steps, relinked = flow.place(FORK, "order", "open")
    assert not relinked
    assert [step.key for step in steps] == ["open", "order", "trouble", "fields"]
    assert {step.key: step.following() for step in steps} == {step.key: step.following() for step in FORK}


def test_a_step_behind_one_that_is_gone_comes_last() -> None:
    assert way(flow.insert(LINE, new(), "gone"))[-2:] == [("c", "new"), ("new", None)]


@pytest.mark.parametrize(
    "theirs",
    [
        flow.insert(FORK, new(), "open"),
        flow.insert(FORK, new(), ""),
        flow.remove(FORK, "trouble"),
        flow.remove(FORK, "order"),
        flow.place(FORK, "order", "open")[0],
        flow.move(FORK, "order", -1)[0],
    ],
)
def test_whoever_edits_a_step_is_joined_with_whoever_changes_the_others(theirs: list[Step]) -> None:
    whole = small.bank().scenarios["first-a"]
    edited = whole.step("fields").model_copy(update={"role": LocalisedText({"en": "Mine."})})
    mine = [edited if step.key == "fields" else step for step in FORK]
    joined = merge(*(plain(whole.model_copy(update={"steps": steps})) for steps in (FORK, mine, theirs)))
    assert not joined.clashes
    made = Scenario.model_validate(joined.value)
    assert [step.key for step in made.steps] == [step.key for step in theirs]
    assert made.step("fields").role == edited.role
    assert {step.key: step.following() for step in made.steps} == {step.key: step.following() for step in theirs}


def plain(scenario: Scenario) -> Any:
    return json.loads(canonical_bytes(scenario))
