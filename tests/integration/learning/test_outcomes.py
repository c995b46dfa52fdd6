"""What happens to an open attempt when the world around it changes: each has one outcome, and the person is told."""

import uuid
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from flask import Flask
from sqlalchemy import select, update

from questions.quiz import ReleaseDocument
from tests.factories.documents import release_document
from tests.factories.maker import LONG_AGO, Maker
from tests.integration.learning.conftest import Learner, begin, learner_of, onward, play
from tests.support.client import PageClient
from training import clock
from training.campaigns import service as campaigns
from training.extensions import db
from training.learning import queries
from training.learning.service import finish_expired, finishing
from training.models import (
    Answer,
    Assignment,
    AssignmentStatus,
    Attempt,
    AttemptEnd,
    Campaign,
    TeamMembership,
    User,
    UserStatus,
)

WORST = ("open", "fields", "order", "after")


def status_of(make: Maker) -> AssignmentStatus:
    return make.run(lambda: db.session.scalars(select(Assignment.status)).one())


def title_of(document: ReleaseDocument, locale: str) -> str:
    return document.quiz.title.in_language(locale)


def test_a_replaced_release_changes_no_open_attempt(
    client: PageClient, make: Maker, learner: Learner, locale: str
) -> None:
    client.sign_in(learner.person, locale)
    begin(client, learner.assignment)
    newer = make.release(release_document("b"), number=2)
    make.run(lambda: db.session.execute(update(Campaign).values(release_id=newer.id)))
    question = onward(client)
    assert "/first-a/" in question.address
    assert question.has(".play-note")
    assert client.get("/training/").text(".folder h2") == title_of(release_document(), locale)
    assert title_of(release_document(), locale) != title_of(release_document("b"), locale)
    client.get(question.address)
    play(client)
    assert status_of(make) is AssignmentStatus.PASSED


def test_the_next_attempt_takes_the_new_release(client: PageClient, make: Maker, learner: Learner) -> None:
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    play(client, wrong=("open", "fields", "order", "after"))
    newer = make.release(release_document("b"), number=2)
    make.run(lambda: db.session.execute(update(Campaign).values(release_id=newer.id)))
    begin(client, learner.assignment)
    assert "/first-b/" in onward(client).address


def replace_release(make: Maker, **rules: Any) -> None:
    newer = make.release(release_document(**rules), number=2)
    make.run(lambda: db.session.execute(update(Campaign).values(release_id=newer.id)))


def test_the_result_offers_only_what_the_new_release_allows(client: PageClient, make: Maker, locale: str) -> None:
    learner = learner_of(make)
    client.sign_in(learner.person, locale)
    begin(client, learner.assignment)
    result = play(client, wrong=WORST)
    assert result.has(".actions form[action$='/start']")
    replace_release(make, attempts_allowed=1)
    result = client.get(result.address)
    assert not result.has(".actions form[action$='/start']")
    assert result.has(".actions form[action$='/practise']")


def test_the_rule_of_the_new_release_says_which_attempt_counts(client: PageClient, make: Maker) -> None:
    learner = learner_of(make, counts="last", pass_mark=80)
    client.sign_in(learner.person)
    for wrong in (("after",), WORST):
        begin(client, learner.assignment)
        play(client, wrong=wrong)
    replace_release(make, counts="best", pass_mark=80)
    first, last = make.run(lambda: db.session.scalars(select(Attempt).order_by(Attempt.number)).all())
    for attempt in (first, last, first):  # as when a ruling reaches them, in any order
        make.run(partial(settle_again, learner, attempt.id))
        assert make.run(lambda: db.session.scalars(select(Assignment.counted_score)).one()) == first.score


def settle_again(learner: Learner, attempt_id: uuid.UUID) -> None:
    state = queries.get_state(learner.person.id, attempt_id)
    finishing.settle(state, clock.now(), has_just_finished=False)


def test_an_extended_campaign_moves_the_due_date_but_no_time_limit(client: PageClient, make: Maker) -> None:
    learner = learner_of(make, time_limit_minutes=10)
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    before = make.run(lambda: db.session.scalars(select(Attempt.ends_at)).one())
    later = datetime.now(UTC) + timedelta(days=60)
    make.run(lambda: campaigns.change_due(learner.assignment.campaign_id, later, None))
    assert make.run(lambda: db.session.scalars(select(Attempt.ends_at)).one()) == before
    assert make.run(lambda: db.session.scalars(select(Assignment.due_at)).one()) == later


def test_a_closed_campaign_lets_an_open_attempt_finish_and_count(
    client: PageClient, make: Maker, learner: Learner, locale: str
) -> None:
    client.sign_in(learner.person, locale)
    begin(client, learner.assignment)
    make.run(lambda: campaigns.close(learner.assignment.campaign_id, None))
    question = onward(client)
    assert question.has(".play-note")
    listed = client.get("/training/")
    assert listed.has(".folder a.btn-primary")
    assert {"en": "has been closed", "ja": "締め切られました"}[locale] in listed.text(".folder-text")
    client.get(question.address)
    result = play(client)
    assert result.has("svg.stamp")
    assert status_of(make) is AssignmentStatus.PASSED


def test_a_closed_campaign_begins_no_further_attempt(client: PageClient, make: Maker, learner: Learner) -> None:
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    play(client, wrong=("open", "fields", "order", "after"))
    make.run(lambda: campaigns.close(learner.assignment.campaign_id, None))
    client.post(f"/training/assignments/{learner.assignment.id}/start", status=409)


def test_a_closed_training_that_was_not_passed_waits_for_nobody(
    client: PageClient, make: Maker, learner: Learner, locale: str
) -> None:
    make.run(lambda: db.session.execute(update(Assignment).values(due_at=LONG_AGO)))
    client.sign_in(learner.person, locale)
    assert client.get("/training/").has(".folder-overdue")
    make.run(lambda: campaigns.close(learner.assignment.campaign_id, None))
    listed = client.get("/training/")
    assert not listed.has(".folder-overdue, .status-overdue")
    assert not listed.has(".lead-text")
    assert listed.has(".folder-closed .status-not_started")
    assert not client.get(f"/training/assignments/{learner.assignment.id}").has(".status-overdue")
    client.get("/training/")
    client.submit(form=".folder-closed form")
    assert client.page.has(".play-note")


def test_each_answer_keeps_the_team_of_its_moment(client: PageClient, make: Maker, learner: Learner) -> None:
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    onward(client)
    client.submit({"choice": "call"}, form="form#decision")
    other = make.team("別の部")
    make.run(lambda: db.session.execute(update(TeamMembership).values(team_id=other.id)))
    play(client)
    rows = make.run(lambda: db.session.execute(select(Answer.step_key, Answer.team_id)).all())
    assert {row.step_key for row in rows if row.team_id == other.id} == {"fields", "order", "after"}
    assert make.run(lambda: db.session.scalars(select(Attempt.team_id)).one()) != other.id


def test_who_is_deactivated_and_comes_back_goes_on(
    app: Flask, client: PageClient, make: Maker, learner: Learner
) -> None:
    client.sign_in(learner.person)
    attempt_id = begin(client, learner.assignment)
    address = onward(client).address
    client.submit({"choice": "call"}, form="form#decision")
    gone = {"status": UserStatus.DEACTIVATED, "deactivated_at": datetime.now(UTC)}
    make.run(lambda: db.session.execute(update(User).where(User.id == learner.person.id).values(gone)))
    assert client.get(address).address.startswith("/sign-in")
    back = {"status": UserStatus.ACTIVE, "deactivated_at": None}
    make.run(lambda: db.session.execute(update(User).where(User.id == learner.person.id).values(back)))
    client.sign_in(learner.person)
    assert client.get(f"/training/attempts/{attempt_id}").address.endswith("/fields")
    play(client)
    assert status_of(make) is AssignmentStatus.PASSED


def test_the_time_of_who_is_deactivated_runs_on(app: Flask, client: PageClient, make: Maker) -> None:
    learner = learner_of(make, time_limit_minutes=10)
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    gone = {"status": UserStatus.DEACTIVATED, "deactivated_at": datetime.now(UTC)}
    make.run(lambda: db.session.execute(update(User).where(User.id == learner.person.id).values(gone)))
    with app.test_request_context(), clock.moved_to(datetime.now(UTC) + timedelta(hours=1)):
        assert finish_expired() == 1
    assert make.run(lambda: db.session.scalars(select(Attempt.ended)).one()) is AttemptEnd.TIME_UP
