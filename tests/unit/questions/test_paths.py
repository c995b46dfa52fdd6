"""Scenarios with ways without number are refused instead of walked for ever."""

from questions.paths import MOST_PATHS, faults
from tests.factories import documents as small


def test_ways_without_number_are_not_walked_for_ever() -> None:
    steps = []
    for number in range(20):
        question, following = small.single(f"q-00{number:04}", branch=f"side-{number}"), f"s-{number + 1}"
        steps += [small.step(f"s-{number}", question, following), small.step(f"side-{number}", None, following)]
    found = faults(small.scenario("case", [*steps, small.step("s-20", None, None)]))
    assert f"more than {MOST_PATHS} ways" in found[-1]
