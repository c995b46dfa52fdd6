"""A translation is older when its source was changed without it, until it is edited, wherever its part moves to."""

import pytest

from questions.scenario import Scenario, Step
from questions.translations import Older, find_older
from tests.factories import documents as small

STORY = small.both("The story.", "状況です。")


def case(*steps: dict[str, object]) -> Scenario:
    return small.scenario("case", [small.step("open", None, None, **step) for step in steps])


@pytest.mark.parametrize(
    ("before", "now", "marked", "older"),
    [
        ({"en": "a", "ja": "い"}, {"en": "b", "ja": "い"}, set(), {"ja"}),
        ({"en": "a", "ja": "い"}, {"en": "b", "ja": "ろ"}, set(), set()),
        ({"en": "a", "ja": "い"}, {"en": "a", "ja": "い"}, {"ja"}, {"ja"}),
        ({"en": "a", "ja": "い"}, {"en": "a", "ja": "ろ"}, {"ja"}, set()),
        ({"en": "a", "ja": "い"}, {"en": "b", "ja": "い"}, {"ja"}, {"ja"}),
        ({"en": "a", "ja": "い"}, {"en": "b", "ja": "い"}, {"en"}, set()),
        ({"en": "a"}, {"en": "a", "ja": "い"}, set(), set()),
        ({"en": "a"}, {"en": "b", "ja": "い"}, set(), set()),
        ({"en": "a", "ja": "い"}, {"en": "b"}, {"ja"}, set()),
        ({"en": "a", "ja": "い", "fr": "x"}, {"en": "b", "ja": "ろ", "fr": "x"}, set(), {"fr"}),
        ({"und": "a"}, {"en": "b", "ja": "a"}, set(), set()),
    ],
)
def test_who_changes_one_language_leaves_the_other_older(
    before: dict[str, str], now: dict[str, str], marked: set[str], older: set[str]
) -> None:
    place = "steps[open].story"
    found = find_older(case({"story": before}), case({"story": now}), {place: marked})
    assert found == ({place: older} if older else {})


def paper(english: str, japanese: str) -> dict[str, object]:
    return {"kind": "document", "title": small.both(english, japanese), "body": "x"}


def test_a_mark_goes_with_its_part() -> None:
    first, second, third = paper("a", "い"), paper("b", "ろ"), paper("c", "は")
    marked: Older = {"steps[open].exhibits[1].title": {"ja"}}
    before = case({"exhibits": [first, second]})
    assert find_older(before, case({"exhibits": [third, second, first]}), marked) == marked
    assert find_older(before, case({"exhibits": [second]}), marked) == {"steps[open].exhibits[0].title": {"ja"}}
    edited = case({"exhibits": [paper("a!", "い"), second]})
    assert find_older(before, edited, {}) == {"steps[open].exhibits[0].title": {"ja"}}


def test_a_mark_goes_with_an_option_that_is_moved() -> None:
    question = small.single("q-000001")
    before = small.scenario("case", [small.step("open", question, None)])
    options = question["options"]
    moved = {**question, "options": [options[2], {**options[0], "text": small.both("Otherwise", "電話をかける")}]}
    step = Step.model_validate(small.step("open", moved, None))
    assert find_older(before, before.model_copy(update={"steps": [step]}), {}) == {
        "steps[open].question.options[call].text": {"ja"}
    }
