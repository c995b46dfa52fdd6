"""All that happened to a quiz is told, page by page, with as many statements however long it has gone on."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update

from questions.quiz import Quiz
from questions.scenario import Scenario
from tests.factories.maker import Maker
from tests.factories.reviews import publish_reviewed
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training import clock, releases
from training.extensions import db
from training.models import AuditEvent, DocumentEdition, Release, ReleaseEdition, ReviewComment, User, new_id
from training.models.base import REMOVES_DEMONSTRATION
from training.studio import queries, service
from training.studio.publication import edition_queries, writers

HISTORY = "/studio/quizzes/quiz-a/history"
MANY = 300


def save_story(make: Maker, person: User, story: str) -> None:
    now = make.run(lambda: queries.get_document(Scenario, "first-a"))
    data = now.document.model_dump(mode="json", by_alias=True)
    data["steps"][0]["story"]["en"] = story
    make.run(lambda: service.save_document(Scenario.model_validate(data), now.edition, person.id))


def make_long(author: User, review_of: Release) -> None:
    """Let the quiz have been edited, published and talked about for years."""
    saved = {"kind": "quiz", "document_key": "quiz-a", "saved_by": author.id}
    for number in range(2, MANY):
        at = review_of.published_at - timedelta(days=number)
        told = json.dumps({"quiz": "quiz-a", "scenario": None, "step": None})
        db.session.add(DocumentEdition(edition=number, saved_at=at, changed_steps="[]", **saved))
        event = AuditEvent(at=at, actor_id=author.id, action="review.commented", subject_kind="review", details=told)
        event.subject_id, event.content_sha256 = review_of.review_id.hex if review_of.review_id else "", "0" * 64
        release = Release(id=new_id(), quiz_key="quiz-a", number=number, approval="program", published_at=at)
        release.sha256, release.document = review_of.sha256, review_of.document
        comment = ReviewComment(review_id=review_of.review_id, written_by=author.id, written_at=at, text="Too long.")
        db.session.add_all([event, release, comment])


def test_pages_of_a_long_history_ask_no_more_than_that_of_a_short_one(
    client: PageClient, make: Maker, bank: None, author: User, count_statements: StatementCounter
) -> None:
    release = publish_reviewed(make, author)
    pages = (HISTORY, "/studio/quizzes/quiz-a/releases", f"/studio/reviews/{release.review_id}")
    client.sign_in(author, "en")
    short = []
    for address in pages:
        client.get(address)
        with count_statements() as counted:
            client.get(address)
        short.append(counted.number)
    make.run(lambda: make_long(author, release))
    for address, usual in zip(pages, short, strict=True):
        client.get(address)
        with count_statements() as counted:
            client.get(address)
        assert counted.number == usual, counted.statements
    for address in pages[:2]:
        assert len(client.get(f"{address}?page=2").all("tbody tr")) == 25


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)  # PostgreSQL reads small tables whole
def test_who_wrote_and_what_happened_are_found_by_an_index(make: Maker, bank: None, author: User) -> None:
    release = publish_reviewed(make, author)
    read = make.run(lambda: _plans(release))
    assert {line for line in read if line.startswith("SCAN") and "CONSTANT" not in line} == {"SCAN anon_1"}


def _plans(release: Release) -> list[str]:
    names = writers.documents_of(releases.get(release.id).document).keys()
    happened = edition_queries.select_history("quiz-a", names, ["review.approved"])
    saved = [edition_queries.select_saved(names, since) for since in (None, release)]
    plans: list[Any] = []
    for statement in (happened, *saved):
        compiled = statement.compile(db.engine, compile_kwargs={"literal_binds": True, "render_postcompile": True})
        plans += db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}").all()
    return [row[3] for row in plans]


def test_what_was_saved_reviewed_and_published_is_told_in_its_order(
    client: PageClient, make: Maker, bank: None, author: User
) -> None:
    save_story(make, author, "A new story.")
    publish_reviewed(make, author)
    page = client.sign_in(author, "en").get(HISTORY)
    published, approved, asked, saved = [row.get_text(" ", strip=True) for row in page.all("tbody tr")[:4]]
    assert "Published release 1" in published
    assert "校閲 正 Approved release 1" in approved
    assert "Asked for a review of release 1" in asked
    assert "作家 文子 Saved the scenario “Case first-a”, edition 2 Steps changed: Moment open" in saved
    assert len(page.all("tbody tr")) == 9  # and five documents that were imported
    assert "completely" not in page.text("main")


def test_what_a_release_held_stays_told_when_the_quiz_holds_it_no_more(
    client: PageClient, make: Maker, bank: None, author: User
) -> None:
    publish_reviewed(make, author)
    make.run(lambda: _leave_out_the_second(author))
    publish_reviewed(make, author)
    assert "Case second-a" in client.sign_in(author, "en").get(HISTORY).text("tbody")


def _leave_out_the_second(person: User) -> None:
    quiz = queries.get_document(Quiz, "quiz-a")
    service.save_document(quiz.document.model_copy(update={"sections": quiz.document.sections[:1]}), 1, person.id)


def test_what_nobody_recorded_is_said(client: PageClient, make: Maker, bank: None, author: User) -> None:
    save_story(make, author, "A new story.")
    make.run(_forget)
    page = client.sign_in(author, "en").get(HISTORY)
    assert "Which steps changed is not recorded." in page.text("tbody")
    assert "is not recorded completely" in page.text("main")


def _forget() -> None:
    first = (DocumentEdition.kind == "scenario", DocumentEdition.document_key == "first-a")
    db.session.execute(delete(DocumentEdition).where(*first, DocumentEdition.edition == 1))
    db.session.execute(update(DocumentEdition).where(*first).values(changed_steps=None))


def test_editions_tell_who_wrote_and_moments_only_where_no_edition_is_recorded(
    make: Maker, bank: None, author: User
) -> None:
    release = publish_reviewed(make, author)
    with make.app.app_context(), clock.moved_to(release.published_at - timedelta(hours=1)):
        save_story(make, author, "Saved by a machine whose clock is slow.")
    assert [writing.key for writing in make.run(lambda: _writings(release))] == ["first-a"]
    make.run(_forget_editions)
    assert make.run(lambda: _writings(release)) == []


def _writings(release: Release) -> list[writers.Writing]:
    return writers.list_writings(release, {("scenario", "first-a"), ("quiz", "quiz-a")})


def _forget_editions() -> None:
    db.session.execute(update(ReleaseEdition).values(edition=None), execution_options=REMOVES_DEMONSTRATION)
