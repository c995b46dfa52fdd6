"""The status that people see: the kept one, or overdue when time has run out."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, String, and_, case, type_coerce

from training.models import Assignment, AssignmentStatus


class ShownStatus(StrEnum):
    """What a list, a plot or a filter calls an assignment, the most urgent first."""

    OVERDUE = "overdue"
    FAILED = "failed"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    PASSED = "passed"
    EXEMPT = "exempt"


DONE = (AssignmentStatus.PASSED, AssignmentStatus.EXEMPT)


def is_overdue(now: datetime) -> ColumnElement[bool]:
    """Return the condition that an assignment is overdue at `now`.

    Whoever failed may try again, so failing counts as failed until the due date and as overdue after it.
    """
    return and_(Assignment.due_at < now, Assignment.status.not_in(DONE))


def shown_status(now: datetime) -> ColumnElement[str]:
    """Return the status that people see at `now`, as text; NULL where there is no assignment."""
    return case((is_overdue(now), ShownStatus.OVERDUE.value), else_=type_coerce(Assignment.status, String(30)))


def urgency(now: datetime) -> ColumnElement[int]:
    """Return a number to sort by: the most urgent first, people without an assignment last."""
    ranks = {status.value: rank for rank, status in enumerate(ShownStatus)}
    return case(ranks, value=shown_status(now), else_=len(ranks))
