"""Finishing an attempt: marks, score, status, certificate, mail and audit event together."""

import secrets
import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, bindparam, insert, select

from questions.ruling import rounded
from training import audit, clock, cycles, dates, releases
from training.extensions import db
from training.learning import drafts, queries
from training.learning.queries import AttemptState
from training.learning.rules import GRACE
from training.learning.service.grading import Graded, grade_in_force
from training.mail import messages
from training.models import (
    Assignment,
    AssignmentStatus,
    Attempt,
    AttemptEnd,
    Campaign,
    Certificate,
    Mark,
    User,
    new_id,
)
from training.statements import execute, insert_once, list_rows, updating

_KEEP_MARKS = insert(Mark)
_HOLD = (
    select(
        Assignment.status,
        Assignment.attempts_finished,
        Assignment.reset_after,
        Assignment.cycle,
        User.locale,
        Campaign.opens_at,
        Campaign.repeats,
        Campaign.repeat_months,
        Campaign.rhythms,
    )
    .join(User, User.id == Assignment.person_id)
    .join(Campaign, Campaign.id == Assignment.campaign_id)
    .where(Assignment.person_id == bindparam("the_person_id"), Assignment.id == bindparam("the_id"))
    .with_for_update(of=Assignment)
)
"""The assignment, for which whoever else settles it waits, the person's language and when the next cycle begins."""
_KEPT = (AssignmentStatus.PASSED, AssignmentStatus.EXEMPT)

ATTEMPT_FINISHED = audit.declare("learning.attempt-finished", "attempt", "assignment", "release", "score", "passed")


def finish_time_up(person_id: uuid.UUID, attempt_id: uuid.UUID) -> None:
    """Finish the person's own attempt if its time is up; otherwise change nothing."""
    _finish_late(person_id, attempt_id, Attempt.ends_at <= clock.now())


def finish_if_expired(person_id: uuid.UUID, attempt_id: uuid.UUID) -> bool:
    """Finish an attempt whose time and grace are over and tell whether this call did it."""
    # At the very end of the grace an answer is still taken.
    return _finish_late(person_id, attempt_id, Attempt.ends_at < clock.now() - GRACE)


def _finish_late(person_id: uuid.UUID, attempt_id: uuid.UUID, is_late: ColumnElement[bool]) -> bool:
    # Wait for an answer that is being stored just now; what is read after this lock has it.
    held = db.session.execute(
        select(Attempt.id)
        .where(
            Attempt.person_id == person_id,
            Attempt.id == attempt_id,
            Attempt.finished_at.is_(None),
            is_late,
        )
        .with_for_update()
    ).first()
    if held is None:
        return False
    finish(queries.get_state(person_id, attempt_id), clock.now(), AttemptEnd.TIME_UP)
    return True


def finish(state: AttemptState, now: datetime, ended: AttemptEnd = AttemptEnd.COMPLETED) -> AttemptState:
    """Finish an attempt with the answers of `state` and return it finished; what is unanswered counts 0."""
    graded = grade_in_force(state)
    score, share = graded.score, rounded(graded.score.share)
    result = {"finished_at": now, "ended": ended, "score": share, "passed": score.passed}
    execute(updating(Attempt, *result), {"the_person_id": state.person_id, "the_id": state.id, **result})
    _keep_marks(state, graded, now)
    drafts.forget(state.person_id, state.id)
    done = replace(state, finished_at=now, ended=ended, score=share, passed=score.passed)
    if not state.practice:  # practice is the person's own: no score, no mail, and nothing in the ledger
        settle(done, now)
        _record(done)
    return done


def _record(state: AttemptState) -> None:
    audit.record(
        ATTEMPT_FINISHED,
        state.id,
        state.person_id,
        assignment=state.assignment_id.hex,
        release=state.release_id.hex,
        score=state.score,
        passed=state.passed,
    )


def _keep_marks(state: AttemptState, graded: Graded, now: datetime) -> None:
    marks = [
        {
            "person_id": state.person_id,
            "attempt_id": state.id,
            "scenario_key": ref[0],
            "step_key": ref[1],
            "sequence": 1,
            "points": rounded(points),
            "marked_at": now,
            "ruling_id": found.id if (found := graded.by.get(ref)) else None,
        }
        for ref, points in graded.score.marks.items()
        if ref in state.responses
    ]
    if marks:
        execute(_KEEP_MARKS, marks)


def settle(state: AttemptState, now: datetime, *, has_just_finished: bool = True) -> None:
    """Carry the results of all counted attempts over to the assignment, with certificate and mail.

    `state` is a finished attempt of it, the one that has just finished if one has.
    """
    key = {"the_person_id": state.person_id, "the_id": state.assignment_id}
    (held,) = list_rows(_HOLD, **key)
    status = held.status
    if has_just_finished and not held.attempts_finished:  # under the lock nobody else can have added one
        finished = [queries.FinishedAttempt(state.id, state.score or 0.0, bool(state.passed))]
    else:
        finished = queries.list_finished(state.person_id, state.assignment_id)
    # Attempts at several releases stand beside each other, so the rule is the campaign's and not that of one of them.
    counted = counting(releases.get(state.newest_release_id).document.quiz.counts, finished, held.reset_after)
    changed: dict[str, Any] = {"attempts_finished": len(finished), "counted_score": counted.score}
    is_first_pass = counted.passed and status is not AssignmentStatus.PASSED  # a pass is never taken away
    if is_first_pass:
        changed |= {"status": AssignmentStatus.PASSED, "completed_at": now}
    elif has_just_finished and status not in _KEPT:
        changed["status"] = AssignmentStatus.FAILED
    execute(updating(Assignment, *changed), {**key, **changed})
    if is_first_pass:
        _certify(state, counted.id, now, held)
    elif has_just_finished and not counted.passed and status is not AssignmentStatus.PASSED:
        messages.failed(state.id, state.person_id, held.locale)


def counting(
    counts: Literal["best", "first", "last"], finished: list[queries.FinishedAttempt], reset_after: int = 0
) -> queries.FinishedAttempt:
    """Return the attempt whose result stands; `finished` is in the order of their numbers.

    After a reset the first is the first since then, unless a ruling has passed one of before.
    """
    if counts == "best":
        return max(finished, key=lambda attempt: (attempt.passed, attempt.score))
    if counts == "last":
        return finished[-1]
    candidates = [*(attempt for attempt in finished[:reset_after] if attempt.passed), *finished[reset_after:]]
    return candidates[0] if candidates else finished[0]


def _certify(state: AttemptState, attempt_id: uuid.UUID, now: datetime, held: Row[Any]) -> None:
    zone = dates.zone_name()
    today = dates.day_of(now, zone)
    values = {
        "person_id": state.person_id,
        "id": new_id(),
        "attempt_id": attempt_id,
        "address": secrets.token_hex(16),
        "issued_at": now,
        "passed_on": today,
        "valid_until": cycles.valid_until(held, held.cycle, today, zone),
    }
    if insert_once(Certificate, values):
        messages.passed(attempt_id, state.person_id, held.locale)
