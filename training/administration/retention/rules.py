"""How long leavers are kept by name: a setting, and the days that follow from it."""

from datetime import date, timedelta
from typing import NamedTuple

from training import dates, settings

SETTING = "retention"
SHORTEST_MONTHS = 12
"""The report of a yearly training is checked in the year after it, by name, and who comes back is the same person."""
LONGEST_MONTHS = 240
NOTICE = timedelta(days=7)
"""So long after a change of the setting nobody is pseudonymised: time to see who will be, and to hold somebody back."""


class Retention(NamedTuple):
    """Leavers are kept by name for so many months, and all of them until `begins_on`."""

    months: int
    begins_on: date

    def ends_on(self, left_on: date) -> date:
        """Return the day on which somebody who left on a day is pseudonymised."""
        return max(dates.months_later(left_on, self.months), self.begins_on)

    def last_leaving_day(self, today: date) -> date | None:
        """Return the last day of leaving whose retention has ended by today; None before any has."""
        if today < self.begins_on:
            return None
        # Months are of unequal length: a day at the end of one may stand for several of another.
        day = dates.months_later(today, -self.months)
        while dates.months_later(day + timedelta(days=1), self.months) <= today:
            day += timedelta(days=1)
        return day


def find() -> Retention | None:
    """Return the organisation's retention; None as long as leavers keep their names for ever."""
    kept = settings.find(SETTING)
    if not isinstance(kept, dict):
        return None
    return Retention(int(str(kept["months"])), date.fromisoformat(str(kept["begins_on"])))


def store(months: int | None, today: date) -> Retention | None:
    """Set the months, or no end at all; return what holds from now on."""
    chosen = Retention(months, today + NOTICE) if months is not None else None
    settings.store(SETTING, {"months": chosen.months, "begins_on": chosen.begins_on.isoformat()} if chosen else None)
    return chosen
