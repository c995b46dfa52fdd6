"""The time limit is kept by the server: warned of, with grace for the answer on its way, finished by whoever comes."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.factories.documents import RIGHT, release_document, right, sent
from tests.factories.maker import Maker
from tests.integration.learning.conftest import Learner, begin, learner_of, onward, play
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from tests.support.together import together
from training import clock
from training.extensions import db
from training.learning import queries, service
from training.learning.service import finish_expired, finishing
from training.models import (
    Answer,
    Assignment,
    AssignmentStatus,
    Attempt,
    AttemptEnd,
    AuditEvent,
    Mark,
    OutgoingMail,
)

LIMIT = timedelta(minutes=10)
OPEN = ("first-a", "open")


@contextmanager
def seconds_after_the_end(make: Maker, seconds: float) -> Iterator[None]:
    """Move the clock to so many seconds after the end of the only attempt."""
    ends_at = make.run(lambda: db.session.scalars(select(Attempt.ends_at)).one())
    assert ends_at
    with clock.moved_to(ends_at + timedelta(seconds=seconds)):
        yield


def attempt_of(make: Maker) -> Attempt:
    return make.run(lambda: db.session.scalars(select(Attempt)).one())


def number_of(make: Maker, model: type) -> int:
    return make.run(lambda: db.session.scalar(select(func.count()).select_from(model)) or 0)


def limited(make: Maker) -> Learner:
    return learner_of(make, time_limit_minutes=10)


def let_the_time_be_over(make: Maker) -> None:
    """Let the time of every attempt have ended an hour ago."""
    ended = datetime.now(UTC) - timedelta(hours=1)
    make.run(lambda: db.session.execute(update(Attempt).values(started_at=ended - LIMIT, ends_at=ended)))


def test_it_runs_from_the_start_and_every_page_says_until_when(client: PageClient, make: Maker, locale: str) -> None:
    learner = limited(make)
    client.sign_in(learner.person, locale)
    with clock.moved_to(datetime.now(UTC).replace(hour=5, minute=0, second=0)):  # 14:00 in Tokyo
        begin(client, learner.assignment)
        assert "14:10" in client.page.text(".notice-info")
        question = onward(client)
        assert "14:10" in question.text(".time-left")
        assert question.has("script[type=module][src*=time-left]")
        assert "14:10" in client.get("/training/").text(".folder")
    attempt = attempt_of(make)
    assert attempt.ends_at == attempt.started_at + LIMIT


@pytest.mark.parametrize("feedback", ["at_once", "at_end"])
def test_who_looks_at_an_answer_sees_the_time_run(client: PageClient, make: Maker, feedback: str) -> None:
    learner = learner_of(make, time_limit_minutes=10, feedback=feedback)
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    question = onward(client)
    client.submit(sent(("first-a", "open"), RIGHT["open"]), form="form#decision")
    answered = client.get(question.address)
    assert answered.has(".time-left")
    assert answered.has("script[type=module][src*=time-left]")
    client.get(answered.one(".play-actions a.btn-primary")["href"])
    play(client)
    assert not client.get(question.address).has(".time-left")


def test_without_a_limit_nothing_is_said_of_time(client: PageClient, learner: Learner) -> None:
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    assert not onward(client).has(".time-left")


def test_an_answer_on_its_way_at_the_end_is_taken(client: PageClient, make: Maker) -> None:
    learner = limited(make)
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    onward(client)
    with seconds_after_the_end(make, 29):
        client.submit({"choice": "call"}, form="form#decision")
        assert number_of(make, Answer) == 1
        assert client.page.has("form[action$='/finish']")


def test_an_answer_after_the_grace_is_not_taken_and_finishes_the_attempt(
    client: PageClient, make: Maker, locale: str
) -> None:
    learner = limited(make)
    client.sign_in(learner.person, locale)
    begin(client, learner.assignment)
    onward(client)
    with seconds_after_the_end(make, 31):
        client.submit({"choice": "call"}, form="form#decision")
        assert client.page.has(".result")
        assert client.page.has(".notice-warning")
    assert (number_of(make, Answer), attempt_of(make).ended) == (0, AttemptEnd.TIME_UP)


def test_the_last_moment_of_the_grace_belongs_to_it(client: PageClient, make: Maker) -> None:
    learner = limited(make)
    client.sign_in(learner.person)
    attempt_id = begin(client, learner.assignment)
    with seconds_after_the_end(make, 30):
        assert not make.run(lambda: service.finish_if_expired(learner.person.id, attempt_id))
    with seconds_after_the_end(make, 30.001):
        assert make.run(lambda: service.finish_if_expired(learner.person.id, attempt_id))


def test_a_page_shown_after_the_end_has_no_grace(app: Flask, client: PageClient, make: Maker) -> None:
    learner = limited(make)
    client.sign_in(learner.person)
    attempt_id = begin(client, learner.assignment)
    ends_at = attempt_of(make).ends_at
    assert ends_at
    for shown_at in (None, ends_at, ends_at + timedelta(seconds=1)):
        with clock.moved_to(ends_at + timedelta(seconds=2)):
            late = partial(service.answer, learner.person.id, attempt_id, OPEN, {"choice": ["call"]}, shown_at)
            with pytest.raises(service.TooLate):
                make.run(late)
    assert number_of(make, Answer) == 0
    assert attempt_of(make).finished_at is None


def test_whoever_comes_back_late_is_told_and_finishes(client: PageClient, make: Maker, locale: str) -> None:
    learner = limited(make)
    client.sign_in(learner.person, locale)
    attempt_id = begin(client, learner.assignment)
    address = onward(client).address
    client.submit({"choice": "call"}, form="form#decision")
    with seconds_after_the_end(make, 3600):
        for late in (address, f"/training/attempts/{attempt_id}", f"/training/attempts/{attempt_id}/1"):
            assert client.get(late).has("form[action$='/finish']")
        client.submit(form="form[action$='/finish']")
        assert "25" in client.page.text(".result-score")
        assert client.page.has(".notice-warning")
        assert len(client.page.all(".decision-list a")) == 1  # what was not answered has no feedback
    row = make.run(lambda: db.session.scalars(select(Assignment)).one())
    assert (row.status, row.counted_score, row.attempts_finished) == (AssignmentStatus.FAILED, 0.25, 1)
    assert number_of(make, Mark) == 1


def test_nobody_finishes_an_attempt_before_its_time(client: PageClient, make: Maker) -> None:
    learner = limited(make)
    client.sign_in(learner.person)
    attempt_id = begin(client, learner.assignment)
    client.post(f"/training/attempts/{attempt_id}/finish")
    assert attempt_of(make).finished_at is None
    client.sign_in(make.person("別の人"))
    client.post(f"/training/attempts/{attempt_id}/finish", status=404)


def test_the_worker_finishes_what_nobody_comes_back_to(app: Flask, client: PageClient, make: Maker) -> None:
    learner = limited(make)
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    with app.test_request_context():
        with seconds_after_the_end(make, 29):
            assert finish_expired() == 0
        with seconds_after_the_end(make, 31):
            assert (finish_expired(), finish_expired()) == (1, 0)
    assert (attempt_of(make).score, attempt_of(make).ended) == (0.0, AttemptEnd.TIME_UP)
    assert number_of(make, OutgoingMail) == 1


def test_many_workers_finish_once(app: Flask, client: PageClient, make: Maker) -> None:
    learner = limited(make)
    client.sign_in(learner.person)
    attempt_id = begin(client, learner.assignment)
    let_the_time_be_over(make)
    done = together(app, [lambda: finishing.finish_if_expired(learner.person.id, attempt_id)] * 16)
    assert sorted(map(bool, done)) == [False] * 15 + [True]
    row = make.run(lambda: db.session.scalars(select(Assignment)).one())
    assert (row.attempts_finished, number_of(make, OutgoingMail)) == (1, 1)


def test_at_the_edge_an_answer_is_either_marked_or_not_taken(app: Flask, client: PageClient, make: Maker) -> None:
    learner = limited(make)
    client.sign_in(learner.person)
    attempt_id = begin(client, learner.assignment)
    just_over = datetime.now(UTC) - timedelta(seconds=1)
    make.run(lambda: db.session.execute(update(Attempt).values(started_at=just_over - LIMIT, ends_at=just_over)))
    shown_at = just_over - timedelta(seconds=9)
    with app.test_request_context():
        known = queries.get_state(learner.person.id, attempt_id)
    answers = [lambda: service.answer(learner.person.id, attempt_id, OPEN, right(OPEN), shown_at, known=known)] * 8
    ends = [lambda: service.finish_time_up(learner.person.id, attempt_id)] * 8
    results = together(app, [work for pair in zip(answers, ends, strict=True) for work in pair])
    assert {type(result) for result in results if isinstance(result, Exception)} <= {service.TooLate}
    assert attempt_of(make).ended is AttemptEnd.TIME_UP
    assert number_of(make, Answer) == number_of(make, Mark)
    assert attempt_of(make).score == number_of(make, Answer) * 0.25


def test_an_answer_finds_out_that_the_attempt_was_finished_since_it_was_read(
    app: Flask, client: PageClient, make: Maker
) -> None:
    learner = limited(make)
    client.sign_in(learner.person)
    attempt_id = begin(client, learner.assignment)
    with app.test_request_context():
        known = queries.get_state(learner.person.id, attempt_id)
    with seconds_after_the_end(make, 2):
        make.run(lambda: service.finish_time_up(learner.person.id, attempt_id))
        shown_at = clock.now() - timedelta(seconds=9)
        answer = partial(service.answer, learner.person.id, attempt_id, OPEN, right(OPEN), shown_at, known=known)
        with pytest.raises(service.TooLate):
            make.run(answer)
    assert (number_of(make, Answer), number_of(make, Mark)) == (0, 0)


def test_an_answer_takes_no_more_statements_than_without_a_limit(
    client: PageClient, make: Maker, count_statements: StatementCounter
) -> None:
    learner = limited(make)
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    onward(client)
    with count_statements() as counted:
        client.submit({"choice": "call"}, form="form#decision", status=303, follow=False)
    assert number_of(make, Answer) == 1
    assert counted.number <= 2, counted.statements


def test_of_many_late_answers_none_is_taken(app: Flask, client: PageClient, make: Maker) -> None:
    learner = limited(make)
    client.sign_in(learner.person)
    attempt_id = begin(client, learner.assignment)
    let_the_time_be_over(make)
    late = partial(service.answer, learner.person.id, attempt_id, OPEN, right(OPEN), None)
    results = together(app, [late] * 8)
    assert {type(result) for result in results} == {service.TooLate}
    assert (number_of(make, Answer), number_of(make, AuditEvent)) == (0, 0)


def test_practice_has_no_time_limit(client: PageClient, make: Maker) -> None:
    learner = limited(make)
    make.run(lambda: db.session.execute(update(Assignment).values(status=AssignmentStatus.EXEMPT)))
    client.sign_in(learner.person)
    client.post(f"/training/assignments/{learner.assignment.id}/practise")
    assert attempt_of(make).ends_at is None
    assert uuid.UUID(client.page.address.split("/")[3])


def test_one_that_cannot_be_finished_stops_none_of_the_others(
    app: Flask, client: PageClient, make: Maker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, person = limited(make), make.person()
    release = make.release(release_document(time_limit_minutes=10), number=2)
    for learner in (first, Learner(person, make.assignment(person, release))):
        client.sign_in(learner.person)
        begin(client, learner.assignment)
    finish_late = finishing.finish_if_expired

    def fail_for_the_first(person_id: uuid.UUID, attempt_id: uuid.UUID) -> bool:
        if person_id == first.person.id:
            raise RuntimeError("a release that does not load")
        return finish_late(person_id, attempt_id)

    monkeypatch.setattr(finishing, "finish_if_expired", fail_for_the_first)
    with app.test_request_context(), clock.moved_to(datetime.now(UTC) + timedelta(hours=1)):
        assert finish_expired() == 1
    assert "could not be finished" in caplog.text


def test_the_result_tells_nothing_of_what_was_not_answered(app: Flask, client: PageClient, make: Maker) -> None:
    learner = limited(make)
    client.sign_in(learner.person, "ja")
    attempt_id = begin(client, learner.assignment)
    with app.test_request_context(), seconds_after_the_end(make, 31):
        finish_expired()
    result = client.get(f"/training/attempts/{attempt_id}/result")
    assert result.has(".decision-list")
    for _scenario, step in release_document(time_limit_minutes=10).questions:
        assert step.question
        assert step.question.prompt.in_language("ja") not in result.text()
