"""What is new since the newest release is told step by step."""

import copy
from typing import Any

from questions.quiz import Quiz, ReleaseDocument
from questions.text import Document
from tests.factories import documents as small
from training.studio.changes import QUIZ_FIELDS, changes

OLD = small.release_document()


def changed(path: list[Any], value: Any) -> ReleaseDocument:
    data = copy.deepcopy(OLD.model_dump(mode="json", by_alias=True))
    place = data
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    return ReleaseDocument.model_validate(data)


def told(new: ReleaseDocument) -> list[tuple[str, str, str | None]]:
    return [(change.what, change.kind, change.step.key if change.step else None) for change in changes(OLD, new)]


def test_nothing_new_and_nothing_before() -> None:
    assert told(OLD) == []
    assert changes(None, OLD) == []


def test_a_reworded_question_is_told_apart_from_reworded_feedback() -> None:
    option = ["scenarios", 0, "steps", 0, "question", "options", 0]
    assert told(changed([*option, "text"], {"en": "Ring", "ja": "電話"})) == [("question-changed", "step", "open")]
    assert told(changed([*option, "feedback"], {"en": "Yes", "ja": "はい"})) == [("changed", "step", "open")]


def test_changes_around_the_steps() -> None:
    assert told(changed(["quiz", "pass_mark"], 80)) == [("pass_mark", "quiz", None)]
    assert told(changed(["quiz", "time_limit_minutes"], 20)) == [("time_limit_minutes", "quiz", None)]
    assert told(changed(["incidents", 0, "country"], "US")) == [("changed", "incident", None)]
    assert told(changed(["controls", 0, "checklist_code"], "1")) == [("changed", "control", None)]
    assert told(changed(["scenarios", 0, "title"], {"en": "A", "ja": "あ"})) == [("changed", "scenario", None)]


def test_every_field_of_a_quiz_has_a_name() -> None:
    assert set(QUIZ_FIELDS) == set(Quiz.model_fields) - set(Document.model_fields)


def drawing(*keys: str, story: str = "The story of fields.") -> ReleaseDocument:
    """Return a release whose draw takes these steps of the first scenario; `story` is that of the first of them."""
    data = OLD.model_dump(mode="json", by_alias=True)
    origin, other = data["scenarios"]
    steps = {step["key"]: {**step, "next": None} for step in origin["steps"]}
    steps[keys[0]]["story"]["en"] = story
    data["scenarios"] = [other]
    data["pooled"] = [{**origin, "steps": [steps[key] for key in keys]}]
    data["pools"] = [{"section": 0, "refs": [[origin["key"], key] for key in keys]}]
    return ReleaseDocument.model_validate(data)


def test_what_may_be_drawn_is_told_as_well() -> None:
    def between(old: ReleaseDocument, new: ReleaseDocument) -> list[tuple[str, str, str | None]]:
        return [(change.what, change.kind, change.step.key if change.step else None) for change in changes(old, new)]

    one, two = drawing("fields"), drawing("fields", "order")
    assert between(one, one) == []
    assert between(one, two) == [("added", "drawn", "order")]
    assert between(two, one) == [("removed", "drawn", "order")]
    assert between(one, drawing("fields", story="Another story.")) == [("question-changed", "step", "fields")]


def test_a_scenario_comes_and_another_goes() -> None:
    new = changed(["scenarios"], OLD.model_dump(mode="json", by_alias=True)["scenarios"][:1])
    assert told(new) == [("removed", "scenario", None)]
    assert [(change.what, change.kind) for change in changes(new, OLD)] == [("added", "scenario")]
