"""When mail about training may reach somebody: on working days, between two hours of the reader's own clock."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from training import settings

SETTING = "mail_hours"
_SATURDAY = 5


class Hours(NamedTuple):
    """From the beginning of one hour to the beginning of another, the same day."""

    first: int = 8
    last: int = 18

    def are_open(self, here: datetime) -> bool:
        """Tell whether mail may reach somebody whose clock says `here`."""
        return is_working_day(here.date()) and self.first <= here.hour < self.last

    def next_open(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Return `moment`, or the next morning of a working day in `zone` when mail may not arrive then."""
        here = moment.astimezone(zone)
        if self.are_open(here):
            return moment
        is_before_work = here.hour < self.first and is_working_day(here.date())
        day = here.date() if is_before_work else next_working_day(here.date() + timedelta(days=1))
        # By way of UTC, so that an hour that the clock leaves out is the one after it.
        return datetime.combine(day, time(self.first), zone).astimezone(UTC)

    def closed_before(self, day: date, zone: ZoneInfo) -> datetime:
        """Return when the hours of the working day before `day` ended: what was queued later comes on `day`."""
        before = last_working_day(day - timedelta(days=1))
        # The last hour may be 24.
        return (datetime.combine(before, time(), zone) + timedelta(hours=self.last)).astimezone(UTC)


def next_open_by_zone(zones: Iterable[str], moment: datetime) -> dict[str, datetime]:
    """Map time zones to when mail may next reach the people there, from `moment` on."""
    chosen = of_organisation()
    return {zone: chosen.next_open(moment, ZoneInfo(zone)) for zone in {*zones}}


def is_working_day(day: date) -> bool:
    """Tell whether `day` is none of a weekend."""
    return day.weekday() < _SATURDAY


def next_working_day(day: date) -> date:
    """Return `day`, or the Monday after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def last_working_day(day: date) -> date:
    """Return `day`, or the Friday before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def of_organisation() -> Hours:
    """Return the hours that the organisation has chosen."""
    found = settings.find(SETTING)
    return Hours(*(int(str(hour)) for hour in found)) if isinstance(found, list) else Hours()
