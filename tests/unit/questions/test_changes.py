"""Two releases differ place by place: texts by language, settings by value, parts by their names."""

import copy
from typing import Any

from questions.changes import Changed, compare_releases
from questions.quiz import ReleaseDocument
from tests.factories import documents as small

OLD = small.release_document()
OPTION = ["scenarios", 0, "steps", 0, "question", "options", 0]


def changed(path: list[Any], value: Any) -> ReleaseDocument:
    data = copy.deepcopy(OLD.model_dump(mode="json", by_alias=True))
    place = data
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    return ReleaseDocument.model_validate(data)


def told(old: ReleaseDocument, new: ReleaseDocument) -> list[tuple[str, str, str]]:
    return [(part.fate, part.document.key, part.step.key if part.step else "") for part in compare_releases(old, new)]


def only(new: ReleaseDocument) -> Changed:
    (part,) = compare_releases(OLD, new)
    return part


def test_the_same_release_differs_nowhere() -> None:
    assert compare_releases(OLD, OLD) == []


def test_a_text_differs_in_the_language_that_changed() -> None:
    part = only(changed([*OPTION, "feedback"], {"en": "Yes.", "ja": "「電話をかける」の結果です。"}))
    ((way, language, old, new),) = part.changes
    assert [spot.field for spot in way] == ["question", "options", "feedback"]
    assert (language, old, new) == ("en", "What call leads to.", "Yes.")
    assert (way[1].number, part.anew) == (1, False)


def test_a_reworded_question_begins_anew() -> None:
    assert only(changed([*OPTION, "text"], {"en": "Ring", "ja": "電話"})).anew


def test_another_question_in_the_same_words_is_told() -> None:
    part = only(changed(["scenarios", 0, "steps", 0, "question", "uid"], "q-another"))
    assert (part.anew, part.changes) == (True, [])


def test_an_exhibit_put_before_another_is_the_only_one_that_differs() -> None:
    exhibits = OLD.model_dump(mode="json", by_alias=True)["scenarios"][0]["steps"][0]["exhibits"]
    paper = {"kind": "document", "title": small.both("A memo", "メモ"), "body": small.both("Wait.", "待つ。")}
    part = only(changed(["scenarios", 0, "steps", 0, "exhibits"], [paper, *exhibits]))
    assert {(change.way[0].number, change.old) for change in part.changes} == {(1, None)}


def test_what_has_no_name_and_changes_its_place_is_told_by_the_order_alone() -> None:
    papers = [{"kind": "document", "title": title, "body": "x"} for title in ("a", "b", "c")]
    place = ["scenarios", 0, "steps", 0, "exhibits"]
    one, other = changed(place, papers), changed(place, [papers[2], papers[0], papers[1]])
    (part,) = compare_releases(one, other)
    ((way, _language, _old, new),) = part.changes
    assert [spot.field for spot in way] == ["exhibits"]
    assert [paper.title.in_language("en") for paper in new] == ["c", "a", "b"]


def test_steps_change_places() -> None:
    steps = OLD.model_dump(mode="json", by_alias=True)["scenarios"][0]["steps"]
    (change,) = only(changed(["scenarios", 0, "steps"], [steps[0], steps[2], steps[1], steps[3]])).changes
    assert [step.key for step in change.new] == ["open", "fields", "trouble", "order"]


def test_a_scenario_comes_and_another_goes() -> None:
    new = changed(["scenarios"], OLD.model_dump(mode="json", by_alias=True)["scenarios"][:1])
    assert told(OLD, new) == [("removed", "second-a", ""), ("removed", "second-a", "after")]
    assert told(new, OLD) == [("added", "second-a", ""), ("added", "second-a", "after")]


def test_around_the_steps() -> None:
    assert told(OLD, changed(["quiz", "pass_mark"], 80)) == [("changed", "quiz-a", "")]
    assert told(OLD, changed(["incidents", 0, "country"], "US")) == [("changed", "mail-to-many", "")]
    assert told(OLD, changed(["controls", 0, "checklist_code"], "1")) == [("changed", "check-the-address", "")]


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
    one, two = drawing("fields"), drawing("fields", "order")
    assert told(one, one) == []
    assert told(one, two) == [("added", "first-a", "order")]
    assert told(two, one) == [("removed", "first-a", "order")]
    (part,) = compare_releases(one, drawing("fields", story="Another story."))
    assert (part.fate, part.drawn, part.anew) == ("changed", True, True)
