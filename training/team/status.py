"""The status that people see: the kept one, overdue when time has run out, or on leave while nothing is asked."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, String, and_, case, or_, type_coerce

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


def is_away(day: date | BindParameter[date], of: Any = User) -> ColumnElement[bool]:
    """Return the condition on `User`, or on what has its columns, that somebody is on leave on `day`."""
    return and_(of.leave_from <= day, or_(of.leave_until.is_(None), of.leave_until >= day))


def is_on_leave(now: datetime, of: Any = User) -> ColumnElement[bool]:
    """Return the same condition for the day of `now` where the organisation is."""
    return is_away(dates.day_of(now), of)


def is_here(now: datetime, of: Any = User) -> ColumnElement[bool]:
    """Return the condition on `User`, or on what has its columns, that somebody is not on leave."""
    return or_(of.leave_from.is_(None), ~is_on_leave(now, of))


def is_unfinished(now: datetime) -> ColumnElement[bool]:
    """Return the condition on `Assignment` and `User` that somebody who is not on leave has something to finish."""
    return and_(Assignment.status.not_in(DONE), is_here(now))


def is_overdue(now: datetime) -> ColumnElement[bool]:
    """Return the condition on `Assignment` and `User` that something is overdue at `now`.

    Whoever failed may try again, so failing counts as failed until the due date and as overdue after it.
    """
    return and_(Assignment.due_at < now, is_unfinished(now))


def shown_status(now: datetime, of: Any = None) -> ColumnElement[str]:
    """Return the status that people see at `now`, as text; NULL where there is no assignment.

    `of` has the columns of `Assignment` and `User` in one, where these themselves are not meant.
    """
    duty, person = (of, of) if of is not None else (Assignment, User)
    is_open = duty.status.not_in(DONE)
    return case(
        (and_(duty.due_at < now, is_open, is_here(now, person)), ShownStatus.OVERDUE.value),
        (and_(is_open, is_on_leave(now, person)), ShownStatus.ON_LEAVE.value),
        else_=type_coerce(duty.status, String(30)),
    )


def urgency(now: datetime) -> ColumnElement[int]:
    """Return a number to sort by: the most urgent first, people without an assignment last."""
    ranks = {status.value: rank for rank, status in enumerate(ShownStatus)}
    return case(ranks, value=shown_status(now), else_=len(ranks))
