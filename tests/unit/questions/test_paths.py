"""Ways without number are refused instead of walked for ever, and others are walked once."""

from questions.paths import MOST_PATHS, faults, paths
from tests.factories import documents as small


def test_ways_without_number_are_not_walked_for_ever() -> None:
    steps = []
    for number in range(20):
        question, following = small.single(f"q-00{number:04}", branch=f"side-{number}"), f"s-{number + 1}"
        steps += [small.step(f"s-{number}", question, following), small.step(f"side-{number}", None, following)]
    found = faults(small.scenario("case", [*steps, small.step("s-20", None, None)]))
    assert f"more than {MOST_PATHS} ways" in str(found[-1])


def test_ways_are_walked_once_until_a_step_leads_elsewhere() -> None:
    branching = small.step("one", small.single("q-0000001", branch="two"), "three")
    ends = [small.step("two", None, "three"), small.step("three", None, None)]
    walked = paths(small.scenario("case", [branching, *ends]))
    assert walked.ways == (("one", "two", "three"), ("one", "three"))
    assert paths(small.scenario("reworded", [{**branching, "story": small.both("New.", "新。")}, *ends])) is walked
    assert paths(small.scenario("case", [branching, {**ends[0], "next": None}, ends[1]])).ways[0] == ("one", "two")
