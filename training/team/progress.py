"""How many had passed on each day, and how many should have by then."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from training import dates
from training.charts.steps import Steps
from training.extensions import db
from training.team.apart import Apart, apart_of
from training.team.completion import relations
from training.team.completion.sources import Sources
from training.team.queries import Alike
from training.team.status import NOT_COUNTED

LONGEST = timedelta(days=180)
"""Further back or ahead than this nobody wants to see each day; what happened before stands at the beginning."""


class Progress(NamedTuple):
    """Completion over time, and what is told apart of the same assignments."""

    steps: Steps
    apart: Apart


def get_progress(sources: Sources, alike: Sequence[Alike], opened_at: datetime) -> Progress:
    """Return completion over time of whoever the page's other numbers count; `alike` are all their assignments."""
    passed = _count_passes(sources)
    moments, due = Counter[datetime](), Counter[date]()
    for one in alike:
        if one.status not in NOT_COUNTED:
            moments[one.due_at] += one.number
    for due_at, number in moments.items():
        due[dates.day_of(due_at)] += number
    today = dates.day_of(sources.now)
    begin = max(min([dates.day_of(opened_at), *passed]), today - LONGEST)
    end = min(max([today, *due]), today + LONGEST)
    return Progress(Steps(begin, today, end, passed, due), apart_of(alike))


def _count_passes(sources: Sources) -> Counter[date]:
    """Count passes by day."""
    own = relations.passes(sources).c
    number = func.sum(own.number)
    found = select(own.passed_on, number).group_by(own.passed_on).having(number > 0)
    return Counter({row.passed_on: row[1] for row in db.session.execute(found)})
