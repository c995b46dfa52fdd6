"""How each person of a cycle stood at a moment, as SQL: from what is known today of what had happened by then."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from training.models import Assignment, AssignmentStatus, Attempt, AuditEvent, Override, OverrideKind, Release, User

MOVED = "person.moved"
BY_QUIZ = "quiz"
MANY = 3
"""From so many attempts on they are counted together."""
HUNDREDTH = 1e-8
"""Less than a score can differ by, and more than it can be off."""
BANDS = range(10, -1, -1)
"""Full marks, then tenths: 9 is from 90 to 99 per cent."""


class Source(StrEnum):
    """How somebody came to be among the people of a cycle."""

    AT_START = "at_start"
    OWN_RHYTHM = "own_rhythm"
    JOINED = "joined"
    ADDED = "added"


class Outcome(StrEnum):
    """How somebody stood; whoever passed has passed, whatever came later."""

    PASSED = "passed"
    EXEMPT = "exempt"
    LEFT = "left"
    ON_LEAVE = "on_leave"
    FAILED = "failed"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"


OPEN = (Outcome.FAILED, Outcome.IN_PROGRESS, Outcome.NOT_STARTED)
"""Whoever stands so has still to finish, and is overdue once the day has passed."""


class Asked(NamedTuple):
    """What a report looks at: one cycle of a campaign at a moment, and by which attempt its quiz counts."""

    campaign_id: uuid.UUID
    cycle: int
    begins_on: date
    begins_at: datetime
    start_over_at: datetime
    moment: datetime
    day: date
    release_id: uuid.UUID
    counts: Literal["best", "first", "last"]

    def own(self) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions on the assignments of the cycle that were there at the moment."""
        return (
            Assignment.campaign_id == self.campaign_id,
            Assignment.cycle == self.cycle,
            Assignment.assigned_at <= self.moment,
        )


def standing(asked: Asked, extra: Sequence[Any] = ()) -> Select[*tuple[Any, ...]]:
    """Return one row for each person of the cycle, with `extra` columns of `Assignment` and `User`."""
    tried = _tried(asked)
    has_passed = and_(Assignment.status == AssignmentStatus.PASSED, Assignment.completed_at <= asked.moment)
    has_left = func.coalesce(User.deactivated_at <= asked.moment, False)
    outcome = _outcome(asked, has_passed, has_left, tried)
    settled_by = func.coalesce(type_coerce(Assignment.settled_by, String(30)), BY_QUIZ)
    columns = (
        Assignment.person_id,
        Assignment.id.label("assignment_id"),
        _source(asked).label("source"),
        has_left.label("has_left"),
        outcome.label("outcome"),
        case((has_passed, settled_by)).label("passed_by"),
        (Assignment.due_at < asked.moment).label("is_past_due"),
        tried.c.passed_first,
        tried.c.score,
        case((_is_passed_without_quiz(has_passed), _taught_release()), else_=tried.c.release).label("release"),
        func.coalesce(tried.c.number, 0).label("tries"),
        _latest(asked, OverrideKind.EXTENSION, Override.until).label("extended_until"),
        _has_moved(asked).label("has_moved"),
        type_coerce(User.employment, String(30)).label("employment"),
        case((has_passed, Assignment.completed_at)).label("completed_at"),
        *extra,
    )
    return (
        select(*columns)
        .select_from(Assignment)
        .join(User, User.id == Assignment.person_id)
        .outerjoin(tried, _of(tried))
        .where(*asked.own())
    )


def band(score: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the tenth that a score lies in; nothing without a score."""
    return case(
        *((score >= tenth / 10 - HUNDREDTH, literal(tenth)) for tenth in BANDS if tenth),
        (score.is_not(None), literal(0)),
    )


def taken_back(moment: datetime | None = None) -> ColumnElement[bool]:
    """Return the condition that a row of `Override` had been taken back by then, or ever."""
    later = aliased(Override)
    by_then = () if moment is None else (later.given_at <= moment,)
    own = (later.person_id == Override.person_id, later.takes_back_id == Override.id)
    return exists().where(*own, *by_then).correlate(Override)


def counts(asked: Asked) -> ColumnElement[bool]:
    """Return the condition that a decision counts at the moment: a class from its own day on, whenever it is recorded.

    Passes in class are counted so as well; one that was recorded later and is taken back by now never passed anybody.
    """
    held = and_(Override.kind == OverrideKind.ATTENDED, Override.held_on <= asked.day, ~taken_back())
    return and_(Override.kind != OverrideKind.TAKING_BACK, or_(Override.given_at <= asked.moment, held))


def assignment_of(row: Any) -> ColumnElement[bool]:
    """Return the condition that joins what has happened to an assignment to it."""
    return and_(Assignment.person_id == row.person_id, Assignment.id == row.assignment_id)


def _is_passed_without_quiz(has_passed: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(has_passed, Assignment.settled_by.is_not(None))


def _taught_release() -> ColumnElement[Any]:
    """Return the number of the release that was taught in class, or passed by hand."""
    own = (Override.person_id == Assignment.person_id, Override.assignment_id == Assignment.id)
    decided = (Override.kind == Assignment.settled_by, ~taken_back())
    numbers = select(Release.number).join(Override, Override.release_id == Release.id).where(*own, *decided)
    latest = numbers.order_by(Override.given_at.desc(), Override.id.desc()).limit(1)
    return latest.correlate(Assignment).scalar_subquery()


def _outcome(asked: Asked, has_passed: Any, has_left: Any, tried: Subquery) -> ColumnElement[Any]:
    is_away = and_(User.leave_from <= asked.day, or_(User.leave_until.is_(None), User.leave_until >= asked.day))
    return case(
        (has_passed, Outcome.PASSED.value),
        (has_left, Outcome.LEFT.value),
        (_is_exempt(asked), Outcome.EXEMPT.value),
        (is_away, Outcome.ON_LEAVE.value),
        (tried.c.has_open == 1, Outcome.IN_PROGRESS.value),
        (tried.c.number > _reset_after(asked), Outcome.FAILED.value),
        else_=Outcome.NOT_STARTED.value,
    )


def _source(asked: Asked) -> ColumnElement[Any]:
    has_joined = or_(
        User.hired_on > asked.begins_on, and_(User.hired_on.is_(None), User.created_at > asked.start_over_at)
    )
    return case(
        (Assignment.begins_on.is_not(None), Source.OWN_RHYTHM.value),
        (Assignment.assigned_at <= asked.start_over_at, Source.AT_START.value),
        (has_joined, Source.JOINED.value),
        else_=Source.ADDED.value,
    )


def _tried(asked: Asked) -> Subquery:
    """Count the attempts of each person that were over by then, and take the score that counts."""
    is_over = func.coalesce(Attempt.finished_at <= asked.moment, False)
    rank = func.row_number().over(
        partition_by=(Attempt.person_id, Attempt.assignment_id),
        order_by=(case((is_over, 0), else_=1), *_first_counts(asked)),
    )
    each = (
        select(
            Attempt.person_id,
            Attempt.assignment_id,
            case((is_over, 1), else_=0).label("is_over"),
            case((and_(is_over, Attempt.number == 1), cast(Attempt.passed, Integer))).label("passed_first"),
            Attempt.score,
            Release.number.label("release"),
            rank.label("rank"),
        )
        .join(Assignment, assignment_of(Attempt))
        .join(Release, Release.id == Attempt.release_id)
        .where(*asked.own(), Attempt.practice.is_(False), Attempt.started_at <= asked.moment)
        .subquery()
    )
    counts = and_(each.c.rank == 1, each.c.is_over == 1)
    return (
        select(
            each.c.person_id,
            each.c.assignment_id,
            func.sum(each.c.is_over).label("number"),
            func.max(1 - each.c.is_over).label("has_open"),
            func.max(each.c.passed_first).label("passed_first"),
            func.max(case((counts, each.c.score))).label("score"),
            func.max(case((counts, each.c.release))).label("release"),
        )
        .group_by(each.c.person_id, each.c.assignment_id)
        .subquery()
    )


def _first_counts(asked: Asked) -> tuple[Any, ...]:
    """Return what to sort attempts by so that the one whose score counts comes first, as `finishing.counting` does."""
    has_passed = case((Attempt.passed.is_(True), 0), else_=1)
    match asked.counts:
        case "best":
            return has_passed, Attempt.score.desc(), Attempt.number
        case "last":
            return (Attempt.number.desc(),)
        case "first":
            reset_after = _reset_after(asked)
            before = and_(Attempt.number <= reset_after, Attempt.passed.is_(True))
            return case((before, 0), (Attempt.number > reset_after, 1), else_=2), Attempt.number


def _in_force(asked: Asked, kind: OverrideKind) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on decisions of a kind about the row of `Assignment` that held at the moment."""
    own = (Override.person_id == Assignment.person_id, Override.assignment_id == Assignment.id)
    return *own, Override.kind == kind, Override.given_at <= asked.moment, ~taken_back(asked.moment)


def _is_exempt(asked: Asked) -> ColumnElement[bool]:
    return exists().where(*_in_force(asked, OverrideKind.EXEMPTION)).correlate(Assignment)


def _latest(asked: Asked, kind: OverrideKind, column: Any) -> ColumnElement[Any]:
    """Return what the last decision of a kind said that held at the moment; the kept columns tell of today."""
    held = select(column).where(*_in_force(asked, kind)).order_by(Override.given_at.desc(), Override.id.desc()).limit(1)
    return held.correlate(Assignment).scalar_subquery()


def _reset_after(asked: Asked) -> ColumnElement[int]:
    """Return how many attempts of the row of `Assignment` were behind the last reset."""
    return func.coalesce(_latest(asked, OverrideKind.RESET, Override.attempts), 0)


def _has_moved(asked: Asked) -> ColumnElement[bool]:
    # Whoever was added since has been put into a first team, which is recorded in the same words and is no move.
    since = case((User.created_at > asked.begins_at, Assignment.assigned_at), else_=asked.begins_at)
    during = (AuditEvent.at > since, AuditEvent.at <= asked.moment)
    own = AuditEvent.subject_id == _written(Assignment.person_id)
    return exists().where(own, AuditEvent.action == MOVED, *during).correlate(Assignment, User)


def _written(person_id: Any) -> ColumnElement[str]:
    """Return an id as events write it: databases that know such ids put dashes in."""
    return func.replace(cast(person_id, String), "-", "")


def _of(rows: Subquery) -> ColumnElement[bool]:
    return and_(rows.c.person_id == Assignment.person_id, rows.c.assignment_id == Assignment.id)
