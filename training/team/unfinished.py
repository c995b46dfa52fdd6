"""Who still has something to do and is there to do it: one condition for reminders and for what managers are told."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_

from training.models import Assignment, Campaign, User, UserStatus
from training.team.status import DONE, is_away

Day = date | BindParameter[date]


def is_unfinished() -> ColumnElement[bool]:
    """Return the condition that an assignment is not finished and still asked for."""
    return and_(Assignment.status.not_in(DONE), Assignment.ended_at.is_(None))


def is_running(now: datetime) -> ColumnElement[bool]:
    """Return the condition that people can take a campaign now."""
    return and_(Campaign.opens_at <= now, Campaign.closed_at.is_(None), Campaign.paused_at.is_(None))


def is_here(day: Day, person: Any = User) -> ColumnElement[bool]:
    """Return the condition that somebody has not left and is not on leave on `day`."""
    off = and_(person.leave_from.is_not(None), is_away(day, person))
    return and_(person.status != UserStatus.DEACTIVATED, ~off)
