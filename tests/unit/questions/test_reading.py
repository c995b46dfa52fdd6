"""Reading time is counted: characters of Japanese, words of English, twenty seconds a decision."""

import pytest

from questions.reading import is_too_long, minutes_of_text, release_minutes, step_minutes
from questions.scenario import Step
from tests.factories import documents as small


def test_japanese_is_counted_by_character_and_english_by_word() -> None:
    assert minutes_of_text("漢字かなカナ" * 100) == pytest.approx(600 / 500)
    assert minutes_of_text("one two-three don't " * 100) == pytest.approx(300 / 200)
    assert minutes_of_text("カードPCI DSS") == pytest.approx(3 / 500 + 2 / 200, abs=0.003)
    assert minutes_of_text("…、。!") == 0


def test_a_decision_adds_twenty_seconds_and_the_longest_feedback() -> None:
    words = " ".join(["word"] * 200)
    data = small.step("a", small.single("q-000001"), None)
    before = step_minutes(Step.model_validate(data), {}, "en")
    data["question"]["options"][1]["feedback"] = small.both(words, "はい")
    after = step_minutes(Step.model_validate(data), {}, "en")
    assert after - before == pytest.approx(1, abs=0.03)
    data["question"]["options"][2]["feedback"] = small.both("short", "はい")
    assert step_minutes(Step.model_validate(data), {}, "en") == pytest.approx(after)


def test_every_sitting_is_counted_in_every_language() -> None:
    release = small.release_document()
    for language in ("ja", "en"):
        minutes = release_minutes(release, language)
        assert len(minutes) == 2
        assert all(0 < each < 10 for each in minutes)


@pytest.mark.parametrize(("minutes", "is_longer"), [(10, False), (10.049, False), (10.051, True), (10.1, True)])
def test_a_sitting_is_too_long_when_the_minutes_that_are_told_say_so(minutes: float, is_longer: bool) -> None:
    assert is_too_long(minutes) is is_longer
