"""Every way through a scenario is walked, and what is wrong with the map is told."""

from questions.paths import MOST_PATHS, faults, paths
from questions.scenario import Scenario
from tests.factories import documents as small


def of(*steps: small.Data) -> Scenario:
    return small.scenario("case", list(steps))


def test_all_ways_are_found() -> None:
    ways = sorted(paths(small.bank().scenarios["first-a"]))
    assert ways == [["open", "fields", "order"], ["open", "trouble", "fields", "order"]]
    assert faults(small.bank().scenarios["first-a"]) == []


def test_a_loop_is_told() -> None:
    found = faults(of(small.step("a", None, "b"), small.step("b", None, "a")))
    assert found == ["this way comes back to a: a → b → a"]


def test_a_step_that_nobody_reaches_is_told() -> None:
    assert faults(of(small.step("a", None, None), small.step("b", None, None))) == ["no way leads to the step b"]


def test_a_way_that_misses_a_marked_step_is_told() -> None:
    scenario = of(
        small.step("a", small.single("q-000001", branch="c"), "b"),
        small.step("b", small.single("q-000002"), "c"),
        small.step("c", None, None),
    )
    assert faults(scenario) == ["this way misses the marked step b: a → c"]


def test_ways_without_number_are_not_walked_for_ever() -> None:
    steps = []
    for number in range(20):
        question = small.single(f"q-00{number:04}", branch=f"side-{number}")
        steps += [
            small.step(f"s-{number}", question, f"s-{number + 1}"),
            small.step(f"side-{number}", None, f"s-{number + 1}"),
        ]
    found = faults(of(*steps, small.step("s-20", None, None)))
    assert f"more than {MOST_PATHS} ways" in found[-1]
