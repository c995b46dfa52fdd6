"""What stands in the way of publication is told by the names that authors gave, never by keys."""

import pytest
from flask import Flask

from questions.quiz import Quiz
from questions.release import Bank, NotPublishable, compile_release
from tests.factories import documents as small
from training.studio.publication.obstacles import obstacles


def told(bank: Bank) -> list[str]:
    with pytest.raises(NotPublishable) as refused:
        compile_release(bank.quizzes["quiz-a"], bank)
    return [each.message for each in obstacles(refused.value.problems, bank)]


def test_a_step_of_another_scenario_is_told_by_both_names(asked: Flask) -> None:
    bank = small.bank()
    after = small.step("after", small.single("q-a00001"), None)
    bank.scenarios["second-a"] = small.scenario("second-a", [after])
    (message,) = told(bank)
    first = bank.scenarios["first-a"]
    names = (first.title.in_language("en"), first.step("open").moment.label.in_language("en"))
    assert message == f"Its question has the same identifier as that of {names[0]} – {names[1]}."


def test_what_a_draw_asks_for_in_vain_is_told_by_its_name(asked_in: str) -> None:
    bank = small.bank()
    quiz = bank.quizzes["quiz-a"].model_dump()
    draw = {
        "title": {"en": "Drawn", "ja": "出題"},
        "count": 1,
        "topics": ["phishing"],
        "controls": ["check-the-address"],
    }
    bank.quizzes["quiz-a"] = Quiz.model_validate({**quiz, "sections": [*quiz["sections"], {"draw": draw}]})
    control = bank.controls["check-the-address"].title.in_language(asked_in)
    asked_for = {"en": (f"the control {control}", "the topic phishing"), "ja": (f"「{control}」", "「フィッシング」")}
    messages = "".join(told(bank))
    assert all(name in messages for name in asked_for[asked_in]), messages
