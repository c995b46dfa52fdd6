"""Two authors at one document lose nothing: what is apart is joined, and what both changed they choose."""

import pytest

from questions.quiz import Quiz
from questions.scenario import Scenario, Step
from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training.models import Role, User
from training.studio import queries

CASE = "/studio/scenarios/first-a"
STEP = f"{CASE}/steps/open"
FORM = "form.studio-form"
ONE_DATABASE = pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)
"""How versions are joined is the same on every database; that they are is tried on both."""


@pytest.fixture
def other(desk: PageClient, author: User, locale: str) -> PageClient:
    """Return another browser, which opened the step at the same time."""
    page = PageClient(desk.app).sign_in(author, locale)
    page.get(STEP)
    desk.get(STEP)
    return page


def step(make: Maker) -> Step:
    return make.run(lambda: queries.get_document(Scenario, "first-a")).document.step("open")


def test_what_is_apart_is_joined(other: PageClient, desk: PageClient, make: Maker) -> None:
    other.submit({"story-ja": "彼らの状況。", "question-options-0-text-en": "Theirs"}, FORM)
    desk.submit({"story-en": "My story.", "question-options-1-points": "0.5"}, FORM)
    assert step(make).story.root == {"ja": "彼らの状況。", "en": "My story."}
    texts = [part.texts[0].root["en"] for part in step(make).question.answer_parts()]  # type: ignore[union-attr]
    assert texts == ["Theirs", "We send now", "We wait now"]
    assert desk.page.has(".notice-success")


@ONE_DATABASE
def test_what_both_changed_is_shown_in_words_and_chosen(
    other: PageClient, desk: PageClient, make: Maker, locale: str
) -> None:
    other.submit({"story-en": "The other story.", "tomorrow-ja": "明日は電話しましょう。"}, FORM)
    page = desk.submit({"story-en": "My story.", "story-ja": "私の状況。"}, FORM, 409)
    assert len(page.all(".clash")) == 1
    assert {"ja": "英語", "en": "English"}[locale] in page.text(".clash h2")
    added, removed = {"ja": ("追加：", "削除："), "en": ("Added:", "Removed:")}[locale]
    assert [tag.get_text(" ", strip=True) for tag in page.all(".clash-version .wording")] == [
        f"The {added} other story {removed} of open .",
        f"{removed} The {added} My story {removed} of open .",
    ]
    assert [tag.get_text() for tag in page.all(".clash-other[lang=ja]")] == ["openの状況です。", "私の状況。"]
    assert "明日は電話しましょう" in page.text(".clash-joined")
    page = desk.submit({}, FORM, 409)
    assert page.has(".error-summary a[href='#join-clashes-0-whose-0']")
    desk.submit({"join-clashes-0-whose": "own", "join-clashes-0-text": "Our story."}, FORM)
    assert step(make).story.root == {"ja": "私の状況。", "en": "Our story."}
    assert step(make).tomorrow.root["ja"] == "明日は電話しましょう。"  # type: ignore[union-attr]


@ONE_DATABASE
@pytest.mark.parametrize(("whose", "story"), [("mine", "Mine."), ("theirs", "Theirs.")])
def test_one_version_is_taken(other: PageClient, desk: PageClient, make: Maker, whose: str, story: str) -> None:
    other.submit({"story-en": "Theirs."}, FORM)
    desk.submit({"story-en": "Mine.", "look_back": "y"}, FORM, 409)
    desk.submit({"join-clashes-0-whose": whose}, FORM)
    assert step(make).story.root["en"] == story
    assert step(make).look_back


@ONE_DATABASE
def test_two_orders_are_shown_by_their_words(other: PageClient, english_desk: PageClient) -> None:
    english_desk.get(STEP)
    other.submit({"do": "down:question-options-0"}, FORM)
    english_desk.submit({"do": "down:question-options-1"}, FORM)
    other.submit({"question-options-2-feedback-en": "Theirs about waiting."}, FORM)
    page = english_desk.submit({}, FORM, 409)
    assert "Theirs about waiting" in page.text(".clash-joined")
    lines = [[tag.get_text() for tag in version.select("p")] for version in page.all(".clash-version")]
    assert lines == [["We send now", "We call now", "We wait now"], ["We call now", "We wait now", "We send now"]]


@ONE_DATABASE
def test_more_clashes_than_a_page_can_ask_about_refuse_the_whole(
    other: PageClient, english_desk: PageClient, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.studio.views.editing.MOST_CLASHES", 1)
    english_desk.get(STEP)
    other.submit({"story-en": "Theirs.", "story-ja": "彼らの状況。"}, FORM)
    page = english_desk.submit({"story-en": "Mine.", "story-ja": "私の状況。"}, FORM, 409)
    assert not page.has(".clash")
    assert "Somebody saved this" in page.text(".error-summary")
    assert page.one("#story-en").get_text() == "Mine."
    assert step(make).story.root["en"] == "Theirs."


@ONE_DATABASE
@pytest.mark.parametrize("words", [" ", "Our\x02story."])
def test_new_words_that_no_text_can_hold_are_told_beside_them(
    other: PageClient, english_desk: PageClient, make: Maker, words: str
) -> None:
    english_desk.get(STEP)
    other.submit({"story-en": "Theirs.", "tomorrow-en": "Theirs."}, FORM)
    english_desk.submit({"story-en": "Mine.", "tomorrow-en": "Mine."}, FORM, 409)
    chosen = {"join-clashes-0-whose": "own", "join-clashes-0-text": words, "join-clashes-1-whose": "theirs"}
    page = english_desk.submit(chosen, FORM, 409)
    assert page.has("#join-clashes-0-text-error")
    assert page.has(".error-summary a[href='#join-clashes-0-text']")
    assert page.has("#join-clashes-0-whose-2[checked]")
    assert page.has("#join-clashes-1-whose-0[checked]")
    english_desk.submit({"join-clashes-0-text": "Our story."}, FORM)
    assert step(make).story.root["en"] == "Our story."


def test_a_choice_holds_only_for_what_was_shown(other: PageClient, english_desk: PageClient, make: Maker) -> None:
    english_desk.get(STEP)
    other.submit({"story-en": "Theirs."}, FORM)
    english_desk.submit({"story-en": "Mine."}, FORM, 409)
    other.get(STEP)
    other.submit({"story-en": "Theirs again."}, FORM)
    page = english_desk.submit({"join-clashes-0-whose": "mine"}, FORM, 409)
    assert "again" in page.text(".clash-version")
    english_desk.submit({"join-clashes-0-whose": "theirs"}, FORM)
    assert step(make).story.root["en"] == "Theirs again."


@ONE_DATABASE
def test_a_step_that_somebody_removed_is_put_back_and_led_to_again(desk: PageClient, make: Maker, locale: str) -> None:
    remover = PageClient(desk.app).sign_in(make.person("除田 進", roles=[Role.AUTHOR]))
    desk.get(f"{CASE}/steps/fields")
    for key in ("trouble", "fields"):
        remover.get(f"{CASE}/steps/{key}/removal")
        remover.submit()
    facts = {"what_happened-facts": ["sent", "visible"]}
    page = desk.submit({"story-en": "Mine.", "question-options-0-feedback-ja": "私の解説。", **facts}, FORM, 409)
    theirs, mine = page.all(".clash-version")
    assert "除田 進" in theirs.get_text()
    assert [tag.get_text(" ", strip=True) for tag in mine.select("dt")] == {
        "ja": ["状況 – 英語", "設問 – 選択肢1（to欄） – 解説 – 日本語", "実際に起きたこと – 根拠となる事実"],
        "en": [
            "Story – English",
            "Question – Option 1 (The field to) – Feedback – Japanese",
            "What really happened – Facts that it rests on",
        ],
    }[locale]
    assert {"ja": "見える状態でした。", "en": "It was visible."}[locale] in mine.get_text()
    assert [choice["value"] for choice in page.all("input[type=radio]")] == ["theirs", "mine"]
    desk.submit({"join-clashes-0-whose": "mine"}, FORM)
    scenario = make.run(lambda: queries.get_document(Scenario, "first-a")).document
    assert [step.key for step in scenario.steps] == ["open", "fields", "order"]
    assert scenario.step("fields").story.root["en"] == "Mine."
    assert scenario.step("open").following() == ["fields"]


@ONE_DATABASE
def test_a_step_that_somebody_removed_is_let_go(other: PageClient, desk: PageClient, make: Maker) -> None:
    other.get(f"{STEP}/removal")
    other.submit()
    desk.submit({"story-en": "Mine."}, FORM, 409)
    desk.submit({"join-clashes-0-whose": "theirs"}, FORM)
    scenario = make.run(lambda: queries.get_document(Scenario, "first-a")).document
    assert [step.key for step in scenario.steps] == ["trouble", "fields", "order"]


@ONE_DATABASE
def test_two_windows_of_one_author_are_called_so(desk: PageClient, other: PageClient, locale: str) -> None:
    other.submit({"story-en": "One window."}, FORM)
    page = desk.submit({"story-en": "Another window."}, FORM, 409)
    assert {"ja": "二つの画面", "en": "two windows"}[locale] in page.text("h1")
    assert {"ja": "別の画面", "en": "another window"}[locale] in page.text("main")


@ONE_DATABASE
def test_both_together_may_be_no_valid_case(desk: PageClient, other: PageClient, make: Maker, locale: str) -> None:
    other.get("/studio/scenarios/first-a/steps/trouble/removal")
    other.submit()
    page = desk.submit({"question-options-2-next": "trouble"}, FORM, 422)
    assert {"ja": "もうありません", "en": "not a step of this scenario any more"}[locale] in page.text(".error-summary")
    desk.submit({"question-options-2-next": "", "story-en": "Mine."}, FORM)
    assert step(make).story.root["en"] == "Mine."
    assert step(make).following() == ["fields"]


@ONE_DATABASE
def test_what_is_sent_twice_is_stored_once(english_desk: PageClient, make: Maker) -> None:
    shown = english_desk.get(STEP)
    for _time in range(2):
        english_desk.page = shown
        english_desk.submit({"story-en": "Mine."}, FORM)
        assert not english_desk.page.has(".notice-info")
    address = "/studio/scenarios/first-a/steps/new?after=open"
    shown = english_desk.get(address)
    for _time in range(2):
        english_desk.page = shown
        words = {"moment-label-en": "Later", "story-en": "It rings.", "question-kind": "reflection"}
        words |= {f"question-{name}-en": name for name in ("prompt", "feedback-model", "feedback-check")}
        english_desk.submit(words, FORM)
    scenario = make.run(lambda: queries.get_document(Scenario, "first-a")).document
    assert [one.key for one in scenario.steps] == ["open", "later", "trouble", "fields", "order"]


@ONE_DATABASE
def test_a_choice_sent_twice_is_stored_once(other: PageClient, english_desk: PageClient, make: Maker) -> None:
    english_desk.get(STEP)
    other.submit({"story-en": "Theirs."}, FORM)
    shown = english_desk.submit({"story-en": "Mine.", "look_back": "y"}, FORM, 409)
    for _time in range(2):
        english_desk.page = shown
        english_desk.submit({"join-clashes-0-whose": "theirs"}, FORM)
        assert english_desk.page.has(".notice-success")
    assert make.run(lambda: queries.get_document(Scenario, "first-a")).edition == 3


@ONE_DATABASE
def test_settings_of_a_quiz_are_joined_too(english_desk: PageClient, make: Maker, author: User) -> None:
    other = PageClient(english_desk.app).sign_in(author, "en")
    for page in (other, english_desk):
        page.get("/studio/quizzes/quiz-a")
    other.submit({"pass_mark": "60"}, FORM)
    english_desk.submit({"title-en": "Mine"}, FORM)
    quiz = make.run(lambda: queries.get_document(Quiz, "quiz-a")).document
    assert (quiz.pass_mark, quiz.title.root["en"]) == (60, "Mine")


@ONE_DATABASE
def test_more_clashes_take_no_more_statements(
    other: PageClient, english_desk: PageClient, count_statements: StatementCounter
) -> None:
    shown, numbers = english_desk.get(STEP), []
    few = {"story-en": "Theirs."}
    many = {"story-ja": "彼らの状況。", "tomorrow-ja": "彼らの明日。", "do": "remove:question-options-2"}
    mine = {
        "story-en": "Mine.",
        "story-ja": "私の状況。",
        "tomorrow-ja": "私の明日。",
        "question-options-2-text-en": "I.",
    }
    for theirs in (few, many):
        other.get(STEP)
        other.submit(theirs, FORM)
        if "do" in theirs:
            other.submit({}, FORM)
        english_desk.page = shown
        with count_statements() as counted:
            page = english_desk.submit(mine, FORM, 409)
        numbers.append((len(page.all(".clash")), counted.number))
    assert [clashes for clashes, _statements in numbers] == [1, 4]
    assert numbers[0][1] == numbers[1][1], counted.statements
