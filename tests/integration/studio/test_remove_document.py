"""What was never published and what nothing needs can be removed; everything else stays, and the page says why."""

import pytest
from sqlalchemy import select

from questions.folders import FOLDERS
from questions.quiz import Quiz
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.factories.reviews import publish_reviewed
from tests.support.client import PageClient
from training.extensions import db
from training.models import DocumentEdition, Role, User
from training.studio import queries, service
from training.studio.publication import removal, reviews

REMOVE = "form:has(.btn-danger)"
WAY = (
    ("quizzes", "quiz-a"),
    ("scenarios", "first-a"),
    ("incidents", "mail-to-many"),
    ("controls", "check-the-address"),
)


def test_a_trial_is_taken_away_piece_by_piece(
    client: PageClient, make: Maker, bank: None, author: User, locale: str
) -> None:
    client.sign_in(author, locale)
    for folder, key in reversed(WAY[:3]):
        page = client.get(f"/studio/{folder}/{key}/removal")
        assert page.has(".notice-info li") is (folder != "quizzes")
        assert page.has(REMOVE) is (folder == "quizzes")
    for folder, key in (*WAY[:1], *[("scenarios", key) for key in small.bank().scenarios], *WAY[2:]):
        client.get(f"/studio/{folder}/{key}/removal")
        client.submit(form=REMOVE)
        client.get(f"/studio/{folder}/{key}/removal", status=404)
    make.run(lambda: service.import_bank(small.bank(), None))  # the same keys are free again
    client.get("/studio/quizzes/quiz-a")


def test_who_wrote_what_was_removed_stays_known(make: Maker, bank: None, author: User) -> None:
    quiz = small.bank().quizzes["quiz-a"]
    make.run(lambda: service.save_document(quiz.model_copy(update={"pass_mark": 90}), 1, author.id))
    other = make.person(roles=[Role.AUTHOR])
    make.run(lambda: removal.remove(Quiz, "quiz-a", 2, other.id))
    make.run(lambda: service.add_document(quiz, other.id))
    columns = (DocumentEdition.edition, DocumentEdition.saved_by, DocumentEdition.document.is_(None))
    kept = select(*columns).where(DocumentEdition.document_key == "quiz-a").order_by(DocumentEdition.edition)
    found = make.run(lambda: [tuple(row) for row in db.session.execute(kept)])
    assert found == [(1, None, True), (2, author.id, True), (3, other.id, False)]


def test_what_was_published_stays(client: PageClient, make: Maker, bank: None, author: User) -> None:
    publish_reviewed(make, author)
    client.sign_in(author, "en")
    for folder, key in WAY:
        page = client.get(f"/studio/{folder}/{key}/removal")
        assert "It stands in a published release." in page.text(".notice-info"), folder
        assert not page.has(REMOVE)


def test_what_came_to_be_needed_meanwhile_stays(client: PageClient, make: Maker, bank: None, author: User) -> None:
    client.sign_in(author, "en").get("/studio/quizzes/quiz-a/removal")
    make.run(lambda: reviews.ask("quiz-a", "", author.id))
    # Sent by a page of before or not: the reason that stays is the one to be told.
    for edition in ("", "1"):
        page = client.post("/studio/quizzes/quiz-a/removal", {"edition": edition}, 409)
        assert "A review of it is under way." in page.text(".notice-info")
        assert "Something rests on it by now" in page.text("body")
    assert make.run(lambda: queries.get_document(FOLDERS["quizzes"], "quiz-a"))


@pytest.mark.parametrize("edition", ["0", "2", "x", ""])
def test_a_page_that_is_out_of_date_removes_nothing(
    client: PageClient, make: Maker, bank: None, author: User, edition: str
) -> None:
    client.sign_in(author, "en").get("/studio/quizzes/quiz-a/removal")
    client.submit({"edition": edition}, REMOVE, 409)
    assert make.run(lambda: queries.get_document(FOLDERS["quizzes"], "quiz-a"))
