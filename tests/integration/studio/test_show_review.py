"""A second person reads what would be published, comments on its steps and decides; who wrote is told why not."""

import uuid
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import select

from questions.quiz import Quiz
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.factories.reviews import approve, publish_reviewed
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training.extensions import db
from training.models import OutgoingMail, QuizDraft, Release, Review, ReviewComment, ReviewState, Role, User, new_id
from training.studio import queries, service
from training.studio.publication import comments, publishing, reviews

PUBLICATION = "/studio/quizzes/quiz-a/publication"
ASK = "form[action$='/reviews']"
WORDS = "form[data-remembers]"
APPROVE, ASK_FOR_CHANGES = "button[value=approve]", "button[value=changes]"


@pytest.fixture
def reviewer(make: Maker) -> User:
    """Return another author."""
    return make.person("校閲 正", roles=[Role.AUTHOR])


def asked(make: Maker, person: User) -> uuid.UUID:
    return make.run(lambda: reviews.ask("quiz-a", "Please look at the exhibits.", person.id))


def test_from_asking_to_publishing(client: PageClient, make: Maker, bank: None, author: User, reviewer: User) -> None:
    client.sign_in(author, "en").get(PUBLICATION)
    page = client.submit({"words": "Please look at the exhibits."}, ASK)
    assert "so somebody else has to decide" in page.text(".sheet .notice")
    address = page.address
    assert "1 review waits for a decision." in client.sign_in(reviewer, "en").get("/studio/").text(".notice-info")
    page = client.get("/studio/reviews")
    assert page.one("tbody th a")["href"] == address
    assert "Please look at the exhibits." in client.get(address).text("blockquote")
    page = client.submit({"comments-1": "The mail is too long."}, WORDS)
    assert "The mail is too long." in page.text("#place-first-a-open")
    client.submit({"do": "changes", "words": ""}, WORDS, 422, button=ASK_FOR_CHANGES)
    page = client.submit({"do": "approve", "words": "Good otherwise."}, WORDS, button=APPROVE)
    assert "Good otherwise." in page.text(".notice-success .review-verdict")
    client.sign_in(author, "en").get(PUBLICATION)
    page = client.submit(form="form[action$='/publication']")
    assert "Reviewed and approved by 校閲 正" in page.text("dl")
    assert "Published release 1" in client.get("/studio/quizzes/quiz-a/history").text("tbody tr")


def test_pages_of_a_review_read_in_both_languages(
    client: PageClient, make: Maker, bank: None, author: User, locale: str
) -> None:
    publish_reviewed(make, author)
    changed = small.bank().quizzes["quiz-a"].model_copy(update={"pass_mark": 90})
    make.run(lambda: service.save_document(changed, 1, author.id))
    review_id = asked(make, author)
    page = client.sign_in(author, locale).get(f"/studio/reviews/{review_id}")
    assert (page.text(".change-lines del")[-2:], page.text(".change-lines ins")[-2:]) == ("70", "90")
    page = client.get("/studio/quizzes/quiz-a/history")
    assert {"ja": "第2版のレビューを依頼", "en": "Asked for a review of release 2"}[locale] in page.text("tbody")
    assert client.get("/studio/quizzes/quiz-a/comparison").has(".empty-state")


def test_comments_are_shown_where_the_step_is_written(
    client: PageClient, make: Maker, bank: None, author: User, reviewer: User
) -> None:
    review_id = asked(make, author)
    make.run(lambda: comments.add(review_id, ("first-a", "open"), "The mail is too long.", reviewer.id))
    client.sign_in(author, "en")
    for address in ("/studio/scenarios/first-a/steps/open", "/studio/scenarios/first-a"):
        assert "The mail is too long." in client.get(address).text(".review-comments")
    client.submit(form=".review-comments form")
    assert not client.get("/studio/scenarios/first-a").has(".review-comments")


def test_what_changed_meanwhile_is_told_and_not_approved(
    client: PageClient, make: Maker, bank: None, author: User, reviewer: User
) -> None:
    review_id = asked(make, author)
    changed = small.bank().quizzes["quiz-a"].model_copy(update={"pass_mark": 90})
    make.run(lambda: service.save_document(changed, 1, author.id))
    page = client.sign_in(reviewer, "en").get(f"/studio/reviews/{review_id}")
    assert "was changed after this review was asked for" in page.text(".notice-warning")
    assert not page.has("button[value=approve]")
    page = client.post(f"/studio/reviews/{review_id}/decision", {"do": "approve", "words": ""})
    assert "It needs a new review" in page.text(".notice-error")


def test_an_approval_that_was_changed_afterwards_asks_for_a_new_review(
    client: PageClient, make: Maker, bank: None, author: User
) -> None:
    approve(make, author)
    changed = small.bank().quizzes["quiz-a"].model_copy(update={"pass_mark": 90})
    make.run(lambda: service.save_document(changed, 1, author.id))
    page = client.sign_in(author, "en").get(PUBLICATION)
    assert "the approval does not hold any more" in page.text(".notice-warning")
    assert not page.has("form[action$='/publication']")
    page = client.submit(form=ASK)
    assert "New since the review before" in page.text()
    assert (page.text(".change-lines del")[-2:], page.text(".change-lines ins")[-2:]) == ("70", "90")


def test_a_problem_after_asking_is_told(client: PageClient, make: Maker, bank: None, author: User) -> None:
    review_id = asked(make, author)
    quiz = small.bank().quizzes["quiz-a"]
    sections = [*quiz.sections, quiz.sections[0]]
    make.run(lambda: service.save_document(quiz.model_copy(update={"sections": sections}), 1, author.id))
    page = client.sign_in(make.person(roles=[Role.AUTHOR]), "en").get(f"/studio/reviews/{review_id}")
    assert "in the way of publishing" in page.text(".notice-error")
    page = client.post(f"/studio/reviews/{review_id}/decision", {"do": "approve", "words": ""})
    assert page.has(".notice-error")


def test_a_declaration_is_made_shown_and_revoked(client: PageClient, make: Maker, bank: None) -> None:
    boss = make.person(roles=[Role.ADMINISTRATOR])
    client.sign_in(boss, "en").get("/studio/reviews/declaration")
    client.submit({"reason": "Only me."}, status=422)
    assert "Write at least 10 characters" in client.page.text("main")
    client.submit({"reason": "I run this shop by myself."})
    assert "I run this shop by myself." in client.get(PUBLICATION).text(".notice-warning")
    page = client.submit(form="form[action$='/publication']")
    assert "I run this shop by myself." in page.text("dl")
    assert "Nobody else (declared)" in client.get("/studio/quizzes/quiz-a/releases").text("tbody")
    client.get("/studio/reviews/declaration")
    page = client.submit({"reason": "A colleague has come."})
    assert page.has("form[action='/studio/reviews/declaration']")
    assert "A colleague has come." in client.get("/administration/ledger").text("main")


def test_a_declaration_is_without_effect_when_somebody_has_come(
    client: PageClient, make: Maker, bank: None, locale: str
) -> None:
    boss = make.person(roles=[Role.ADMINISTRATOR])
    client.sign_in(boss, locale).get("/studio/reviews/declaration")
    client.submit({"reason": "I run this shop by myself."})
    make.person(roles=[Role.AUTHOR])
    said = {"ja": "この宣言はいま効力がありません", "en": "The declaration has no effect at present"}[locale]
    assert said in client.get("/studio/reviews/declaration").text("main")
    assert not client.get(PUBLICATION).has("form[action$='/publication']")
    assert "I run this shop by myself." not in client.get("/studio/reviews").text("main")
    client.get("/studio/reviews/declaration")
    client.submit({"reason": "A colleague has come."})
    page = client.submit({"reason": "I run this shop by myself."})
    refusal = {"ja": "いま、ほかに1人がレビューできます", "en": "1 other person could review at present"}[locale]
    assert refusal in page.text("main")


def test_two_releases_side_by_side(client: PageClient, make: Maker, bank: None, author: User, locale: str) -> None:
    publish_reviewed(make, author)
    changed = small.bank().quizzes["quiz-a"].model_copy(update={"pass_mark": 90})
    make.run(lambda: service.save_document(changed, 1, author.id))
    publish_reviewed(make, author)
    page = client.sign_in(author, locale).get("/studio/quizzes/quiz-a/comparison")
    assert {"ja": "合格点", "en": "Pass mark"}[locale] == page.text(".change-lines dt")
    page = client.get("/studio/quizzes/quiz-a/comparison?old=2&new=1")
    assert (page.text(".change-lines del")[-2:], page.text(".change-lines ins")[-2:]) == ("90", "70")
    assert client.get("/studio/quizzes/quiz-a/comparison?old=1&new=1").has(".notice-info")
    for wrong in ("old=3&new=1", "old=x", "new=9999999"):
        client.get(f"/studio/quizzes/quiz-a/comparison?{wrong}", 404)


def test_of_many_releases_the_latest_can_be_picked_and_those_shown(
    client: PageClient, make: Maker, bank: None, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.studio.publication.release_queries.MOST_NUMBERS", 2)
    for number in range(1, 6):
        make.release(number=number)
    client.sign_in(author, "en")
    for asked_for, shown in (("", ["5", "4"]), ("?new=4", ["5", "4", "3"]), ("?old=1&new=3", ["5", "4", "3", "1"])):
        page = client.get(f"/studio/quizzes/quiz-a/comparison{asked_for}")
        assert [option["value"] for option in page.all("#old option")] == shown


def test_whatever_button_is_pressed_no_words_on_the_page_are_lost(
    client: PageClient, make: Maker, bank: None, author: User, reviewer: User
) -> None:
    review_id = asked(make, author)
    make.run(lambda: comments.add(review_id, None, "Well done.", author.id))
    client.sign_in(reviewer, "en").get(f"/studio/reviews/{review_id}")
    typed = {"comments-0": "One.", "comments-2": "Two.", "words": "Nearly there."}
    page = client.submit({**typed, "do": "resolve"}, WORDS, button="button[value=resolve]")
    assert ("One." in page.text("#comments"), page.text("textarea#words")) == (True, "Nearly there.")
    assert "Two." in page.text("#place-first-a-trouble .review-comments")
    page = client.submit({"comments-1": "x" * 3000, "comments-0": "Three."}, WORDS, 422)
    assert page.one(".error-summary a")["href"] == "#comments-1"
    assert [page.text(f"textarea#{name}")[:6] for name in ("comments-0", "words")] == ["Three.", "Nearly"]
    page = client.submit({"comments-1": "Four.", "do": "changes"}, WORDS, button=ASK_FOR_CHANGES)
    assert all(words in page.text("main") for words in ("Three.", "Four.", "Nearly there."))
    states = make.run(lambda: [row.text for row in db.session.scalars(select(ReviewComment))])
    assert sorted(states) == ["Four.", "One.", "Three.", "Two.", "Well done."]


def test_nothing_is_kept_of_a_double_click(client: PageClient, make: Maker, bank: None, author: User) -> None:
    review_id = asked(make, author)
    client.sign_in(make.person(roles=[Role.AUTHOR]), "en")
    for _time in range(2):
        client.post(f"/studio/reviews/{review_id}/comments", {"comments-0": "Well done."})
        client.post(f"/studio/reviews/{review_id}/decision", {"do": "approve", "words": ""})
    client.sign_in(author, "en")
    sha256 = client.get(PUBLICATION).one("input[name=sha256]")["value"]
    for _time in range(2):
        client.post(PUBLICATION, {"sha256": sha256})
    rows = make.run(lambda: [len(db.session.scalars(select(model.id)).all()) for model in (ReviewComment, Release)])
    assert rows == [1, 1]


def test_what_no_button_says_decides_nothing(client: PageClient, make: Maker, bank: None, author: User) -> None:
    review_id = asked(make, author)
    client.sign_in(make.person(roles=[Role.AUTHOR])).get(f"/studio/reviews/{review_id}")
    for do in ("", "reject"):
        client.post(f"/studio/reviews/{review_id}/decision", {"do": do, "words": "Please reread."}, status=400)
    assert make.run(lambda: db.session.get_one(Review, review_id).state) is ReviewState.OPEN


def test_what_is_not_there_is_not_found(client: PageClient, make: Maker, bank: None, author: User) -> None:
    review_id, nowhere = asked(make, author), uuid.UUID(int=7)
    make.run(lambda: comments.add(review_id, None, "Well done.", author.id))
    comment_id = make.run(lambda: db.session.scalars(select(ReviewComment.id)).one())
    client.sign_in(author, "en").get(f"/studio/reviews/{nowhere}", 404)
    for address in (
        f"{nowhere}/decision",
        f"{nowhere}/withdrawal",
        f"{nowhere}/comments",
        f"{nowhere}/comments/{comment_id}",
        f"{review_id}/comments/{nowhere}",
        f"{review_id}/comments?at=99",
    ):
        client.post(f"/studio/reviews/{address}", {"words": "Lost.", "do": "resolve"}, 404)
    for address in ("history", "comparison", "publication"):
        client.get(f"/studio/quizzes/nowhere/{address}", 404)


def test_the_list_asks_as_much_for_many_reviews_as_for_one(
    client: PageClient, make: Maker, bank: None, author: User, count_statements: StatementCounter
) -> None:
    review_id = asked(make, author)
    client.sign_in(author)
    counted = []
    for number in (1, 25):
        with count_statements() as found:
            assert len(client.get("/studio/reviews").all("tbody tr")) == number
        counted.append(found.number)
        make.run(lambda: _ask_for_many(review_id))
    assert counted[1] <= counted[0]
    assert len(client.get("/studio/reviews?page=12").all("tbody tr")) == 25


def _ask_for_many(review_id: uuid.UUID) -> None:
    """Let 300 other quizzes wait for a decision as well."""
    one, now = db.session.get_one(Review, review_id), datetime.now(UTC)
    quiz = small.bank().quizzes["quiz-a"]
    for number in range(300):
        key = f"quiz-{number}-{new_id().hex}"
        document = quiz.model_copy(update={"key": key}).model_dump_json(by_alias=True, exclude_none=True)
        db.session.add(QuizDraft(key=key, document=document, updated_at=now))
        asked = {"number": 1, "sha256": one.sha256, "asked_by": one.asked_by, "asked_at": now}
        db.session.add(Review(quiz_key=key, document="{}", state=ReviewState.OPEN, **asked))


def test_a_comment_of_before_is_shown_until_it_is_dealt_with_and_published(
    client: PageClient, make: Maker, bank: None, author: User, reviewer: User
) -> None:
    first = asked(make, author)
    for words in ("Too long.", "Too short."):
        make.run(partial(comments.add, first, None, words, reviewer.id))
    make.run(lambda: _resolve("Too long.", author))
    make.run(lambda: reviews.decide(first, ReviewState.CHANGES_ASKED, "See above.", reviewer.id))
    save_pass_mark(make, author, 80)
    second = asked(make, author)
    address = f"/studio/reviews/{second}"
    assert "Too long." in client.sign_in(reviewer, "en").get(address).text("#comments")
    make.run(lambda: reviews.decide(second, ReviewState.APPROVED, "", reviewer.id))
    make.run(lambda: publishing.publish("quiz-a", author.id))
    save_pass_mark(make, author, 90)
    said = client.get(f"/studio/reviews/{asked(make, author)}").text("#comments")
    assert ("Too long." in said, "Too short." in said) == (False, True)
    assert client.get("/studio/reviews").text("tbody [data-label='Open comments']") == "1"


def _resolve(words: str, person: User) -> None:
    comment = db.session.scalars(select(ReviewComment).where(ReviewComment.text == words)).one()
    comments.resolve(comment.review_id, comment.id, True, person.id)


def save_pass_mark(make: Maker, person: User, mark: int) -> None:
    now = make.run(lambda: queries.get_document(Quiz, "quiz-a"))
    changed = now.document.model_copy(update={"pass_mark": mark})
    make.run(lambda: service.save_document(changed, now.edition, person.id))


def test_what_was_refused_is_handed_in_again_only_with_an_answer_and_the_next_reviewer_is_told(
    client: PageClient, make: Maker, bank: None, author: User, reviewer: User
) -> None:
    first, other = asked(make, author), make.person(roles=[Role.AUTHOR])
    make.run(lambda: reviews.decide(first, ReviewState.CHANGES_ASKED, "The mail gives it away.", reviewer.id))
    client.sign_in(author, "en").get(PUBLICATION)
    assert "exactly this" in client.submit({"words": " "}, ASK, 422).text("#words-error")
    again = client.submit({"words": "It must, or nobody could tell."}, ASK).address
    page = client.sign_in(other, "en").get(again)
    assert "The mail gives it away." in page.text(".notice-warning .review-verdict")
    assert "It must, or nobody could tell." in page.text("blockquote")


def test_changed_since_it_was_refused_it_needs_no_answer(
    client: PageClient, make: Maker, bank: None, author: User, reviewer: User
) -> None:
    first = asked(make, author)
    make.run(lambda: reviews.decide(first, ReviewState.CHANGES_ASKED, "Too easy.", reviewer.id))
    save_pass_mark(make, author, 90)
    client.sign_in(author, "en").get(PUBLICATION)
    assert not client.submit({"words": ""}, ASK).has(".notice-warning .review-verdict")


def test_open_comments_are_told_where_it_is_decided_and_published(
    client: PageClient, make: Maker, bank: None, author: User, reviewer: User
) -> None:
    review_id = asked(make, author)
    make.run(lambda: comments.add(review_id, ("first-a", "open"), "This sounds odd.", reviewer.id))
    page = client.sign_in(reviewer, "en").get(f"/studio/reviews/{review_id}")
    link = page.one("[aria-labelledby=decision] .notice-warning li a")
    assert page.has(f"#{link['href'].partition('#')[2]}")
    make.run(lambda: reviews.decide(review_id, ReviewState.APPROVED, "", reviewer.id))
    assert "This sounds odd." in client.sign_in(author, "en").get(PUBLICATION).text(".notice-warning")
    make.run(lambda: _resolve("This sounds odd.", author))
    assert not client.get(PUBLICATION).has(".notice-warning li")


def test_asking_for_the_same_again_adds_words_and_who_is_asked(
    make: Maker, bank: None, author: User, reviewer: User
) -> None:
    first = asked(make, author)
    for _time in range(2):
        again = make.run(lambda: reviews.ask("quiz-a", "Mind step 2.", author.id, reviewer=reviewer.id.hex))
    row = make.run(lambda: db.session.get_one(Review, first))
    assert (again, row.asked_of) == (first, reviewer.id)
    assert row.request == "Please look at the exhibits.\n\nMind step 2."
    assert make.run(lambda: db.session.scalars(select(OutgoingMail.kind)).all()) == ["review_asked"]
