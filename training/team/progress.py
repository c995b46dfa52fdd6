"""How many had passed on each day, and how many should have by then."""

from collections import Counter
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select

from training import dates
from training.charts.steps import Steps
from training.extensions import db
from training.models import Assignment, AssignmentStatus, User
from training.team.filters import Wanted
from training.team.local_days import local_day
from training.team.scope import Scope
from training.team.selection import assignment_is_wanted, person_conditions
from training.team.status import NOT_COUNTED, shown_status

LONGEST = timedelta(days=180)
"""Further back or ahead than this nobody wants to see each day; what happened before stands at the beginning."""


def get_progress(scope: Scope, wanted: Wanted, opened_at: datetime, now: datetime) -> Steps:
    """Return completion over time of whoever the page's other numbers count, read in one statement."""
    passed_on = case((Assignment.status == AssignmentStatus.PASSED, local_day(Assignment.completed_at, now)))
    due_on = local_day(Assignment.due_at, now)
    rows = db.session.execute(
        select(due_on.label("due_on"), passed_on.label("passed_on"), func.count())
        .select_from(Assignment)
        .join(User, User.id == Assignment.person_id)
        .where(assignment_is_wanted(wanted, now), *person_conditions(scope, wanted, now))
        .where(shown_status(now).not_in(NOT_COUNTED))
        .group_by("due_on", "passed_on")
    )
    due, passed = Counter[date](), Counter[date]()
    for due_day, passed_day, number in rows:
        due[due_day] += number
        if passed_day is not None:
            passed[passed_day] += number
    today = dates.day_of(now)
    begin = max(min([dates.day_of(opened_at), *passed]), today - LONGEST)
    end = min(max([today, *due]), today + LONGEST)
    return Steps(begin, today, end, passed, due)
