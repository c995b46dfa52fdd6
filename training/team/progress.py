"""How many had passed on each day, and how many should have by then."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import case, func, select

from training import dates
from training.charts.steps import Steps
from training.extensions import db
from training.models import Assignment, AssignmentStatus, User
from training.team.apart import Apart, apart_of
from training.team.filters import Wanted
from training.team.local_days import local_day
from training.team.scope import Scope
from training.team.selection import assignment_is_wanted, person_conditions
from training.team.status import NOT_COUNTED, shown_status

LONGEST = timedelta(days=180)
"""Further back or ahead than this nobody wants to see each day; what happened before stands at the beginning."""


class Progress(NamedTuple):
    """Completion over time, and what is told apart of the same assignments."""

    steps: Steps
    apart: Apart


def get_progress(scope: Scope, wanted: Wanted, opened_at: datetime, now: datetime) -> Progress:
    """Return completion over time of whoever the page's other numbers count, read in one statement."""
    rows = _count_by_day(scope, wanted, now)
    due, passed = Counter[date](), Counter[date]()
    for row in rows:
        if row.shown not in NOT_COUNTED:
            due[row.due_on] += row.number
            if row.passed_on is not None:
                passed[row.passed_on] += row.number
    today = dates.day_of(now)
    begin = max(min([dates.day_of(opened_at), *passed]), today - LONGEST)
    end = min(max([today, *due]), today + LONGEST)
    return Progress(Steps(begin, today, end, passed, due), apart_of(rows))


def _count_by_day(scope: Scope, wanted: Wanted, now: datetime) -> Sequence[Any]:
    """Return due_on, passed_on, shown (the status), settled_by, is_extended and their number."""
    passed_on = case((Assignment.status == AssignmentStatus.PASSED, local_day(Assignment.completed_at, now)))
    groups = (
        local_day(Assignment.due_at, now).label("due_on"),
        passed_on.label("passed_on"),
        shown_status(now).label("shown"),
        Assignment.settled_by,
        Assignment.extended_until.is_not(None).label("is_extended"),
    )
    return db.session.execute(
        select(*groups, func.count().label("number"))
        .select_from(Assignment)
        .join(User, User.id == Assignment.person_id)
        .where(assignment_is_wanted(wanted, now), *person_conditions(scope, wanted, now))
        .group_by("due_on", "passed_on", "shown", Assignment.settled_by, "is_extended")
    ).all()
