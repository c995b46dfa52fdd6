"""What has come into being so far while the invented months are played, and what is still to happen."""

import heapq
import itertools
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from training import clock, dates
from training.demonstration.cast import TOKYO, PersonPlan
from training.extensions import db

SEED = "minato"
_OPENING_HOUR, _CLOSING_HOUR = 9, 18
_SATURDAY = 5


class World:
    """Ids by the keys of the plans, and a queue of happenings that are played in the order of their moments."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.teams: dict[str, uuid.UUID] = {}
        self.people: dict[str, uuid.UUID] = {}
        self.releases: dict[str, uuid.UUID] = {}
        self.tags: dict[str, uuid.UUID] = {}
        self.campaigns: dict[str, uuid.UUID] = {}
        self.changes: list[datetime] = []
        """When somebody comes, goes, or goes on leave, so that it matters to campaigns."""
        self._numbers = itertools.count()
        self._queue: list[tuple[datetime, int, Callable[[], None]]] = []

    def days_ago(self, days: float, hour: int = 10, minute: int = 0) -> datetime:
        """Return a time of day in Tokyo so many days before now."""
        day = (self.now - timedelta(days=days)).astimezone(ZoneInfo(TOKYO))
        return day.replace(hour=hour, minute=minute, second=0, microsecond=0).astimezone(UTC)

    def leave_of(self, person: PersonPlan) -> tuple[date | None, date | None]:
        """Return the first and the last day of somebody's leave."""
        if person.away is None:
            return None, None
        first, last = (dates.day_of(self.days_ago(days), TOKYO) for days in person.away)
        return first, last

    def at(self, moment: datetime, work: Callable[[], None]) -> None:
        """Let `work` happen at `moment`; what lies in the future does not happen."""
        if moment < self.now:
            heapq.heappush(self._queue, (moment, next(self._numbers), work))

    def change_at(self, moment: datetime, work: Callable[[], None]) -> None:
        """Let something happen at `moment` after which a campaign may have something to do."""
        self.at(moment, work)
        self.changes.append(moment)

    def play(self) -> None:
        """Let everything happen, each under its own clock; happenings may bring about later ones."""
        while self._queue:
            moment, _number, work = heapq.heappop(self._queue)
            with clock.moved_to(moment):
                work()
            db.session.flush()
            # Services change rows beside the session; what it remembers would be out of date.
            db.session.expunge_all()


def chance(*names: str) -> Random:
    """Return a source of chance that gives the same for the same names, whatever happened before."""
    return Random(":".join((SEED, *names)))  # noqa: S311  # a story, no secret


def at_work(moment: datetime, zone: str, random: Random) -> datetime:
    """Return a moment in working hours on the same day, or on the Monday after a weekend."""
    day = moment.astimezone(ZoneInfo(zone))
    if day.weekday() >= _SATURDAY:
        day += timedelta(days=7 - day.weekday())
    minutes = random.randrange((_CLOSING_HOUR - _OPENING_HOUR) * 60)
    start = day.replace(hour=_OPENING_HOUR, minute=0, second=0, microsecond=0)
    return (start + timedelta(minutes=minutes)).astimezone(UTC)
