"""Whoever changes one language is told of the other until it is edited or found right, wherever it can be seen."""

import pytest

from questions.incident import Incident
from questions.release import Bank
from questions.text import LocalisedText
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training.studio import queries, service

STEP = "/studio/scenarios/first-a/steps/open"
FORM = "form.studio-form"

pytestmark = pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)


def test_the_other_language_is_marked_everywhere_until_it_is_edited(desk: PageClient, locale: str) -> None:
    desk.get(STEP)
    desk.submit({"story-en": "The story of another day."}, FORM)
    assert desk.get("/studio/?q=first-a").has(".case-documents .older-badge")
    assert desk.get("/studio/quizzes/quiz-a/publication").has(f".notice-warning a[href='{STEP}#story']")
    assert desk.submit({}, "form[action$='/reviews']").has(f".notice-warning a[href='{STEP}#story']")
    page = desk.get(STEP)
    assert {"ja": "日本語の文", "en": "The text in Japanese"}[locale] in page.text("#story .older-text")
    assert "another day" in page.text("#story .older-text ins")
    desk.submit({"story-ja": "別の日の状況です。"}, FORM)
    assert not desk.get(STEP).has(".older-text")
    assert not desk.get("/studio/?q=first-a").has(".older-badge")


def test_a_quiz_in_one_language_says_nothing_of_the_other(desk: PageClient) -> None:
    desk.get("/studio/quizzes/quiz-a")
    desk.submit({"languages": ["ja"]}, FORM)
    desk.get(STEP)
    desk.submit({"story-ja": "別の日の状況です。"}, FORM)
    assert desk.get(STEP).has(".older-text")
    assert not desk.get("/studio/quizzes/quiz-a/publication").has(f".notice-warning a[href='{STEP}#story']")


def test_an_author_finds_it_right(desk: PageClient) -> None:
    desk.get(STEP)
    desk.submit({"exhibits-0-subject-ja": "お招き", "question-options-1-feedback-ja": "変えました。"}, FORM)
    page = desk.get(STEP)
    assert [tag["id"] for tag in page.all("fieldset:has(> .older-text)")] == [
        "exhibits-0-subject",
        "question-options-1-feedback",
    ]
    assert page.has("#exhibits-0 > details[open]")
    desk.submit({"still-right": page.one("#exhibits-0-subject input[name=still-right]")["value"]}, FORM)
    assert len(desk.get(STEP).all(".older-text")) == 1


def test_files_and_other_documents_are_followed_too(english_desk: PageClient, make: Maker) -> None:
    english_desk.get("/studio/incidents/mail-to-many")
    english_desk.submit({"facts-1-text-ja": "見えました。"}, FORM)
    assert make.run(queries.count_older) == {("incident", "mail-to-many"): 1}
    english_desk.get("/studio/quizzes/quiz-a")
    english_desk.submit({"title-ja": "新しい題"}, FORM)
    summary = LocalisedText(small.both("All were visible.", "アドレスが見える状態でした。"))
    changed = small.incident().model_copy(update={"summary": summary})
    bank = Bank(incidents={changed.key: changed})
    make.run(lambda: service.import_bank(bank, None, overwrite=True))
    assert make.run(queries.count_older) == {("incident", "mail-to-many"): 1, ("quiz", "quiz-a"): 1}
    page = english_desk.get("/studio/incidents/mail-to-many")
    assert [tag["id"] for tag in page.all("fieldset:has(> .older-text)")] == ["summary"]
    edition = make.run(lambda: queries.get_document(Incident, "mail-to-many")).edition
    assert edition == 3


def test_marks_of_many_editions_cost_no_further_statements(
    english_desk: PageClient, count_statements: StatementCounter
) -> None:
    numbers = []
    for number, field in enumerate(("story-en", "tomorrow-en", "question-prompt-en", "question-options-0-text-en")):
        english_desk.get(STEP)
        english_desk.submit({field: f"Words {number}."}, FORM)
        with count_statements() as shown:
            stills = [tag["value"] for tag in english_desk.get(STEP).all("input[name=still-right]")]
        with count_statements() as saved:
            english_desk.submit({"moment-label-en": f"Moment {number}", "moment-label-ja": f"場面{number}"}, FORM)
        assert len(stills) == number + 1
        numbers.append((shown.number, saved.number))
    assert set(numbers[1:]) == {numbers[0]}
    with count_statements() as accepted:
        english_desk.get(STEP)
        english_desk.submit({"still-right": stills}, FORM)
    taken_off = [one for one in accepted.writes if "older_text" in one]
    assert len(taken_off) == 2  # before the save, and after it: what it is joined with may mark them once more
    assert not english_desk.get(STEP).has(".older-text")
