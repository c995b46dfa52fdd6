"""A release holds all it needs, or everything in its way is told at once; its bytes are always the same."""

import hashlib
import json
from typing import Any

import pytest
from pydantic import ValidationError

from questions.canonical import canonical_bytes, digest
from questions.incident import Incident
from questions.play import marked_steps
from questions.quiz import Quiz, ReleaseDocument
from questions.release import Bank, NotPublishable, compile_release
from questions.scenario import Scenario, Step
from tests.factories import documents as small
from tests.factories import kinds


def problems(bank: Bank) -> list[str]:
    with pytest.raises(NotPublishable) as refused:
        compile_release(bank.quizzes["quiz-a"], bank)
    return [str(problem) for problem in refused.value.problems]


def with_step(**change: Any) -> Bank:
    bank = small.bank()
    data = bank.scenarios["second-a"].model_dump(mode="json", by_alias=True)
    data["steps"][0].update(change)
    bank.scenarios["second-a"] = Scenario.model_validate(data)
    return bank


def test_a_release_holds_everything_and_nothing_else() -> None:
    bank = small.bank()
    bank.controls["unused"] = small.control("unused")
    release = compile_release(bank.quizzes["quiz-a"], bank)
    assert [scenario.key for scenario in release.scenarios] == ["first-a", "second-a"]
    assert list(release.control_by_key) == ["check-the-address"]
    assert [step.key for _scenario, step in marked_steps(release)] == ["open", "fields", "order", "after"]


def test_missing_parts_are_all_told() -> None:
    bank = small.bank()
    bank.incidents.clear()
    bank.controls.clear()
    found = problems(bank)
    assert "scenario first-a: incident: There is no incident mail-to-many." in found
    assert "scenario second-a: after: There is no control check-the-address." in found


def with_feedback(text: str) -> dict[str, Any]:
    question = small.single("q-a00004", best="wait")
    question["options"][1]["feedback"] = {"en": text, "ja": "「そのまま送る」の結果です。"}
    return question


@pytest.mark.parametrize("kind", sorted(kinds.WRITERS))
def test_no_kind_lets_an_answer_go_without_feedback(kind: str) -> None:
    question = kinds.data(kind)
    lists = [value for value in question.values() if isinstance(value, list) and "feedback" in value[0]]
    del (lists[0][0] if lists else question)["feedback"]
    with pytest.raises(ValidationError, match="feedback"):
        with_step(question=question)


def test_a_fact_without_its_source_is_no_incident() -> None:
    data = small.incident().model_dump(mode="json", by_alias=True)
    data["facts"][0]["source"] = "hearsay"
    with pytest.raises(ValidationError, match="names the source hearsay, which is not listed"):
        Incident.model_validate(data)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"controls": []}, "after: A question needs at least one control."),
        ({"what_happened": None}, "after: A question needs “What really happened”, with at least one fact."),
        (
            {"what_happened": {"text": {"en": "It was.", "ja": "はい"}, "facts": ["rumour"]}},
            "after: “What really happened” names facts that the incident does not list: rumour",
        ),
        ({"story": {"en": "Only English"}}, "after: The text “Only English” is missing in the language ja."),
        ({"question": with_feedback("…")}, "after: The feedback “…” says nothing."),
        (
            {"question": small.single("q-a00001")},
            "after: Its question has the same identifier as that of first-a/open.",
        ),
    ],
)
def test_what_a_step_lacks_is_told(change: dict[str, Any], message: str) -> None:
    assert problems(with_step(**change)) == [f"scenario second-a: {message}"]


@pytest.mark.parametrize("ref", [("first-a", "fields"), ("second-a", "after")])
def test_two_twins_that_everybody_is_asked_are_refused(ref: tuple[str, str]) -> None:
    bank = small.bank()
    for key, step_key in (("first-a", "open"), ref):
        steps = [_as_twin(step) if step.key == step_key else step for step in bank.scenarios[key].steps]
        bank.scenarios[key] = bank.scenarios[key].model_copy(update={"steps": steps})
    message = "Its question is a twin of that of first-a/open, and every attempt would ask both."
    (found,) = problems(bank)
    assert found.startswith(f"scenario {ref[0]}: {ref[1]}: {message}")


def _as_twin(step: Step) -> Step:
    assert step.question
    return step.model_copy(update={"question": step.question.model_copy(update={"family": "twins"})})


def test_a_quiz_that_asks_nothing_is_refused() -> None:
    bank = with_step(question=None)
    bank.quizzes["quiz-a"] = Quiz.model_validate(
        {**bank.quizzes["quiz-a"].model_dump(), "sections": [{"scenario": "second-a"}]}
    )
    assert problems(bank) == ["quiz quiz-a: No step asks a question, so nobody could pass or fail."]


def test_the_same_scenario_twice_is_refused() -> None:
    bank = small.bank()
    sections = [{"scenario": "second-a"}, {"scenario": "second-a"}]
    bank.quizzes["quiz-a"] = Quiz.model_validate({**bank.quizzes["quiz-a"].model_dump(), "sections": sections})
    assert problems(bank) == ["quiz quiz-a: sections: The same scenario stands here twice."]


def test_canonical_bytes_are_rfc_8785_and_come_back_the_same() -> None:
    data = canonical_bytes(small.release_document())
    assert json.loads(data) == json.loads(canonical_bytes(ReleaseDocument.model_validate_json(data)))
    assert data == canonical_bytes(ReleaseDocument.model_validate_json(data))
    assert digest(data) == hashlib.sha256(data).hexdigest()
    assert canonical_bytes({"b": 1.0, "a": ["é", "\u20ac", None]}) == '{"a":["é","€",null],"b":1}'.encode()


def test_a_revision_follows_what_is_seen_and_graded_only() -> None:
    def revision(**change: Any) -> str:
        data = {**small.step("a", small.single("q-000001"), None), **change}
        return Step.model_validate(data).revision()

    question = small.single("q-000001")
    same = revision()
    assert revision(tomorrow=small.both("Else", "別")) == same
    assert revision(question={**question, "uid": "q-000009"}) == same
    options = [{**option, "feedback": small.both("New", "新")} for option in question["options"]]
    assert revision(question={**question, "options": options}) == same
    assert revision(question={**question, "prompt": small.both("Else?", "別？")}) != same
    assert revision(question=small.single("q-000001", best="wait")) != same
    assert revision(story=small.both("Else.", "別")) != same
