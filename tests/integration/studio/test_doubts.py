"""What the linter doubts stands where authors work, in their language, with the way to mend it; it refuses nothing."""

import pytest

from questions.scenario import Scenario
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.factories.reviews import approve
from tests.support.client import PageClient
from training.models import User
from training.studio import queries, service
from training.studio.publication import publishing

SLOGAN = {"en": "What is most important now?", "ja": "いま大切なことは何ですか。"}
SEEN = {"en": "“What is most important” is a slogan", "ja": "「大切なこと」は標語です"}


@pytest.fixture
def doubtful(make: Maker, author: User, bank: None) -> None:
    """Let the first step ask a slogan."""
    made = small.bank().scenarios["first-a"].model_dump(mode="json", by_alias=True, exclude_none=True)
    made["steps"][0]["question"]["prompt"] = SLOGAN
    make.run(lambda: service.save_document(Scenario.model_validate(made), 1, author.id))


PAGES = [
    "/studio/scenarios/first-a",
    "/studio/scenarios/first-a/steps/open",
    "/studio/scenarios/first-a/steps/open/preview",
    "/studio/quizzes/quiz-a/publication",
]

one_database = pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)  # what is doubtful is no database's


@one_database
def test_a_doubt_is_told_with_its_reason_wherever_authors_work(doubtful: None, desk: PageClient, locale: str) -> None:
    link, language = "a[href='/studio/scenarios/first-a/steps/open']", {"en": "English", "ja": "日本語"}[locale]
    for address in PAGES:
        page = desk.get(address)
        told = [item.get_text() for item in page.all(".doubts li") if item.select_one(link)]
        assert any(SEEN[locale] in text for text in told), address
        assert any(language in text for text in told), address
        assert page.has(".doubts details a[href^='https://doi.org/']"), address
    assert not desk.get("/studio/scenarios/first-a/steps/trouble").has(".doubts")


@one_database
def test_a_doubtful_quiz_is_published(doubtful: None, english_desk: PageClient, author: User, make: Maker) -> None:
    approve(make, author)
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
    release = make.run(lambda: publishing.publish_by_program("quiz-a"))
    assert "決まり文句" not in release.document
