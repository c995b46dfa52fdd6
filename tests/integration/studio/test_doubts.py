"""What the linter doubts stands where authors work, in their language, with the way to mend it; it refuses nothing."""

import pytest

from questions.scenario import Scenario
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.models import User
from training.studio import queries, service

SLOGAN = {"en": "What is most important now?", "ja": "いま大切なことは何ですか。"}
SEEN = {"en": "“What is most important” is a slogan", "ja": "「大切なこと」は標語です"}


@pytest.fixture
def doubtful(make: Maker, author: User, bank: None) -> None:
    """Let the first step ask a slogan."""
    made = small.bank().scenarios["first-a"].model_dump(mode="json", by_alias=True, exclude_none=True)
    made["steps"][0]["question"]["prompt"] = SLOGAN
    make.run(lambda: service.save_document(Scenario.model_validate(made), 1, author.id))


@pytest.mark.parametrize(
    "address",
    [
        "/studio/scenarios/first-a",
        "/studio/scenarios/first-a/steps/open",
        "/studio/scenarios/first-a/steps/open/preview",
        "/studio/quizzes/quiz-a/publication",
    ],
)
def test_a_doubt_is_told_with_its_reason(doubtful: None, desk: PageClient, locale: str, address: str) -> None:
    page = desk.get(address)
    link = "a[href='/studio/scenarios/first-a/steps/open']"
    told = [item for item in page.all(".doubts li") if item.select_one(link)]
    assert any(SEEN[locale] in item.get_text() for item in told)
    assert page.has(".doubts details a[href^='https://doi.org/']")
    language = {"en": "English", "ja": "日本語"}[locale]
    assert any(language in item.get_text() for item in told)


def test_a_step_without_doubts_says_nothing(doubtful: None, desk: PageClient) -> None:
    assert not desk.get("/studio/scenarios/first-a/steps/trouble").has(".doubts")


def test_a_doubtful_quiz_is_published(doubtful: None, english_desk: PageClient, make: Maker) -> None:
    english_desk.get("/studio/quizzes/quiz-a/publication")
    english_desk.submit()
    assert make.run(lambda: queries.find_newest_release("quiz-a")) is not None


def test_an_author_answers_a_warning(doubtful: None, desk: PageClient, make: Maker, locale: str) -> None:
    desk.get("/studio/scenarios/first-a/steps/open")
    desk.submit({"do": "add:kept_on_purpose"}, "form.studio-form")
    answer = {"kept_on_purpose-0-rule": "slogans", "kept_on_purpose-0-reason": "この職場の決まり文句です。"}
    desk.submit(answer, "form.studio-form")
    page = desk.get("/studio/quizzes/quiz-a/publication")
    told = [item.get_text() for item in page.all(".doubts li") if SEEN[locale] in item.get_text()]
    assert all("この職場の決まり文句です。" in text for text in told)
    desk.get("/studio/scenarios/first-a/head")
    desk.submit({"title-en": "Another title"}, "form.studio-form")
    step = make.run(lambda: queries.get_document(Scenario, "first-a")).document.step("open")
    assert [answer.rule for answer in step.kept_on_purpose or []] == ["slogans"]
    release = make.run(lambda: service.publish("quiz-a", None))
    assert "決まり文句" not in release.document
