"""A form that is sent twice, as by going back in the browser, makes one document or step, whatever it is about."""

import pytest

from questions.control import Control
from questions.incident import Incident
from questions.quiz import Quiz
from questions.scenario import Scenario
from questions.text import Document
from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.studio import queries

FORM = "form.studio-form"
ABOUT = "?incident=mail-to-many"
KINDS: list[tuple[type[Document], str, dict[str, str]]] = [
    (Control, "controls/new", {"title-ja": "施錠", "rule-ja": "席を離れる。", "requirements-ja": "施錠しますか。"}),
    (
        Incident,
        "incidents/new",
        {
            "title-ja": "置き忘れ",
            "organisation-ja": "学習塾",
            "sector-ja": "教育",
            "summary-ja": "端末を置き忘れました。",
            "sources-0-title-ja": "お知らせ",
            "sources-0-publisher-ja": "学習塾",
            "facts-0-text-ja": "電車で置き忘れました。",
        },
    ),
    (
        Scenario,
        f"scenarios/new{ABOUT}",
        {
            "title-ja": "窓口で",
            "role-ja": "窓口の担当者です。",
            "intro-ja": "正午です。",
            "opening-label-ja": "正午",
            "opening-story-ja": "名簿を求められました。",
        },
    ),
    (Quiz, f"quizzes/new{ABOUT}", {"title-ja": "確認", "title-en": "Check"}),
]
ONE_DATABASE = pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)


@ONE_DATABASE
@pytest.mark.parametrize(("model", "path", "words"), KINDS, ids=[model.__name__ for model, _path, _words in KINDS])
def test_a_new_document_is_stored_once(
    english_desk: PageClient, make: Maker, model: type[Document], path: str, words: dict[str, str]
) -> None:
    before = set(make.run(lambda: queries.list_keys(model)))
    shown = english_desk.get(f"/studio/{path}")
    first = english_desk.submit({**words, "short_name": "first"}, FORM).address
    for again in ({"short_name": "first"}, {"short_name": ""}):
        english_desk.page = shown
        assert english_desk.submit({**words, **again}, FORM).address == first
    english_desk.page = shown
    english_desk.submit({**words, "short_name": "expressly"}, FORM)
    english_desk.get(f"/studio/{path}")
    english_desk.submit({**words, "short_name": "later"}, FORM)
    assert set(make.run(lambda: queries.list_keys(model))) - before == {"first", "expressly", "later"}


def test_what_became_of_it_since_stays(english_desk: PageClient, make: Maker) -> None:
    shown = english_desk.get(f"/studio/quizzes/new{ABOUT}")
    english_desk.submit({"title-en": "Check"}, FORM)
    english_desk.get("/studio/quizzes/check")
    english_desk.submit({"pass_mark": "60"}, FORM)
    english_desk.page = shown
    assert english_desk.submit({"title-en": "Check"}, FORM).address == "/studio/quizzes/check/publication"
    assert make.run(lambda: queries.get_document(Quiz, "check")).document.pass_mark == 60
    assert "check-2" not in make.run(lambda: queries.list_keys(Quiz))


@ONE_DATABASE
def test_a_new_step_whose_parts_have_no_english_names_is_stored_once(english_desk: PageClient, make: Maker) -> None:
    english_desk.get("/studio/scenarios/first-a/steps/new?after=fields")
    shown = english_desk.submit({"question-kind": "ordering", "do": "show:question"}, FORM)
    words = {"moment-label-ja": "後", "story-ja": "電話です。", "question-prompt-ja": "どの順ですか。"}
    words |= {f"question-options-{n}-text-ja": f"項目{n}" for n in range(3)}
    words |= {f"question-options-{n}-feedback-ja": "理由です。" for n in range(3)}
    for _time in range(2):
        english_desk.page = shown
        english_desk.submit({**words, "question-feedback-ja": "まず止めます。"}, FORM)
    assert len(make.run(lambda: queries.get_document(Scenario, "first-a")).document.steps) == 5
