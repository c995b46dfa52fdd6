"""What differs between two releases is told in words: what a place is called, and both wordings of it."""

import copy
from types import SimpleNamespace
from typing import Any

import pytest

from questions.changes import Spot
from questions.kinds import KINDS, Reflection, SingleChoice
from questions.kinds.deadline import Accepted
from questions.quiz import Quiz, ReleaseDocument
from questions.scenario import Scenario, Step
from questions.text import Document, Part
from tests.factories import documents as small
from training.studio.editing.labels import place_of
from training.studio.publication.changes import Chapter, in_words

OLD = small.release_document()
STEP = ["scenarios", 0, "steps", 0]


def told(path: list[Any], value: Any) -> list[Chapter]:
    data = copy.deepcopy(OLD.model_dump(mode="json", by_alias=True))
    place = data
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    return in_words(OLD, ReleaseDocument.model_validate(data))


def line(chapters: list[Chapter]) -> tuple[str, str, str]:
    (chapter,) = chapters
    (part,) = chapter.passages
    (found,) = part.lines
    marks = {"same": "{}", "gone": "[-{}]", "new": "[+{}]"}
    return found.place, found.language, "".join(marks[kind].format(text) for kind, text in found.stretches)


def test_the_language_of_the_page_stands_first(asked_in: str) -> None:
    (chapter,) = told([*STEP, "story"], small.both("A new story.", "新しい状況です。"))
    assert [line.tag for line in chapter.passages[0].lines] == [asked_in, {"ja": "en", "en": "ja"}[asked_in]]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (
            [*STEP, "question", "options", 1, "feedback"],
            small.both("What sending leads to.", "「そのまま送る」の結果です。"),
            ("Question – Option 2 (We send now) – Feedback", "English", "What [-send][+sending] leads to."),
        ),
        (
            [*STEP, "story"],
            small.both("The story of open.", "openの事情です。"),
            ("Story", "Japanese", "openの[-状況][+事情]です。"),
        ),
        ([*STEP, "next"], "order", ("Leads to", "", "[-Moment fields] [+Moment order]")),
        ([*STEP, "controls"], [], ("Controls that this step practises", "", "[-Check the address]")),
        (
            [*STEP, "what_happened", "facts"],
            ["sent", "visible"],
            ("What really happened – Facts that it rests on", "", "It was sent. [+It was visible.]"),
        ),
        ([*STEP, "barrier"], False, ("Here was a chance to stop or limit the incident", "", "[-Yes] [+No]")),
        ([*STEP, "question", "options", 1, "points"], 0.5, ("", "", "[-0] [+0.5]")),
        (["quiz", "counts"], "last", ("Which attempt counts", "", "[-The best attempt] [+The last attempt]")),
        (["quiz", "pass_mark"], 80, ("Pass mark", "", "[-70] [+80]")),
    ],
)
@pytest.mark.usefixtures("asked")
def test_a_place_and_both_wordings_are_told(path: list[Any], value: Any, expected: tuple[str, str, str]) -> None:
    place, language, words = line(told(path, value))
    assert (place if expected[0] else "", language, words) == expected


def test_a_question_of_another_kind_is_told_by_the_form_of_either(asked_in: str) -> None:
    old = OLD.scenarios[0].steps[0].question
    assert isinstance(old, SingleChoice)
    feedback = {"model": small.both("Ask.", "尋ねます。"), "check": [small.both("It asks.", "尋ねている。")]}
    reflection = {
        "kind": "reflection",
        "uid": old.uid,
        "prompt": small.both("And you?", "では。"),
        "feedback": feedback,
    }
    (chapter,) = told([*STEP, "question"], reflection)
    first, *others = chapter.passages[0].lines
    now = {"ja": "自分の言葉で書く（採点なし）", "en": "Answer in one's own words, without a mark"}[asked_in]
    assert first.stretches[-1].text == now
    raw = {*SingleChoice.model_fields, *Reflection.model_fields, "text", "model", "check"}
    assert [line.place for line in others if raw & set(line.place.split(" – "))] == []


@pytest.mark.usefixtures("asked")
def test_an_exhibit_that_came_or_went_is_told_in_one_line() -> None:
    exhibits = OLD.model_dump(mode="json", by_alias=True)["scenarios"][0]["steps"][0]["exhibits"]
    log = {
        "kind": "log",
        "title": small.both("Access log", "アクセスの記録"),
        "columns": [small.both("Time", "時刻"), small.both("Who", "誰")],
        "rows": [[small.both(f"{hour}:00", f"{hour}時"), small.both("Sato", "佐藤")] for hour in range(5)],
    }
    (chapter,) = told([*STEP, "exhibits"], [*exhibits, log])
    (found,) = chapter.passages[0].lines
    assert (found.place, found.stretches) == ("Record 2 (Access log)", [("same", "This exhibit is new.")])
    assert len(found.lines) > 20
    (chapter,) = told([*STEP, "exhibits"], [log])
    whole = [found.stretches[0][1] for found in chapter.passages[0].lines if found.lines]
    assert whole == ["This exhibit is taken out.", "This exhibit is new."]
    (chapter,) = told([*STEP, "exhibits", 0, "cc"], [small.both("Sales", "営業部")])
    assert [line.lines for line in chapter.passages[0].lines] == [(), ()], "of an exhibit that stays each text is told"


@pytest.mark.usefixtures("asked")
def test_what_is_the_same_in_a_long_text_is_cut() -> None:
    part = "We wait. " * 60
    old, new = (ReleaseDocument.model_validate(_with_story(text)) for text in (part + part, part + "Now. " + part))
    _place, _language, words = line(in_words(old, new))
    assert "… " in words
    assert len(words) < 250


def _with_story(text: str) -> dict[str, Any]:
    data = copy.deepcopy(OLD.model_dump(mode="json", by_alias=True))
    data["scenarios"][0]["steps"][0]["story"]["en"] = text
    return data


@pytest.mark.usefixtures("asked")
def test_a_step_of_another_order_is_told_by_the_names_of_the_steps() -> None:
    steps = OLD.model_dump(mode="json", by_alias=True)["scenarios"][0]["steps"]
    place, _language, words = line(told(["scenarios", 0, "steps"], [steps[0], steps[2], steps[1], steps[3]]))
    assert place == "Order of the steps"
    assert words == "Moment open [+Moment fields] Moment trouble [-Moment fields] Moment order"


@pytest.mark.usefixtures("asked")
def test_a_row_without_words_is_known_by_what_is_picked_in_it() -> None:
    accepted = Accepted(unit="days", least=3, most=5)
    way = (Spot("question", SimpleNamespace(kind="deadline")), Spot("accepted", accepted, 1), Spot("most"))
    assert place_of(Step, way).labels[1].endswith("1 (Days)")


def test_every_field_that_can_change_has_a_name() -> None:
    unnamed = {"steps", "kept_on_purpose", "draft", *Document.model_fields}
    ways: list[tuple[type[Part], tuple[Spot, ...]]] = []
    ways += [(model, (Spot(name),)) for model in (Quiz, Scenario, Step) for name in set(model.model_fields) - unnamed]
    for kind, question in KINDS.items():
        asked = Spot("question", SimpleNamespace(kind=kind))
        ways += [(Step, (asked, Spot(name))) for name in set(question.model_fields) - {"uid", "kind"}]
    assert [way for model, way in ways if place_of(model, way).field is None] == []
