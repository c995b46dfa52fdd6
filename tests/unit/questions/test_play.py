"""The way through a quiz: one open decision at a time, a fixed denominator, a pass mark in exact numbers."""

from fractions import Fraction

from questions.kinds import Response
from questions.paths import faults, paths
from questions.play import StepRef, grade, is_complete, walk
from tests.factories.documents import RIGHT, release_document, scenario, single, step

RELEASE = release_document()
REFS = [("first-a", "open"), ("first-a", "fields"), ("first-a", "order"), ("second-a", "after")]


def answered(*steps: str) -> dict[StepRef, Response]:
    """Return the right responses to these steps."""
    return {ref: RIGHT[ref[1]] for ref in REFS if ref[1] in steps}


def test_the_first_decision_is_open_at_the_beginning() -> None:
    assert [place.step.key for place in walk(RELEASE, {})] == ["open"]


def test_a_scene_is_passed_through_on_its_branch_only() -> None:
    first = ("first-a", "open")
    assert [place.step.key for place in walk(RELEASE, {first: ("send",)})] == ["open", "trouble", "fields"]
    assert [place.step.key for place in walk(RELEASE, {first: ("call",)})] == ["open", "fields"]


def test_the_second_sitting_follows_the_first() -> None:
    way = walk(RELEASE, answered("open", "fields", "order"))
    assert way[-1].ref == ("second-a", "after")
    assert not is_complete(RELEASE, answered("open", "fields", "order"))
    assert is_complete(RELEASE, answered("open", "fields", "order", "after"))


def test_an_answer_ahead_of_its_turn_opens_nothing() -> None:
    assert len(walk(RELEASE, answered("after"))) == 1


def test_a_missing_answer_counts_nothing_but_stays_in_the_denominator() -> None:
    score = grade(RELEASE, answered("open", "fields", "order"))
    assert score.share == Fraction(3, 4)
    assert score.marks["second-a", "after"] == 0


def test_a_wrong_turn_never_raises_the_score() -> None:
    straight = grade(RELEASE, answered("open", "fields", "order", "after"))
    turned = grade(RELEASE, {**answered("fields", "order", "after"), ("first-a", "open"): ("send",)})
    assert len(straight.marks) == len(turned.marks)
    assert turned.share < straight.share


def test_the_pass_mark_is_compared_exactly() -> None:
    seventy = RELEASE.model_copy(update={"quiz": RELEASE.quiz.model_copy(update={"pass_mark": 75})})
    assert grade(seventy, answered("open", "fields", "order")).passed
    above = RELEASE.model_copy(update={"quiz": RELEASE.quiz.model_copy(update={"pass_mark": 76})})
    assert not grade(above, answered("open", "fields", "order")).passed


def test_a_loop_is_named_with_its_way() -> None:
    looping = scenario("looping", [step("one", single("q-loop001", branch="one"), "two"), step("two", None, None)])
    assert "This way comes back to the step one: one → one" in map(str, faults(looping))


def test_a_branch_around_a_marked_step_is_named() -> None:
    around = scenario(
        "around",
        [
            step("one", single("q-around1", branch="three"), "two"),
            step("two", single("q-around2"), "three"),
            step("three", None, None),
        ],
    )
    assert [*map(str, faults(around))] == ["This way misses the step two, which is marked: one → three"]


def test_a_step_that_nobody_reaches_is_named() -> None:
    lonely = scenario("lonely", [step("one", single("q-lonely1"), None), step("two", None, None)])
    assert "No way leads to the step two." in map(str, faults(lonely))


def test_every_way_of_the_small_quiz_is_found() -> None:
    first = RELEASE.scenarios[0]
    assert paths(first).ways == (("open", "trouble", "fields", "order"), ("open", "fields", "order"))
