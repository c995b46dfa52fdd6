"""A ruling reaches every stored answer to the question, and takes nothing away."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from questions.canonical import digest
from questions.ruling import KeyValue, Ruling, key_of
from tests.factories.documents import release_document, right
from tests.factories.maker import Maker
from tests.support.client import PageClient
from training import clock
from training.extensions import db
from training.jobs.work import TICKS
from training.learning import queries, regrading_queries, service
from training.learning.service import grading, regrading
from training.models import (
    Answer,
    Assignment,
    AssignmentStatus,
    Attempt,
    AuditEvent,
    Certificate,
    Mark,
    OutgoingMail,
    Release,
    User,
)
from training.models import Ruling as RulingRow
from training.rulings.service import keep

STEP = release_document().step("first-a", "open")


@contextmanager
def request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def ruling(**points: float) -> Ruling:
    """Return a ruling on the first decision: points by option."""
    assert STEP.question
    key = [
        KeyValue(item=value.item, field=value.field, value=points.get(value.item, value.value))
        for value in key_of(STEP.question)
    ]
    return Ruling(
        question_uid=STEP.uid,
        question_revision=STEP.revision(),
        question=STEP.question,
        decision="corrected_key",
        key=key,
        reason="本文からは、そのまま送ることも許されます。",
    )


class Class:
    """People who take the small quiz (pass mark 70, four decisions), and the hand of an author."""

    def __init__(self, app: Flask, make: Maker) -> None:
        self.app, self.make = app, make
        self.release = make.release()
        self.author = make.person("作家 文子")

    def take(self, **answers: str) -> Assignment:
        """Let a new person take the quiz; `open` and `after` name options, `until` stops before a step."""
        person = self.make.person()
        assignment = self.make.assignment(person, self.release)
        until = answers.pop("until", "")
        attempt = self.start(person, assignment)
        while self.answer(person, attempt, answers, until):
            pass
        return assignment

    def start(self, person: User, assignment: Assignment, *, practice: bool = False) -> uuid.UUID:
        with request(self.app):
            return self.make.run(lambda: service.start(person.id, assignment.id, practice=practice))

    def answer(self, person: User, attempt: uuid.UUID, answers: dict[str, str], until: str = "") -> bool:
        with request(self.app):
            state = queries.get_state(person.id, attempt)
            ref = state.places[-1].ref
            if state.finished_at or ref[1] == until:
                return False
            fields = {"choice": [answers[ref[1]]]} if ref[1] in answers else right(ref)
            self.make.run(lambda: service.answer(person.id, attempt, ref, fields, None))
            return True

    def rule(self, made: Ruling) -> uuid.UUID:
        """Let the author rule; return the ruling's id."""
        with request(self.app):
            return self.make.run(lambda: keep(made, self.author.id))

    def attempts(self) -> list[Attempt]:
        with self.app.app_context():
            return list(db.session.scalars(select(Attempt).order_by(Attempt.started_at, Attempt.id)))

    def one(self, assignment: Assignment) -> tuple[Assignment, Attempt]:
        """Return an assignment and its only attempt as they stand now."""
        with self.app.app_context():
            kept = db.session.get_one(Assignment, (assignment.person_id, assignment.id))
            return kept, db.session.scalars(select(Attempt).where(Attempt.assignment_id == assignment.id)).one()

    def number_of(self, model: type) -> int:
        with self.app.app_context():
            return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def group(app: Flask, make: Maker) -> Class:
    return Class(app, make)


def test_a_corrected_key_turns_a_failed_attempt_into_a_pass_with_certificate_and_mail(group: Class) -> None:
    assignment = group.take(open="send", after="call")  # 50 per cent
    ruling_id = group.rule(ruling(send=1))
    with request(group.app):
        assert regrading.regrade_all(ruling_id) == 1
    kept, attempt = group.one(assignment)
    assert (attempt.score, attempt.passed) == (0.75, True)
    assert (kept.status, kept.counted_score) == (AssignmentStatus.PASSED, 0.75)
    assert group.number_of(Certificate) == 1
    with group.app.app_context():
        kinds = set(db.session.scalars(select(OutgoingMail.kind)))
        marks = db.session.scalars(select(Mark).where(Mark.step_key == "open").order_by(Mark.sequence)).all()
        events = set(db.session.scalars(select(AuditEvent.action)))
    assert kinds == {"failed", "passed"}
    assert [(mark.points, mark.ruling_id) for mark in marks] == [(0.0, None), (1.0, ruling_id)]
    assert (marks[1].marked_by, bool(marks[1].reason)) == (group.author.id, True)
    assert "learning.attempt-regraded" in events


def test_a_pass_is_never_taken_away(group: Class) -> None:
    assignment = group.take(after="call")  # 75 per cent
    with request(group.app):
        regrading.regrade_all(group.rule(ruling(call=0, wait=1)))
    kept, attempt = group.one(assignment)
    assert (attempt.score, attempt.passed) == (0.5, True)
    assert (kept.status, kept.counted_score) == (AssignmentStatus.PASSED, 0.5)
    assert group.number_of(Certificate) == 1


def test_done_again_nothing_changes(group: Class) -> None:
    group.take(open="send")
    ruling_id = group.rule(ruling(send=1))
    with request(group.app):
        assert regrading_queries.count_unreached(ruling_id) == 1
        assert [regrading.regrade_all(ruling_id) for _time in range(3)] == [1, 0, 0]
        assert regrading_queries.count_unreached(ruling_id) == 0
        assert regrading.regrade_recent() == 0
    assert group.number_of(Mark) == 5


def test_it_goes_on_where_it_was_broken_off(group: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regrading, "ATTEMPTS_AT_ONCE", 2)
    for _person in range(5):
        group.take(open="send")
    ruling_id = group.rule(ruling(send=1))
    with request(group.app):
        assert regrading.regrade_all(ruling_id, 1) == 2
        assert regrading_queries.count_unreached(ruling_id) == 3
        assert regrading.regrade_recent() == 3
    assert {attempt.score for attempt in group.attempts()} == {1.0}


def test_it_goes_on_after_days_without_a_worker(group: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    group.take(open="send")
    group.rule(ruling(send=1))
    with monkeypatch.context() as weekend:
        later = clock.now() + timedelta(days=4)
        weekend.setattr(clock, "now", lambda: later)
        with request(group.app):
            assert [tick.work() for tick in TICKS if "rulings" in tick.name].count(1) == 1
            assert all(not tick.work() for tick in TICKS if "rulings" in tick.name)
    assert group.attempts()[0].score == 1.0


def test_an_attempt_that_is_finished_later_is_marked_by_the_ruling(group: Class) -> None:
    assignment = group.take(open="send", until="after")
    ruling_id = group.rule(ruling(send=1))
    with request(group.app):
        assert regrading.regrade_all(ruling_id) == 0
    person = group.make.run(lambda: db.session.get_one(User, assignment.person_id))
    _kept, attempt = group.one(assignment)
    assert group.answer(person, attempt.id, {})
    assert group.one(assignment)[1].score == 1.0
    with group.app.app_context():
        mark = db.session.scalars(select(Mark).where(Mark.step_key == "open")).one()
    assert (mark.sequence, mark.points, mark.ruling_id) == (1, 1.0, ruling_id)


def test_an_attempt_that_was_being_finished_meanwhile_is_found(group: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    assignment = group.take(open="send", until="after")
    ruling_id = group.rule(ruling(send=1))
    with group.app.app_context():
        person = db.session.get_one(User, assignment.person_id)
    attempt_id = group.one(assignment)[1].id
    with monkeypatch.context() as earlier:  # the finishing transaction read before the ruling was there
        earlier.setattr(grading, "list_in_force", lambda _release_id: {})
        assert group.answer(person, attempt_id, {})
    assert group.one(assignment)[1].score == 0.75
    with request(group.app):
        assert regrading_queries.count_unreached(ruling_id) == 1
        assert regrading.regrade_recent() == 1
    assert group.one(assignment)[1].score == 1.0


def test_it_reaches_every_release_that_asks_in_the_same_words(group: Class) -> None:
    group.take(open="send")
    group.release = group.make.release(number=2)
    group.take(open="send")
    with request(group.app):
        assert regrading.regrade_all(group.rule(ruling(send=1))) == 2


def test_a_ruling_holds_for_a_wording_that_the_program_would_hash_otherwise_today(group: Class) -> None:
    older = "0" * 64
    published = text("UPDATE release_step SET question_revision = :older")
    group.make.run(lambda: db.session.execute(published, {"older": older}))
    group.take(open="send")
    made = ruling(send=1).model_copy(update={"question_revision": older})
    ruling_id = group.rule(made)
    with request(group.app):
        assert regrading.regrade_all(ruling_id) == 1
        assert regrading_queries.count_unreached(ruling_id) == 0
    group.take(open="send")
    assert [attempt.score for attempt in group.attempts()] == [1.0, 1.0]


def test_a_later_ruling_replaces_the_first(group: Class) -> None:
    assignment = group.take(open="send")
    first = group.rule(ruling(send=1))
    with request(group.app):
        regrading.regrade_all(first)
        second = group.rule(ruling(send=0.5))
        assert regrading_queries.count_unreached(first) == 0
        regrading.regrade_all(second)
        assert regrading.regrade_recent() == 0
    assert group.one(assignment)[1].score == 0.875
    with group.app.app_context():
        points = db.session.scalars(select(Mark.points).where(Mark.step_key == "open").order_by(Mark.sequence)).all()
    assert points == [0.0, 1.0, 0.5]


def test_practice_is_marked_again_and_counts_nowhere(group: Class) -> None:
    assignment = group.take()
    with group.app.app_context():
        person = db.session.get_one(User, assignment.person_id)
    practice = group.start(person, assignment, practice=True)
    while group.answer(person, practice, {"open": "send"}):
        pass
    with request(group.app):
        regrading.regrade_all(group.rule(ruling(send=1)))
    scores = {attempt.practice: attempt.score for attempt in group.attempts()}
    assert scores == {False: 1.0, True: 1.0}
    assert group.number_of(Certificate) == 1
    with group.app.app_context():
        kept = db.session.get_one(Assignment, (assignment.person_id, assignment.id))
        events = set(db.session.scalars(select(AuditEvent.action)))
    assert (kept.attempts_finished, kept.counted_score) == (1, 1.0)
    assert "learning.attempt-regraded" not in events


def test_answers_stay_as_they_were_given(group: Class) -> None:
    group.take(open="send")
    with group.app.app_context():
        before = db.session.execute(select(Answer.response, Answer.answered_at)).all()
    with request(group.app):
        regrading.regrade_all(group.rule(ruling(send=1)))
    with group.app.app_context():
        assert db.session.execute(select(Answer.response, Answer.answered_at)).all() == before


def test_the_ruling_is_kept_with_its_hash(group: Class) -> None:
    group.take()
    ruling_id = group.rule(ruling(send=1))
    with group.app.app_context():
        row = db.session.get_one(RulingRow, ruling_id)
    assert digest(row.document.encode()) == row.sha256
    assert Ruling.model_validate_json(row.document) == ruling(send=1)
    assert row.ruled_at <= clock.now()


@pytest.mark.parametrize("broken", ["{}", "no document", '{"schema_version": 2}'])
def test_a_ruling_that_cannot_be_read_closes_nobodys_page(
    group: Class, client: PageClient, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    done, under_way = group.take(open="send"), group.take(open="send", until="after")
    earlier, later = group.rule(ruling(send=1)), group.rule(ruling(send=0.5))
    rewrite = text("UPDATE ruling SET document = :broken WHERE ruled_at = (SELECT max(ruled_at) FROM ruling)")
    group.make.run(lambda: db.session.execute(rewrite, {"broken": broken}))
    for assignment in (done, under_way):
        with group.app.app_context():
            person = db.session.get_one(User, assignment.person_id)
        attempt = group.one(assignment)[1]
        page = client.sign_in(person, "en").get(f"/training/attempts/{attempt.id}/first-a/open")
        assert page.has(".verdict-best"), "the ruling before it is in force"
    assert group.answer(person, attempt.id, {})
    with request(group.app):
        assert regrading.regrade_recent()
    before = group.number_of(Mark)
    with request(group.app):
        regrading.regrade_recent()
    assert group.number_of(Mark) == before
    with group.app.app_context():
        ruled = list(db.session.scalars(select(Mark.ruling_id).where(Mark.ruling_id.is_not(None))))
    assert ruled == [earlier] * 2
    assert str(later) in caplog.text


def test_a_ruling_that_cannot_be_read_marks_nothing_and_replaces_nothing(group: Class) -> None:
    group.take(open="send")
    earlier, later = group.rule(ruling(send=1)), group.rule(ruling(send=0.5))
    spoil = text("UPDATE ruling SET document = '{}' WHERE ruled_at = (SELECT max(ruled_at) FROM ruling)")
    group.make.run(lambda: db.session.execute(spoil))
    with request(group.app):
        assert [regrading_queries.count_unreached(ruling_id) for ruling_id in (earlier, later)] == [1, 0]
        assert regrading.regrade_all(later) == 0
        assert [regrading.regrade_recent() for _minute in range(2)] == [1, 0]
        assert regrading_queries.count_unreached(earlier) == 0
    assert group.attempts()[0].score == 1.0


def test_the_release_stays_as_it_was(group: Class) -> None:
    group.take(open="send")
    with group.app.app_context():
        before = db.session.get_one(Release, group.release.id).sha256
    with request(group.app):
        regrading.regrade_all(group.rule(ruling(send=1)))
    with group.app.app_context():
        assert db.session.get_one(Release, group.release.id).sha256 == before


def test_a_ruling_that_fails_stops_no_other(
    group: Class, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = group.rule(ruling(send=1)), group.rule(ruling(wait=1))
    done = []

    def fail_for_the_first(ruling_id: uuid.UUID) -> int:
        if ruling_id == first:
            raise RuntimeError("a release that does not load")
        done.append(ruling_id)
        return 1

    monkeypatch.setattr(regrading, "regrade_all", fail_for_the_first)
    with request(group.app):
        assert regrading.regrade_recent() == 1
    assert done == [second]
    assert "could not be brought" in caplog.text
