"""What may begin: attempts allowed, waiting time, which attempt counts, practice that never does."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Update, func, select, update

from tests.factories.maker import Maker
from tests.integration.learning.conftest import Learner, begin, learner_of, play
from tests.support.client import PageClient
from tests.support.together import together
from training import clock
from training.errors import Refused
from training.extensions import db
from training.learning import policies, queries, service
from training.learning.service import finishing
from training.models import (
    Assignment,
    AssignmentStatus,
    Attempt,
    AuditEvent,
    Campaign,
    Certificate,
    OutgoingMail,
)

WORST = ("open", "fields", "order", "after")


def assignment_of(make: Maker, learner: Learner) -> Assignment:
    return make.run(lambda: db.session.scalars(select(Assignment).where(Assignment.id == learner.assignment.id)).one())


def take(client: PageClient, learner: Learner, wrong: tuple[str, ...] = ()) -> None:
    begin(client, learner.assignment)
    play(client, wrong)


def test_the_last_allowed_attempt_is_the_last(client: PageClient, make: Maker, locale: str) -> None:
    learner = learner_of(make, attempts_allowed=2, practice=False)
    client.sign_in(learner.person, locale)
    take(client, learner, WORST)
    assert "1" in client.page.text(".result-text")
    take(client, learner, WORST)
    assert not client.page.has(".actions form")
    brief = client.get(f"/training/assignments/{learner.assignment.id}")
    assert not brief.has(".actions form")
    client.post(f"/training/assignments/{learner.assignment.id}/start", status=409)


def test_the_brief_leads_to_every_attempt_that_was_finished(client: PageClient, make: Maker, locale: str) -> None:
    learner = learner_of(make, attempts_allowed=2, feedback="after_due")
    client.sign_in(learner.person, locale)
    brief = f"/training/assignments/{learner.assignment.id}"
    assert not client.get(brief).has("#attempts")
    take(client, learner, WORST)
    take(client, learner, WORST)
    client.submit(form=".actions form")
    play(client)
    assert client.get(client.page.one(".actions a.btn-link")["href"].partition("#")[0]).address == brief
    results = [link["href"] for link in client.page.all("main table a")]
    for address, score in zip(results, ("100", "0", "0"), strict=True):
        assert client.get(address).text(".result-score").startswith(score)


def test_an_exempt_person_finds_what_was_taken_before(client: PageClient, make: Maker) -> None:
    learner = learner_of(make)
    client.sign_in(learner.person)
    take(client, learner, WORST)
    make.run(lambda: db.session.execute(update(Assignment).values(status=AssignmentStatus.EXEMPT)))
    client.get("/training/")
    client.get(client.page.one(".folder-done a.btn-link")["href"])
    assert client.page.has("main table a")


@pytest.mark.parametrize("allowed", [None, 3])
def test_where_the_first_attempt_counts_the_brief_promises_no_second(
    client: PageClient, make: Maker, allowed: int | None
) -> None:
    learner = learner_of(make, counts="first", attempts_allowed=allowed, waiting_hours=2)
    client.sign_in(learner.person, "en")
    brief = client.get(f"/training/assignments/{learner.assignment.id}").text()
    assert "Attempts One attempt" in brief
    assert "As many as you need" not in brief
    assert "Between two attempts" not in brief


def test_between_two_attempts_lies_the_waiting_time(client: PageClient, make: Maker, locale: str) -> None:
    learner = learner_of(make, waiting_hours=24)
    client.sign_in(learner.person, locale)
    today = datetime.now(UTC).replace(hour=14, minute=30)  # 23:30 in Tokyo
    with clock.moved_to(today):
        take(client, learner, WORST)
        assert not client.page.has(".actions form")
        brief = client.get(f"/training/assignments/{learner.assignment.id}")
        assert not brief.has(".actions form")
        assert "23:30" in brief.text()
        client.post(f"/training/assignments/{learner.assignment.id}/start", status=409)
    with clock.moved_to(today + timedelta(hours=24)):
        take(client, learner)
    assert assignment_of(make, learner).status is AssignmentStatus.PASSED


@pytest.mark.parametrize(("counts", "score"), [("best", 0.75), ("last", 0.5)])
def test_the_attempt_that_the_quiz_names_counts(client: PageClient, make: Maker, counts: str, score: float) -> None:
    learner = learner_of(make, counts=counts, pass_mark=80)
    client.sign_in(learner.person)
    take(client, learner, ("after", "order"))
    take(client, learner, ("order",))
    take(client, learner, ("after", "order"))
    row = assignment_of(make, learner)
    assert (row.counted_score, row.status, row.attempts_finished) == (score, AssignmentStatus.FAILED, 3)


def test_where_the_first_counts_no_other_attempt_begins(client: PageClient, make: Maker) -> None:
    learner = learner_of(make, counts="first", pass_mark=80)
    client.sign_in(learner.person)
    take(client, learner, ("open", "order"))
    client.post(f"/training/assignments/{learner.assignment.id}/start", status=409)
    begin(client, learner.assignment)  # the button that is there begins practice
    play(client)
    row = assignment_of(make, learner)
    assert (row.counted_score, row.status, row.attempts_finished) == (0.5, AssignmentStatus.FAILED, 1)


def test_practice_leaves_no_trace_in_what_counts(app: Flask, client: PageClient, make: Maker, locale: str) -> None:
    learner = learner_of(make)
    client.sign_in(learner.person, locale)
    client.post(f"/training/assignments/{learner.assignment.id}/practise", status=409)
    take(client, learner)
    before = assignment_of(make, learner)
    client.get("/training/")
    client.submit(form=".folder-done form")
    assert client.page.has(".play-note")
    result = play(client, WORST)
    assert result.has(".notice-info")
    assert not result.has("svg.stamp")
    after = assignment_of(make, learner)
    for name in ("status", "counted_score", "attempts_finished", "completed_at"):
        assert getattr(after, name) == getattr(before, name)
    with app.app_context():
        numbers = [db.session.scalar(select(func.count()).select_from(model)) for model in (Certificate, OutgoingMail)]
        kinds = db.session.execute(select(Attempt.practice, Attempt.number).order_by(Attempt.practice)).all()
    assert numbers == [1, 1]
    assert list(map(tuple, kinds)) == [(False, 1), (True, 1)]


def test_a_second_practice_gets_the_next_number(client: PageClient, make: Maker) -> None:
    learner = learner_of(make)
    client.sign_in(learner.person)
    take(client, learner)
    for _time in range(2):
        client.post(f"/training/assignments/{learner.assignment.id}/practise")
        play(client)
    numbers = select(Attempt.number).where(Attempt.practice.is_(True)).order_by(Attempt.number)
    assert make.run(lambda: db.session.scalars(numbers).all()) == [1, 2]


def test_a_quiz_may_offer_no_practice(client: PageClient, make: Maker) -> None:
    learner = learner_of(make, practice=False)
    client.sign_in(learner.person)
    take(client, learner)
    assert not client.get("/training/").has(".folder-done form")
    client.post(f"/training/assignments/{learner.assignment.id}/practise", status=409)


def test_who_is_exempt_may_practise_only(client: PageClient, make: Maker) -> None:
    learner = learner_of(make)
    make.run(lambda: db.session.execute(update(Assignment).values(status=AssignmentStatus.EXEMPT)))
    client.sign_in(learner.person)
    client.post(f"/training/assignments/{learner.assignment.id}/start", status=409)
    client.post(f"/training/assignments/{learner.assignment.id}/practise")
    play(client)
    assert assignment_of(make, learner).status is AssignmentStatus.EXEMPT


@pytest.mark.parametrize(
    "change",
    [
        update(Assignment).values(status=AssignmentStatus.EXEMPT),
        update(Assignment).values(status=AssignmentStatus.PASSED, completed_at=datetime.now(UTC)),
        update(Assignment).values(attempts_finished=3),
        update(Campaign).values(closed_at=datetime.now(UTC)),
    ],
    ids=["exempt", "passed", "used up", "closed"],
)
def test_above_the_button_to_practise_it_says_that_nothing_counts(
    client: PageClient, make: Maker, change: Update
) -> None:
    learner = learner_of(make, attempts_allowed=3)
    make.run(lambda: db.session.execute(change))
    client.sign_in(learner.person, "en")
    brief = client.get(f"/training/assignments/{learner.assignment.id}")
    assert brief.has(".actions form[action$=practise]")
    assert "attempt counts" in brief.text(".notice-info")
    assert "begin" not in brief.text(".notice-info")


def test_many_windows_begin_the_last_allowed_attempt_once(app: Flask, make: Maker) -> None:
    learner = learner_of(make, attempts_allowed=1)
    started = together(app, [lambda: service.start(learner.person.id, learner.assignment.id)] * 8)
    assert len(set(started)) == 1
    assert make.run(lambda: db.session.scalar(select(func.count()).select_from(Attempt))) == 1


def test_who_has_used_every_attempt_is_refused_in_every_window(app: Flask, make: Maker, client: PageClient) -> None:
    learner = learner_of(make, attempts_allowed=1)
    client.sign_in(learner.person)
    take(client, learner, WORST)
    refused = together(app, [lambda: service.start(learner.person.id, learner.assignment.id)] * 8)
    assert all(isinstance(result, Refused) for result in refused)


def test_practice_leaves_no_trace_in_the_ledger(client: PageClient, make: Maker) -> None:
    learner = learner_of(make)
    client.sign_in(learner.person)
    take(client, learner)
    client.post(f"/training/assignments/{learner.assignment.id}/practise")
    play(client)
    finished = select(func.count()).where(AuditEvent.action == "learning.attempt-finished")
    assert make.run(lambda: db.session.scalar(finished)) == 1


def test_a_closed_campaign_offers_practice(client: PageClient, make: Maker, locale: str) -> None:
    learner = learner_of(make)
    make.run(lambda: db.session.execute(update(Campaign).values(closed_at=datetime.now(UTC))))
    client.sign_in(learner.person, locale)
    client.post(f"/training/assignments/{learner.assignment.id}/start", status=409)
    begin(client, learner.assignment)
    assert client.page.has(".play-note")
    play(client)
    assert assignment_of(make, learner).status is AssignmentStatus.NOT_STARTED


def test_a_pass_given_while_an_attempt_begins_stands(app: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    learner = learner_of(make)

    def passed_meanwhile(*_arguments: object) -> None:
        passed = {"status": AssignmentStatus.PASSED, "completed_at": datetime.now(UTC)}
        db.session.execute(update(Assignment).values(**passed))

    monkeypatch.setattr(policies, "require", passed_meanwhile)  # after the assignment was read
    with pytest.raises(Refused):
        make.run(lambda: service.start(learner.person.id, learner.assignment.id))


def test_a_ruling_and_a_new_attempt_at_the_same_moment_leave_a_pass(
    app: Flask, client: PageClient, make: Maker
) -> None:
    learner = learner_of(make)
    client.sign_in(learner.person)
    take(client, learner, ("open", "fields"))
    attempt_id = make.run(lambda: db.session.scalars(select(Attempt.id)).one())

    def pass_it() -> None:
        db.session.execute(update(Attempt).where(Attempt.id == attempt_id).values(score=1.0, passed=True))
        state = queries.get_state(learner.person.id, attempt_id)
        finishing.settle(state, clock.now(), has_just_finished=False)

    together(app, [pass_it, lambda: service.start(learner.person.id, learner.assignment.id)])
    assert assignment_of(make, learner).status is AssignmentStatus.PASSED
    with app.app_context():
        begun = db.session.scalars(select(Attempt.id).where(Attempt.finished_at.is_(None))).one_or_none()
    if begun:
        client.get(f"/training/attempts/{begun}")
        play(client, WORST)
    assert assignment_of(make, learner).status is AssignmentStatus.PASSED
    assert make.run(lambda: db.session.scalar(select(func.count()).select_from(Certificate))) == 1
