"""Beginning an attempt."""

import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Row, bindparam, update

from questions import drawing
from questions.quiz import Quiz, ReleaseDocument
from training import clock, releases
from training.errors import Refused
from training.extensions import db
from training.learning import open_queries, policies, queries
from training.learning.rules import Beginning, Over, beginning
from training.models import Assignment, AssignmentStatus, Attempt, new_id
from training.statements import insert_once, list_rows

_WAIT = _l("The next attempt can’t begin yet. The page of the training says from when it can.")
_OVER = {AssignmentStatus.PASSED: Over.PASSED, AssignmentStatus.EXEMPT: Over.EXEMPT}
_MARK_IN_PROGRESS = (
    update(Assignment)
    .where(
        Assignment.person_id == bindparam("the_person_id"),
        Assignment.id == bindparam("the_id"),
        Assignment.status.not_in(_OVER),
    )
    .values(status=AssignmentStatus.IN_PROGRESS)
    .returning(Assignment.id)
)
_NO_PRACTICE = _l("You can practise once nothing counts any more, and only where the training offers it.")


def start(
    person_id: uuid.UUID, assignment_id: uuid.UUID, *, practice: bool = False, acknowledged: str | None = None
) -> uuid.UUID:
    """Begin an attempt and return its id; while one is open, that one.

    `acknowledged` is the hash of the policy that the person has just acknowledged. Raises NotFound for somebody
    else's assignment, Refused when no attempt may begin now, FieldError when the policy is not acknowledged.
    """
    now = clock.now()
    assignment = queries.get_assignment(person_id, assignment_id, now)
    is_open = assignment.open_practice_id if practice else assignment.open_attempt_id
    if is_open:
        return uuid.UUID(is_open.hex)
    document = releases.get(assignment.release_id).document
    _check(beginning(assignment, document.quiz, now), practice=practice)
    policies.require(person_id, document.quiz, acknowledged)
    values = _values(person_id, assignment, document, now, practice=practice)
    if not insert_once(Attempt, values):  # another window was faster
        return start(person_id, assignment_id, practice=practice)
    if not practice:
        _mark_in_progress(person_id, assignment_id)
    return uuid.UUID(values["id"].hex)


def _mark_in_progress(person_id: uuid.UUID, assignment_id: uuid.UUID) -> None:
    if list_rows(_MARK_IN_PROGRESS, the_person_id=person_id, the_id=assignment_id):
        return
    # passed by a ruling, or exempt, since it was read above
    raise Refused(_OVER[open_queries.get_status(person_id, assignment_id)].why)


def _check(found: Beginning, *, practice: bool) -> None:
    if practice:
        if not found.may_practise:
            raise Refused(_NO_PRACTICE)
    elif found.over:
        raise Refused(found.over.why)
    elif found.possible_from:
        raise Refused(_WAIT)


def _values(
    person_id: uuid.UUID, assignment: Row[Any], document: ReleaseDocument, now: datetime, *, practice: bool
) -> dict[str, Any]:
    seed = secrets.token_hex(16)
    drawn = drawing.draw(document, seed, queries.count_seen(person_id)) if document.pools else None
    number = queries.count_practice(person_id, assignment.id) if practice else assignment.attempts_finished
    return {
        "person_id": person_id,
        "id": new_id(),
        "assignment_id": assignment.id,
        "release_id": assignment.release_id,
        "practice": practice,
        "number": number + 1,
        "seed": seed,
        "drawn": drawing.to_json(drawn) if drawn else None,
        "team_id": assignment.present_team_id,
        "started_at": now,
        "ends_at": None if practice else ends_at(document.quiz, now, assignment.extra_minutes),
    }


def ends_at(quiz: Quiz, started_at: datetime, extra_minutes: int) -> datetime | None:
    """Return when the time of an attempt ends, or None without a time limit."""
    if quiz.time_limit_minutes is None:
        return None
    return started_at + timedelta(minutes=quiz.time_limit_minutes + extra_minutes)


def write_end(person_id: uuid.UUID, assignment_id: uuid.UUID, extra_minutes: int) -> None:
    """Write anew when the time of the open attempt ends; needed whenever the person's extra minutes change."""
    row = open_queries.find_open(person_id, assignment_id)
    if row is None:
        return
    quiz = releases.get(row.release_id).document.quiz
    db.session.execute(
        update(Attempt)
        .where(Attempt.person_id == person_id, Attempt.id == row.id, Attempt.finished_at.is_(None))
        .values(ends_at=ends_at(quiz, row.started_at, extra_minutes))
    )
