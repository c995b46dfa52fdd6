"""However many processes come at once, an attempt has one answer per step, one end, and as many starts as allowed."""

import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.factories.documents import right
from tests.factories.maker import Maker
from tests.integration.learning.conftest import Learner, begin, learner_of, onward, play
from tests.support.apart import apart
from tests.support.attempt_model import REPLIES, STEPS
from tests.support.client import PageClient
from training.extensions import db
from training.learning import queries, service
from training.learning.rules import GRACE
from training.learning.service import finish_expired
from training.models import Answer, Assignment, Attempt, AttemptEnd, AuditEvent, Certificate, Mark, OutgoingMail

MANY, SOME = 32, 8
EVERYTHING = (Attempt, Answer, Mark, Certificate, OutgoingMail, AuditEvent)


def count(app: Flask, *models: type) -> list[int]:
    with app.app_context():
        return [db.session.scalar(select(func.count()).select_from(model)) or 0 for model in models]


def sender(client: PageClient, address: str, fields: dict[str, list[str]]) -> Callable[[], tuple[int, str]]:
    """Return what sends an answer, as a window of the same person would, and tells the status and where it led."""
    data = {**fields, "csrf_token": client.token()}

    def send() -> tuple[int, str]:
        response = client.flask_client.post(address, data=data)
        return response.status_code, response.headers.get("Location", "")

    return send


@pytest.fixture
def attempt_id(client: PageClient, learner: Learner) -> uuid.UUID:
    """Return the attempt that the person has just begun."""
    client.sign_in(learner.person)
    return begin(client, learner.assignment)


def test_many_at_one_step_leave_one_answer(app: Flask, client: PageClient, attempt_id: uuid.UUID) -> None:
    address = onward(client).address
    replies = [REPLIES["open"][number % 3].form("a") for number in range(MANY)]
    results = apart(app, [sender(client, address, reply) for reply in replies])
    assert set(results) == {(303, address)}
    assert count(app, Answer, Mark) == [1, 0]


def test_many_at_different_steps_keep_to_the_way(app: Flask, client: PageClient, attempt_id: uuid.UUID) -> None:
    places = [(f"{'second' if step == 'after' else 'first'}-a", step) for step in STEPS] * (MANY // len(STEPS))
    base = f"/training/attempts/{attempt_id}"
    works = [sender(client, f"{base}/{place[0]}/{place[1]}", right(place)) for place in places]
    statuses = [status for status, _location in apart(app, works)]
    assert set(statuses) <= {303, 404}
    assert statuses[0] == 303
    with app.app_context():
        kept = list(db.session.scalars(select(Answer.step_key)))
    assert sorted(kept) == sorted(STEPS[: len(kept)])
    assert count(app, Mark, Certificate) == ([4, 1] if len(kept) == len(STEPS) else [0, 0])


def test_many_at_the_last_step_finish_once(
    app: Flask, client: PageClient, make: Maker, learner: Learner, attempt_id: uuid.UUID
) -> None:
    for step in STEPS[:-1]:
        make.run(
            lambda step=step: service.answer(  # type: ignore[misc]
                learner.person.id, attempt_id, ("first-a", step), right(("first-a", step)), None
            )
        )
    address = f"/training/attempts/{attempt_id}/second-a/after"
    results = apart(app, [sender(client, address, right(("second-a", "after")))] * MANY)
    assert set(results) == {(303, address)}
    assert count(app, *EVERYTHING) == [1, 4, 4, 1, 1, 1]
    row = make.run(lambda: db.session.scalars(select(Assignment)).one())
    assert (row.attempts_finished, row.counted_score) == (1, 1.0)


def at(moment: datetime, work: Callable[[], object]) -> Callable[[], object]:
    """Return work that waits for a moment."""

    def wait_and_work() -> object:
        time.sleep(max((moment - datetime.now(UTC)).total_seconds(), 0))
        return work()

    return wait_and_work


def test_at_the_edge_of_the_time_limit_an_answer_is_marked_or_not_taken(
    app: Flask, client: PageClient, make: Maker
) -> None:
    learner = learner_of(make, time_limit_minutes=10)
    attempt_id = begin(client.sign_in(learner.person), learner.assignment)
    edge = datetime.now(UTC) + timedelta(seconds=4)
    ends_at = edge - GRACE
    moved = {"started_at": ends_at - timedelta(minutes=10), "ends_at": ends_at}
    make.run(lambda: db.session.execute(update(Attempt).values(moved)))

    def answer_the_open_one() -> str:
        with app.test_request_context():
            ref = queries.get_state(learner.person.id, attempt_id).places[-1].ref
        fields, shown_at = right(ref), ends_at - timedelta(seconds=9)
        try:
            make.run(lambda: service.answer(learner.person.id, attempt_id, ref, fields, shown_at))
        except service.TooLate:
            return "late"
        return "taken"

    def tick() -> int:
        with app.test_request_context():
            return finish_expired()

    moments = [edge + timedelta(milliseconds=20 * (number - MANY // 4)) for number in range(MANY // 2)]
    results = apart(app, [at(moment, work) for moment in moments for work in (answer_the_open_one, tick)])
    assert set(results) <= {"taken", "late", 0, 1}, results
    attempt = make.run(lambda: db.session.scalars(select(Attempt)).one())
    answers, marks = count(app, Answer, Mark)
    assert answers == marks
    assert attempt.score == answers / 4
    assert attempt.ended is (AttemptEnd.COMPLETED if answers == len(STEPS) else AttemptEnd.TIME_UP)
    assert count(app, OutgoingMail, AuditEvent) == [1, 1]
    latest = make.run(lambda: db.session.scalar(select(func.max(Answer.answered_at))))
    assert latest is None or latest <= edge


def test_many_begin_the_last_allowed_attempt_once(app: Flask, client: PageClient, make: Maker) -> None:
    learner = learner_of(make, attempts_allowed=2)
    begin(client.sign_in(learner.person), learner.assignment)
    play(client, wrong=STEPS)
    start = sender(client, f"/training/assignments/{learner.assignment.id}/start", {})
    results = apart(app, [start] * SOME)
    assert len(set(results)) == 1
    assert results[0][0] == 303
    assert count(app, Attempt) == [2]
    client.get(results[0][1])
    play(client, wrong=STEPS)
    assert {status for status, _location in apart(app, [start] * SOME)} == {409}
    assert count(app, Attempt) == [2]
