"""Beginning an attempt, storing an answer once, and finishing everything together."""

import secrets
import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import insert, select, update

from questions.canonical import canonical_bytes
from questions.kinds.base import Fields
from questions.play import Score, StepRef, grade, is_complete, walk
from training import audit, clock, releases
from training.errors import NotFound, Refused
from training.extensions import db
from training.learning import queries
from training.learning.queries import AttemptState
from training.mail import messages
from training.models import (
    Answer,
    Assignment,
    AssignmentStatus,
    Attempt,
    AttemptEnd,
    Certificate,
    Mark,
    TeamMembership,
    User,
    new_id,
)
from training.statements import insert_once

ATTEMPT_FINISHED = audit.declare("learning.attempt-finished", "attempt", "assignment", "release", "score", "passed")


def start(person_id: uuid.UUID, assignment_id: uuid.UUID) -> uuid.UUID:
    """Begin an attempt and return its id; while one is open, that one.

    Raises NotFound for somebody else's assignment, Refused when no attempt may begin any more.
    """
    now = clock.now()
    assignment = queries.get_assignment(person_id, assignment_id, now)
    if assignment.open_attempt_id:
        return uuid.UUID(assignment.open_attempt_id.hex)
    if not queries.is_takeable(assignment):
        raise Refused(_l("This training is finished or closed, so no new attempt can begin."))
    allowed = releases.get(assignment.release_id).document.quiz.attempts_allowed
    if allowed is not None and assignment.attempts_finished >= allowed:
        raise Refused(_l("You have used every attempt that this training allows. Please ask your manager."))
    attempt_id = new_id()
    values = {
        "person_id": person_id,
        "id": attempt_id,
        "assignment_id": assignment_id,
        "release_id": assignment.release_id,
        "number": assignment.attempts_finished + 1,
        "seed": secrets.token_hex(16),
        "team_id": select(TeamMembership.team_id).where(TeamMembership.person_id == person_id).scalar_subquery(),
        "started_at": now,
    }
    if not insert_once(Attempt, values):  # another window was faster
        return start(person_id, assignment_id)
    db.session.execute(
        update(Assignment)
        .where(Assignment.person_id == person_id, Assignment.id == assignment_id)
        .values(status=AssignmentStatus.IN_PROGRESS)
    )
    return attempt_id


def answer(
    person_id: uuid.UUID, attempt_id: uuid.UUID, ref: StepRef, fields: Fields, shown_at: datetime | None
) -> AttemptState:
    """Store the answer to a step, once; the same step answered again changes nothing.

    Finishing belongs to it: the last answer stores marks, score, status, certificate, mail and audit event with it.
    Raises NotFound when the step is not on the person's way yet, ResponseError when `fields` hold no answer.
    """
    state = queries.get_state(person_id, attempt_id)
    if ref in state.responses:
        return state
    document = releases.get(state.release_id).document
    place = walk(document, state.responses)[-1]
    if state.finished_at or place.ref != ref or place.step.question is None:
        raise NotFound
    response = place.step.question.parse(fields)
    values = {
        "person_id": person_id,
        "attempt_id": attempt_id,
        "scenario_key": ref[0],
        "step_key": ref[1],
        "release_id": state.release_id,
        "response": canonical_bytes(list(response)).decode(),
        "team_id": state.present_team_id,
        "shown_at": shown_at,
        "answered_at": clock.now(),
    }
    if not insert_once(Answer, values):  # another window was faster
        return queries.get_state(person_id, attempt_id)
    responses = {**state.responses, ref: response}
    if is_complete(document, responses):
        _finish(state, grade(document, responses))
    return state


def _finish(state: AttemptState, score: Score) -> None:
    now, share = clock.now(), round(float(score.share), 6)
    own_attempt = (Attempt.person_id == state.person_id, Attempt.id == state.id)
    db.session.execute(
        update(Attempt)
        .where(*own_attempt)
        .values(finished_at=now, ended=AttemptEnd.COMPLETED, score=share, passed=score.passed)
    )
    marks = [
        {
            "person_id": state.person_id,
            "attempt_id": state.id,
            "scenario_key": scenario_key,
            "step_key": step_key,
            "sequence": 1,
            "points": round(float(points), 6),
            "marked_at": now,
        }
        for (scenario_key, step_key), points in score.marks.items()
    ]
    db.session.execute(insert(Mark), marks)
    _settle(state, share, passed=score.passed, now=now)
    audit.record(
        ATTEMPT_FINISHED,
        state.id,
        state.person_id,
        assignment=state.assignment_id.hex,
        release=state.release_id.hex,
        score=share,
        passed=score.passed,
    )


def _settle(state: AttemptState, share: float, *, passed: bool, now: datetime) -> None:
    """Carry the result over to the assignment, with certificate and mail."""
    assignment = db.session.get_one(Assignment, (state.person_id, state.assignment_id), populate_existing=True)
    assignment.attempts_finished += 1
    assignment.counted_score = max(share, assignment.counted_score or 0)
    already_passed = assignment.status is AssignmentStatus.PASSED
    locale = db.session.scalars(select(User.locale).where(User.id == state.person_id)).one()
    if passed and not already_passed:
        assignment.status, assignment.completed_at = AssignmentStatus.PASSED, now
        db.session.add(
            Certificate(
                person_id=state.person_id,
                id=new_id(),
                attempt_id=state.id,
                address=secrets.token_hex(16),
                issued_at=now,
            )
        )
        messages.passed(state.id, state.person_id, locale)
    elif not already_passed:
        assignment.status = AssignmentStatus.FAILED
        messages.failed(state.id, state.person_id, locale)
