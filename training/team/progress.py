"""How many had passed on each day, and how many should have by then."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select

from training import dates
from training.charts.steps import Steps
from training.extensions import db
from training.team.apart import Apart, apart_of
from training.team.completion import relations
from training.team.completion.sources import Sources
from training.team.local_days import local_day
from training.team.status import NOT_COUNTED, shown_status

LONGEST = timedelta(days=180)
"""Further back or ahead than this nobody wants to see each day; what happened before stands at the beginning."""


class Progress(NamedTuple):
    """Completion over time, and what is told apart of the same assignments."""

    steps: Steps
    apart: Apart


def get_progress(sources: Sources, opened_at: datetime) -> Progress:
    """Return completion over time of whoever the page's other numbers count, read in one statement."""
    now = sources.now
    rows = _count_by_day(sources)
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


def _count_by_day(sources: Sources) -> Sequence[Any]:
    """Return due_on, passed_on, shown (the status), settled_by, is_extended and their number."""
    own = relations.assignments(sources).c
    groups = (
        local_day(own.due_at, sources.now).label("due_on"),
        own.passed_on,
        shown_status(sources.now, own).label("shown"),
        own.settled_by,
        own.is_extended,
    )
    statement = select(*groups, func.sum(own.number).label("number"))
    # Grouped by names: PostgreSQL takes the same expression with other parameters for another one.
    statement = statement.group_by("due_on", own.passed_on, "shown", own.settled_by, own.is_extended)
    return db.session.execute(statement).all()
