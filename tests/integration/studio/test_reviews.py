"""Nothing is published that nobody else has approved: who wrote or asked does not decide, and only these bytes hold."""

import uuid
from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from questions.quiz import Quiz, Section
from questions.scenario import Scenario
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.factories.reviews import approve, publish_reviewed
from tests.support.together import together
from training.administration import service as administration
from training.errors import FieldError, NotFound, Refused
from training.extensions import db
from training.models import Approval, Review, ReviewComment, ReviewState, Role, User
from training.studio import queries, service
from training.studio.publication import alone, comments, publishing, review_queries, reviews
from training.studio.publication.objections import list_objections

Work = Callable[[], object]


@pytest.fixture
def reviewer(make: Maker) -> User:
    """Return another author."""
    return make.person("校閲 正", roles=[Role.AUTHOR])


def ask(make: Maker, person: User) -> uuid.UUID:
    return make.run(lambda: reviews.ask("quiz-a", "Please look at the exhibits.", person.id))


def decide(make: Maker, review_id: uuid.UUID, verdict: ReviewState, person: User, words: str = "") -> None:
    make.run(lambda: reviews.decide(review_id, verdict, words, person.id))


def publish(make: Maker, person: User) -> None:
    make.run(lambda: publishing.publish("quiz-a", person.id))


def save_story(make: Maker, person: User, story: str, step: int = 0) -> None:
    """Let somebody rewrite the story of a step of the first scenario."""

    def work() -> None:
        now = queries.get_document(Scenario, "first-a")
        data = now.document.model_dump(mode="json", by_alias=True)
        data["steps"][step]["story"]["en"] = story
        service.save_document(Scenario.model_validate(data), now.edition, person.id)

    make.run(work)


def state(make: Maker, review_id: uuid.UUID) -> ReviewState:
    return make.run(lambda: db.session.get_one(Review, review_id).state)


def objections(make: Maker, review_id: uuid.UUID, person: User) -> list[str]:
    with make.app.test_request_context(headers={"Accept-Language": "en"}):
        return list_objections(review_queries.get_review(review_id), person.id)


def test_nothing_is_published_without_a_second_person(make: Maker, bank: None, author: User, reviewer: User) -> None:
    with pytest.raises(publishing.NotReviewed):
        publish(make, author)
    review_id = ask(make, author)
    with pytest.raises(publishing.NotReviewed):
        publish(make, author)
    with pytest.raises(reviews.NotYours):
        decide(make, review_id, ReviewState.APPROVED, author)
    decide(make, review_id, ReviewState.APPROVED, reviewer)
    release = make.run(lambda: publishing.publish("quiz-a", author.id))
    assert (release.approval, release.review_id, release.declaration) == (Approval.REVIEWED, review_id, None)


def test_whoever_wrote_since_the_newest_release_does_not_decide(
    make: Maker, bank: None, author: User, reviewer: User
) -> None:
    save_story(make, reviewer, "An older story.")
    third = make.person(roles=[Role.AUTHOR])
    publish_reviewed(make, author, third)
    save_story(make, author, "A new story.", step=2)
    save_story(make, third, "A newer story.", step=2)
    review_id = ask(make, author)
    assert objections(make, review_id, reviewer) == []  # wrote only what is published already
    (said,) = objections(make, review_id, third)
    assert said.startswith("You changed the step “Moment fields” of “Case first-a”")
    with pytest.raises(reviews.NotYours):
        decide(make, review_id, ReviewState.APPROVED, third)
    decide(make, review_id, ReviewState.APPROVED, reviewer)


def test_what_was_changed_back_makes_nobody_a_writer(make: Maker, bank: None, author: User, reviewer: User) -> None:
    publish_reviewed(make, author, reviewer)
    save_story(make, reviewer, "Another story.")
    save_story(make, reviewer, "The story of open.")
    save_other_scenario(make, author)
    assert objections(make, ask(make, author), reviewer) == []


def test_whoever_wrote_what_no_release_held_before_does_not_decide(
    make: Maker, bank: None, author: User, reviewer: User
) -> None:
    save_other_scenario(make, reviewer)
    save_sections(make, author, ["first-a"])
    publish_reviewed(make, author)
    save_sections(make, author, ["first-a", "second-a"])
    with pytest.raises(reviews.NotYours):
        decide(make, ask(make, author), ReviewState.APPROVED, reviewer)


def save_sections(make: Maker, person: User, keys: list[str]) -> None:
    now = make.run(lambda: queries.get_document(Quiz, "quiz-a"))
    changed = now.document.model_copy(update={"sections": [Section(scenario=key) for key in keys]})
    make.run(lambda: service.save_document(changed, now.edition, person.id))


def save_other_scenario(make: Maker, person: User) -> None:
    now = make.run(lambda: queries.get_document(Scenario, "second-a"))
    changed = now.document.model_copy(update={"audience": ["everybody", "shop"]})
    make.run(lambda: service.save_document(changed, now.edition, person.id))


def test_an_approval_holds_for_these_bytes_only(make: Maker, bank: None, author: User, reviewer: User) -> None:
    approve(make, author, reviewer)
    save_story(make, author, "Quickly changed afterwards.")
    with pytest.raises(publishing.NotReviewed):
        publish(make, author)
    save_story(make, author, "The story of open.")
    publish(make, author)


def test_what_changed_meanwhile_is_not_approved(make: Maker, bank: None, author: User, reviewer: User) -> None:
    review_id = ask(make, author)
    save_story(make, author, "Quickly changed meanwhile.")
    with pytest.raises(reviews.Outdated):
        decide(make, review_id, ReviewState.APPROVED, reviewer)
    later = ask(make, author)
    assert (state(make, review_id), state(make, later)) == (ReviewState.REPLACED, ReviewState.OPEN)


def test_an_old_approval_does_not_hold_for_a_later_release(
    make: Maker, bank: None, author: User, reviewer: User
) -> None:
    approve(make, author, reviewer)
    save_story(make, author, "Published in between.")
    publish_reviewed(make, author, reviewer)
    save_story(make, author, "The story of open.")
    with pytest.raises(publishing.NotReviewed):
        publish(make, author)


def test_the_same_button_twice_is_one_decision(make: Maker, bank: None, author: User, reviewer: User) -> None:
    review_id = ask(make, author)
    assert ask(make, author) == review_id
    for _time in range(2):
        decide(make, review_id, ReviewState.APPROVED, reviewer, "Well done.")
    with pytest.raises(Refused):
        ask(make, author)


def test_changes_are_asked_for_with_words(make: Maker, bank: None, author: User, reviewer: User) -> None:
    review_id = ask(make, author)
    with pytest.raises(FieldError):
        decide(make, review_id, ReviewState.CHANGES_ASKED, reviewer, "  ")
    decide(make, review_id, ReviewState.CHANGES_ASKED, reviewer, "The mail gives the key away.")
    with pytest.raises(publishing.NotReviewed):
        publish(make, author)


def test_an_approval_is_taken_back_by_whoever_gave_it(make: Maker, bank: None, author: User, reviewer: User) -> None:
    review_id = approve(make, author, reviewer)
    with pytest.raises(reviews.AlreadyDecided):
        decide(make, review_id, ReviewState.CHANGES_ASKED, make.person(roles=[Role.AUTHOR]), "No.")
    decide(make, review_id, ReviewState.CHANGES_ASKED, reviewer, "I missed something.")
    with pytest.raises(publishing.NotReviewed):
        publish(make, author)


def test_a_review_is_withdrawn_by_who_asked(make: Maker, bank: None, author: User, reviewer: User) -> None:
    review_id = ask(make, author)
    with pytest.raises(reviews.NotYours):
        make.run(lambda: reviews.withdraw(review_id, reviewer.id))
    for _time in range(2):
        make.run(lambda: reviews.withdraw(review_id, author.id))
    with pytest.raises(reviews.AlreadyDecided):
        decide(make, review_id, ReviewState.APPROVED, reviewer)
    with pytest.raises(Refused):
        make.run(lambda: comments.add(review_id, None, "Too late.", reviewer.id))


def test_of_two_who_decide_at_once_one_is_told(
    app: Flask, make: Maker, bank: None, author: User, reviewer: User
) -> None:
    review_id, third = ask(make, author), make.person(roles=[Role.AUTHOR])
    decisions = ((ReviewState.APPROVED, reviewer), (ReviewState.CHANGES_ASKED, third))
    works: list[Work] = [partial(reviews.decide, review_id, verdict, "So.", who.id) for verdict, who in decisions]
    results = together(app, works)
    assert sorted(isinstance(result, reviews.AlreadyDecided) for result in results) == [False, True]


def test_comments_are_kept_resolved_and_reopened(make: Maker, bank: None, author: User, reviewer: User) -> None:
    review_id = ask(make, author)
    place = ("first-a", "open")
    for _time in range(2):
        make.run(lambda: comments.add(review_id, place, "Too long.", reviewer.id))
    with pytest.raises(NotFound):
        make.run(lambda: comments.add(review_id, ("first-a", "nowhere"), "Lost.", reviewer.id))
    (comment,) = make.run(lambda: review_queries.list_unresolved("first-a"))
    assert (comment.place, comment.text, comment.writer) == (place, "Too long.", "校閲 正")
    make.run(lambda: comments.resolve(review_id, comment.id, True, author.id))
    assert make.run(lambda: review_queries.list_unresolved("first-a")) == []
    make.run(lambda: comments.resolve(review_id, comment.id, False, reviewer.id))
    assert make.run(lambda: db.session.scalars(select(ReviewComment.resolved_by)).all()) == [None]


@pytest.fixture
def boss(make: Maker) -> User:
    """Return an administrator."""
    return make.person("店長 一人", roles=[Role.ADMINISTRATOR])


def declare(make: Maker, person: User, reason: str = "I run this shop by myself.") -> None:
    make.run(lambda: alone.declare(reason, person.id))


def test_an_organisation_of_one_declares_it_and_its_releases_say_so(make: Maker, bank: None, boss: User) -> None:
    declare(make, boss)
    release = make.run(lambda: publishing.publish("quiz-a", boss.id))
    assert (release.approval, release.declaration) == (Approval.ALONE, "I run this shop by myself.")
    make.run(lambda: alone.revoke("A colleague has come.", boss.id))
    save_story(make, boss, "A new story.")
    with pytest.raises(publishing.NotReviewed):
        publish(make, boss)


def test_nobody_declares_to_be_alone_who_is_not(make: Maker, author: User, reviewer: User, boss: User) -> None:
    with pytest.raises(Refused) as refused:
        declare(make, boss)
    with make.app.test_request_context(headers={"Accept-Language": "en"}):
        assert str(refused.value.message).startswith("2 other people could review at present")


def test_a_declaration_gives_a_reason(make: Maker, boss: User) -> None:
    with pytest.raises(FieldError) as refused:
        declare(make, boss, "Only me. ")
    assert refused.value.field == "reason"


def test_a_declaration_has_no_effect_while_somebody_else_could_review(make: Maker, bank: None, boss: User) -> None:
    declare(make, boss)
    colleague = make.person(roles=[Role.AUTHOR])
    for person in (boss, colleague):
        with pytest.raises(publishing.NotReviewed):
            publish(make, person)
    make.run(lambda: administration.deactivate(colleague.id, boss.id))
    publish(make, boss)


def test_a_declaration_publishes_nothing_that_somebody_wanted_changed(
    make: Maker, bank: None, reviewer: User, boss: User
) -> None:
    decide(make, ask(make, boss), ReviewState.CHANGES_ASKED, reviewer, "The mail gives the key away.")
    make.run(lambda: administration.deactivate(reviewer.id, boss.id))
    declare(make, boss)
    with pytest.raises(publishing.NotReviewed):
        publish(make, boss)
    save_story(make, boss, "A mail that gives nothing away.")
    publish(make, boss)


def test_what_comes_with_the_program_says_so(make: Maker, bank: None) -> None:
    release = make.run(lambda: publishing.publish_by_program("quiz-a"))
    assert (release.approval, release.published_by) == (Approval.PROGRAM, None)
    assert small.release_document().quiz.key == release.quiz_key
