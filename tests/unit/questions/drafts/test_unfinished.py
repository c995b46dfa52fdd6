"""Nothing is published that is still as proposed, or where the author has something left to decide."""

from typing import Any

import pytest

from questions.drafts.files import shipped_patterns
from questions.drafts.known import Known
from questions.drafts.placeholders import placeholders
from questions.drafts.proposing import draft_step
from questions.drafts.unfinished import as_proposed, words_digest
from questions.release import Bank, NotPublishable, compile_release
from questions.scenario import Scenario, Step
from questions.text import Document, LocalisedText
from tests.factories import documents as small


def proposed() -> Step:
    """Return a draft about the incident of the small bank, with the facts and the control that a release asks for."""
    incident = small.incident()
    step = draft_step(shipped_patterns()["odd-download"], Known(incident), {}, "q-draft01")
    happened = {"text": small.both("It was sent.", "送信されました。"), "facts": ["sent"]}
    data = {**step.model_dump(by_alias=True), "what_happened": happened, "controls": ["check-the-address"]}
    return Step.model_validate({**data, "draft": None})


def with_draft(step: Step) -> Step:
    draft = draft_step(shipped_patterns()["odd-download"], Known(small.incident()), {}, "q-draft01").draft
    assert draft is not None
    return step.model_copy(update={"draft": draft.model_copy(update={"sha256": words_digest(step)})})


def bank_with(step: Step) -> Bank:
    bank = small.bank()
    scenario = bank.scenarios["second-a"]
    bank.scenarios["second-a"] = Scenario.model_validate(
        {**scenario.model_dump(by_alias=True), "steps": [step.model_dump(by_alias=True)]}
    )
    return bank


def problems(bank: Bank) -> list[str]:
    with pytest.raises(NotPublishable) as refused:
        compile_release(bank.quizzes["quiz-a"], bank)
    return [str(problem) for problem in refused.value.problems]


def test_a_step_as_proposed_is_not_published_and_an_edited_one_is_without_its_origin() -> None:
    step = with_draft(proposed())
    assert as_proposed(step)
    assert problems(bank_with(step)) == [
        "scenario second-a: odd-download: This step is still as it was proposed. Edit it, so that it fits the "
        "case and the people who will meet it."
    ]
    edited = step.model_copy(update={"story": LocalisedText(small.both("A quiet day.", "静かな日です。"))})
    release = compile_release(bank_with(edited).quizzes["quiz-a"], bank_with(edited))
    assert release.scenarios[1].steps[0].draft is None
    assert release.scenarios[1].steps[0].revision() == edited.revision()


def test_a_placeholder_is_named_with_its_step() -> None:
    story = LocalisedText(small.both("On [decide: the day] it rained.", "［ここを決める：その日］は雨でした。"))
    found = problems(bank_with(proposed().model_copy(update={"story": story})))
    assert "scenario second-a: odd-download: Here is something left to decide: ［ここを決める：その日］" in found
    assert "scenario second-a: odd-download: Here is something left to decide: [decide: the day]" in found


LEFT = "［ここを決める：何か］"


def changed(kind: str, **changes: Any) -> Bank:
    bank = small.bank()
    documents: dict[str, Document] = getattr(bank, kind)
    for key, document in documents.items():
        documents[key] = type(document).model_validate({**document.model_dump(by_alias=True), **changes})
    return bank


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("quizzes", {"title": LEFT}),
        ("quizzes", {"policy": {"title": "x", "text": LEFT}}),
        ("incidents", {"sector": LEFT}),
        ("incidents", {"impact": {"text": LEFT}}),
        ("incidents", {"causes": [{"text": "x", "basis": "stated", "by": LEFT}]}),
        ("controls", {"requirements": [LEFT]}),
    ],
)
def test_a_placeholder_outside_scenarios_is_named_with_its_document(kind: str, changes: dict[str, Any]) -> None:
    bank = changed(kind, **changes)
    names = {"quizzes": "quiz quiz-a", "incidents": "incident mail-to-many", "controls": "control check-the-address"}
    assert f"{names[kind]}: Here is something left to decide: {LEFT}" in problems(bank)


@pytest.mark.parametrize(
    "exhibit",
    [
        {"kind": "webpage", "address": LEFT, "title": "x", "body": "y"},
        {"kind": "chat", "title": "x", "messages": [{"from": "a", "at": LEFT, "text": "y"}]},
    ],
)
def test_a_placeholder_in_what_is_shown_as_it_is_is_named_too(exhibit: dict[str, Any]) -> None:
    step = Step.model_validate({**proposed().model_dump(by_alias=True), "exhibits": [exhibit]})
    assert f"scenario second-a: odd-download: Here is something left to decide: {LEFT}" in problems(bank_with(step))


def test_a_placeholder_in_a_language_that_is_not_published_stands_in_nobodys_way() -> None:
    story = LocalisedText(small.both("On [decide: the day] it rained.", "その日は雨でした。"))
    bank = bank_with(proposed().model_copy(update={"story": story}))
    quiz = bank.quizzes["quiz-a"].model_copy(update={"languages": ["ja"]})
    assert compile_release(quiz, bank).quiz.languages == ["ja"]


@pytest.mark.parametrize(
    "text", ["[decide: whom]", "［ここを決める：誰か］", "[ここを決める: 誰か", "［DECIDE：whom］"]
)
def test_placeholders_are_known_in_every_width(text: str) -> None:
    assert len(placeholders(LocalisedText(f"Call {text} now"))) == 1


def test_ordinary_brackets_are_no_placeholders() -> None:
    assert placeholders(LocalisedText("［注］decide: [1]")) == []
