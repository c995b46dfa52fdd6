"""Whoever takes a question out of use sees first which quizzes and releases it still stands in."""

from questions.quiz import Quiz
from tests.factories.documents import both
from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.page import Page
from training.models import Release, User
from training.studio import queries, service
from training.studio.editing import documents
from training.studio.publication import publishing

STEP = "/studio/scenarios/first-a/steps/order"
FORM = "form.studio-form"


def publish(make: Maker) -> Release:
    return make.run(lambda: publishing.publish_by_program("quiz-a"))


def change(make: Maker, author: User, title: str) -> None:
    """Give the quiz another title, so that it can be published again."""

    def work() -> None:
        now = queries.get_document(Quiz, "quiz-a")
        data = {**documents.fields_for(now.document), "title": both(title, title)}
        service.save_document(Quiz.model_validate(data), now.edition, author.id)

    make.run(work)


def addresses(page: Page) -> list[str]:
    return [link["href"] for link in page.all(".standing a")]


def test_a_question_that_nothing_published_asks_names_its_quiz(desk: PageClient) -> None:
    page = desk.get(STEP)
    assert page.has("#question-use:not([open]) .standing")
    assert addresses(page) == ["/studio/quizzes/quiz-a"]


def test_the_newest_release_and_those_that_training_runs_with_are_named(
    english_desk: PageClient, make: Maker, author: User
) -> None:
    running = publish(make)
    make.campaign(running)
    for title in ("Second", "Third"):
        change(make, author, title)
        newest = publish(make)
    page = english_desk.get(STEP)
    assert addresses(page)[1:] == [f"/studio/releases/{newest.id}", f"/studio/releases/{running.id}"]
    assert "1 campaign runs with it" in page.text(".standing")
    assert "One older release asks it" in page.text(".standing")
    assert "earlier wording" not in page.text(".standing")


def test_a_release_with_the_wording_before_says_so(english_desk: PageClient, make: Maker) -> None:
    publish(make)
    english_desk.get(STEP)
    english_desk.submit({"question-prompt-en": "In another order?"}, FORM)
    assert "earlier wording" in english_desk.get(STEP).text(".standing")


def test_a_retired_question_shows_what_still_waits(english_desk: PageClient, make: Maker) -> None:
    english_desk.get(STEP)
    english_desk.submit({"question-retired": "y"}, FORM)
    page = english_desk.get(STEP)
    assert page.has("#question-use[open] input[name=question-retired][checked]")
    assert "still stands in these quizzes" in page.text(".standing")
    assert "not asked any more" in english_desk.get("/studio/scenarios/first-a").text("#step-order")


def test_a_quiz_that_may_draw_the_question_is_named(english_desk: PageClient, make: Maker, author: User) -> None:
    english_desk.get(STEP)
    english_desk.submit({"alone": "y"}, FORM)
    make.run(lambda: service.add_document(drawing_quiz(), author.id))
    page = english_desk.get(STEP)
    assert addresses(page) == ["/studio/quizzes/quiz-a", "/studio/quizzes/drawing"]
    assert "may draw this question" in page.text(".standing")


def drawing_quiz() -> Quiz:
    return Quiz.model_validate(
        {
            "key": "drawing",
            "title": both("Drawing", "抽選"),
            "summary": both("Draws.", "選びます。"),
            "audience": ["everybody"],
            "languages": ["ja", "en"],
            "sections": [{"draw": {"title": both("One", "一問"), "count": 1}}],
            "pass_mark": 70,
        }
    )


def test_removing_a_step_names_the_releases_that_keep_it(desk: PageClient, make: Maker) -> None:
    release = publish(make)
    page = desk.get(f"{STEP}/removal")
    assert page.has(f"main a[href='/studio/releases/{release.id}']")
    page = desk.get("/studio/scenarios/first-a/steps/trouble/removal")
    assert not page.has("main a[href^='/studio/releases/']")
