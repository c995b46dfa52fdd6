"""Who is asked in particular gets a mail, who asked gets the decision; a comment alone sends nothing."""

import json
import uuid
from functools import partial

import pytest
from sqlalchemy import select

from questions.quiz import ReleaseDocument
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.administration import service as administration
from training.administration.service import roles
from training.errors import FieldError
from training.extensions import db
from training.mail import contents
from training.models import OutgoingMail, Review, ReviewState, Role, User
from training.studio import service
from training.studio.publication import comments, reviews

PUBLICATION = "/studio/quizzes/quiz-a/publication"
ASK = "form[action$='/reviews']"


@pytest.fixture
def reviewer(make: Maker) -> User:
    """Return another author, who reads English."""
    return make.person("Tadashi", roles=[Role.AUTHOR], locale="en")


def ask(make: Maker, person: User, reviewer: User | None = None) -> uuid.UUID:
    chosen = reviewer.id.hex if reviewer else ""
    return make.run(lambda: reviews.ask("quiz-a", "Look at <it>.", person.id, reviewer=chosen))


def decide(make: Maker, review_id: uuid.UUID, verdict: ReviewState, person: User, words: str = "") -> None:
    make.run(lambda: reviews.decide(review_id, verdict, words, person.id))


def queued(make: Maker) -> list[tuple[str, uuid.UUID, str]]:
    """List kind, reader and language of all mails in the order in which they were queued."""
    columns = (OutgoingMail.kind, OutgoingMail.person_id, OutgoingMail.locale)
    rows = make.run(lambda: db.session.execute(select(*columns).order_by(OutgoingMail.id)).all())
    return [(row.kind, row.person_id, row.locale) for row in rows]


def test_a_review_of_nobody_in_particular_sends_no_mail(make: Maker, bank: None, author: User, reviewer: User) -> None:
    make.run(partial(comments.add, ask(make, author), None, "Well done.", reviewer.id))
    assert queued(make) == []


def test_the_asked_and_the_asker_are_told_in_their_language(
    make: Maker, bank: None, author: User, reviewer: User
) -> None:
    review_id = ask(make, author, reviewer)
    assert queued(make) == [("review_asked", reviewer.id, "en")]
    for _time in range(2):
        decide(make, review_id, ReviewState.APPROVED, reviewer, "Well done.")
    decide(make, review_id, ReviewState.CHANGES_ASKED, reviewer, "I missed something.")
    assert queued(make)[1:] == [("review_approved", author.id, "ja"), ("review_changes_asked", author.id, "ja")]


def test_a_decision_that_is_not_kept_sends_nothing(make: Maker, bank: None, author: User, reviewer: User) -> None:
    review_id = ask(make, author)

    def work() -> None:
        reviews.decide(review_id, ReviewState.APPROVED, "", reviewer.id)
        raise RuntimeError("the transaction ends here")

    with pytest.raises(RuntimeError):
        make.run(work)
    assert queued(make) == []


def test_a_mail_says_who_what_and_where_and_nothing_when_it_is_too_late(
    make: Maker, bank: None, author: User, reviewer: User
) -> None:
    review_id = ask(make, author, reviewer)
    said = make.run(_contents)[0]
    assert (said["by"], said["title"], said["number"], said["words"]) == ("作家 文子", "Quiz a", 1, "Look at <it>.")
    assert str(said["link"]).endswith(f"/studio/reviews/{review_id}")
    decide(make, review_id, ReviewState.CHANGES_ASKED, reviewer, "Shorten it.")
    too_late, decided = make.run(_contents)
    assert too_late == {}
    assert (decided["by"], decided["title"], decided["words"]) == ("Tadashi", "確認テスト a", "Shorten it.")


def test_nobody_is_told_of_a_review_who_may_not_review_any_more(
    make: Maker, bank: None, author: User, reviewer: User
) -> None:
    ask(make, author, reviewer)
    make.run(lambda: roles.set_roles(reviewer.id, frozenset(), author.id))
    assert make.run(_contents) == [{}]


def test_mails_about_one_review_read_its_document_once(
    make: Maker, bank: None, author: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(make, author, reviewer)
    first = make.run(_contents)
    monkeypatch.setattr(ReleaseDocument, "model_validate_json", None)
    assert make.run(_contents) == first


def _contents() -> list[dict[str, object]]:
    return [_content(mail) for mail in db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id))]


def _content(mail: OutgoingMail) -> dict[str, object]:
    assert set(json.loads(mail.parameters)) == {"id"}
    try:
        return dict(contents.content_of(mail, contents.reader_of(mail)))
    except contents.NotWanted:
        return {}


def test_somebody_who_may_not_decide_is_not_asked(make: Maker, bank: None, author: User, reviewer: User) -> None:
    boss, nobody = make.person(roles=[Role.ADMINISTRATOR]), make.person()
    changed = small.bank().quizzes["quiz-a"].model_copy(update={"pass_mark": 90})
    make.run(lambda: service.save_document(changed, 1, boss.id))
    make.run(lambda: administration.deactivate(reviewer.id, boss.id))
    for person, reason in ((boss, "wrote"), (reviewer, "at present"), (nobody, "at present"), (author, "You ask")):
        with pytest.raises(FieldError) as refused:
            ask(make, author, person)
        assert refused.value.field == "reviewer"
        with make.app.test_request_context(headers={"Accept-Language": "en"}):
            assert reason in str(refused.value.message)
    assert make.run(lambda: db.session.scalars(select(Review.id)).all()) == []


def test_one_reviewer_is_asked_and_sees_it_first(
    client: PageClient, make: Maker, bank: None, author: User, reviewer: User
) -> None:
    other = small.bank("b")
    other.controls.clear()
    other.incidents.clear()
    make.run(partial(service.import_bank, other, None))
    make.run(partial(reviews.ask, "quiz-b", "", author.id))
    page = client.sign_in(author, "en").get(PUBLICATION)
    assert [option.get_text() for option in page.all("#reviewer option")] == ["Nobody in particular", "Tadashi"]
    page = client.submit({"reviewer": author.id.hex, "words": ""}, ASK, 422)
    assert "somebody else has to decide" in page.text("#reviewer-error")
    page = client.submit({"reviewer": reviewer.id.hex, "words": ""}, ASK)
    assert "Asked of Tadashi" in page.text(".definitions")
    page = client.sign_in(reviewer, "en").get("/studio/reviews")
    assert "1 of them is asked of you." in page.text("main")
    assert [cell.get_text(strip=True) for cell in page.all("tbody [data-label='Asked of']")] == [
        "Yourself",
        "Nobody in particular",
    ]
