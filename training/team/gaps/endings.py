"""When the cycle of a campaign is over, so that its first attempts are counted.

It does not wait for the last straggler: in most organisations somebody joins every week, or is on leave for a year.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Row, func, or_, select

from training import clock, cycles, dates
from training.extensions import db
from training.models import Assignment, AssignmentStatus, Campaign, CohortRound, User
from training.models.delivery import Repeats
from training.team.unfinished import is_here

WAITS = timedelta(days=7)
"""So long after the due date of nearly everybody, first attempts still count, unless the cycle ends before."""

STRAGGLERS = 10
"""One in so many people may be due later; nobody waits for them where all others have one day."""


class Finished(NamedTuple):
    """A cycle that is over, and up to when first attempts count in it."""

    campaign_id: uuid.UUID
    cycle: int
    release_id: uuid.UUID
    ends_at: datetime


def list_finished() -> list[Finished]:
    """List the cycles that are over and have not been settled, of each campaign the newest first."""
    now = clock.now()
    found = (
        Finished(row.id, row.cycle, row.release_id, ends_at)
        for row in _unsettled(now)
        if (ends_at := min(_ends(row, now))) <= now
    )
    return sorted(found, key=lambda cycle: (cycle.campaign_id, -cycle.cycle))


def last_to_wait_for(due: Iterable[tuple[datetime, int]]) -> datetime | None:
    """Return the day by which nearly all were due, of days with so many people each; None where there is nobody."""
    latest_first = sorted(due, reverse=True)
    late = sum(number for _at, number in latest_first) // STRAGGLERS
    for at, number in latest_first:
        late -= number
        if late < 0:
            return at
    return None


def _unsettled(now: datetime) -> list[Row[Any]]:
    settled = select(CohortRound.id).where(
        CohortRound.campaign_id == Assignment.campaign_id, CohortRound.cycle == Assignment.cycle
    )
    of = (
        Campaign.id,
        Campaign.release_id,
        Campaign.opens_at,
        Campaign.closed_at,
        Campaign.due_days,
        Campaign.repeats,
        Campaign.rhythms,
    )
    days = (func.min(Assignment.due_at).label("first_due_at"), func.max(Assignment.due_at).label("last_due_at"))
    statement = (
        select(*of, Assignment.cycle, *days)
        .join(Assignment, Assignment.campaign_id == Campaign.id)
        .where(Campaign.opens_at <= now, or_(Campaign.paused_at.is_(None), Campaign.closed_at.is_not(None)))
        .where(~settled.exists())
        .group_by(*of, Assignment.cycle)
    )
    return list(db.session.execute(statement))


def _ends(row: Row[Any], now: datetime) -> Iterator[datetime]:
    """Return the moments of which the first ends a cycle: closed, the next has begun, or there was time enough."""
    if row.closed_at:
        yield row.closed_at
    if next_begins_on := _next_begins_on(row, dates.day_of(now)):
        yield dates.end_of(next_begins_on - timedelta(days=1))
    yield row.last_due_at + WAITS
    if _has_one_day(row) and row.first_due_at + WAITS <= now:
        last = last_to_wait_for(_due_days(row, dates.day_of(now)))
        if last:
            yield last + WAITS


def _next_begins_on(row: Row[Any], today: date) -> date | None:
    if cycles.kind_of(row) is not Repeats.YEARLY:
        return None
    zone = dates.zone_name()
    following = cycles.next_yearly_cycle(row, row.cycle, today, zone)
    return cycles.yearly_begins_on(row, following, zone) if following else None


def _has_one_day(row: Row[Any]) -> bool:
    """Tell whether a cycle has one day for everybody, so that other days are those of a few."""
    return row.due_days is None and (row.cycle == 1 or cycles.kind_of(row) is Repeats.YEARLY)


def _due_days(row: Row[Any], today: date) -> list[tuple[datetime, int]]:
    """Count the people who were asked, and are there, by the moment at which they are due."""
    statement = (
        select(Assignment.due_at, func.count())
        .join(User, User.id == Assignment.person_id)
        .where(Assignment.campaign_id == row.id, Assignment.cycle == row.cycle)
        .where(Assignment.status != AssignmentStatus.EXEMPT, is_here(today))
        .group_by(Assignment.due_at)
    )
    return [(at, number) for at, number in db.session.execute(statement)]
