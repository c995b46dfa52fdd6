"""The status that people see: the kept one, overdue when time has run out, or on leave while nothing is asked."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, String, and_, case, or_, type_coerce

from training import dates
from training.models import Assignment, AssignmentStatus, User


class ShownStatus(StrEnum):
    """What a list, a plot or a filter calls an assignment, the most urgent first."""

    OVERDUE = "overdue"
    FAILED = "failed"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    PASSED = "passed"
    EXEMPT = "exempt"
    ON_LEAVE = "on_leave"


NOT_COUNTED = (ShownStatus.EXEMPT, ShownStatus.ON_LEAVE)
"""Whoever has one of these is left out when shares of completion are told."""
DONE = (AssignmentStatus.PASSED, AssignmentStatus.EXEMPT)


def is_on_leave(now: datetime) -> ColumnElement[bool]:
    """Return the condition on `User` that somebody is on leave on the day of `now`."""
    today = dates.day_of(now)
    return and_(User.leave_from <= today, or_(User.leave_until.is_(None), User.leave_until >= today))


def is_unfinished(now: datetime) -> ColumnElement[bool]:
    """Return the condition on `Assignment` and `User` that somebody who is not on leave has something to finish."""
    is_here = or_(User.leave_from.is_(None), ~is_on_leave(now))
    return and_(Assignment.status.not_in(DONE), is_here)


def is_overdue(now: datetime) -> ColumnElement[bool]:
    """Return the condition on `Assignment` and `User` that something is overdue at `now`.

    Whoever failed may try again, so failing counts as failed until the due date and as overdue after it.
    """
    return and_(Assignment.due_at < now, is_unfinished(now))


def shown_status(now: datetime) -> ColumnElement[str]:
    """Return the status that people see at `now`, as text; NULL where there is no assignment."""
    is_away = and_(Assignment.status.not_in(DONE), is_on_leave(now))
    return case(
        (is_overdue(now), ShownStatus.OVERDUE.value),
        (is_away, ShownStatus.ON_LEAVE.value),
        else_=type_coerce(Assignment.status, String(30)),
    )


def urgency(now: datetime) -> ColumnElement[int]:
    """Return a number to sort by: the most urgent first, people without an assignment last."""
    ranks = {status.value: rank for rank, status in enumerate(ShownStatus)}
    return case(ranks, value=shown_status(now), else_=len(ranks))
