"""Which cycles a campaign has had, and on which day the report of one of them looks back."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from training import cycles, dates
from training.campaigns.rules import begins_on
from training.errors import NotFound
from training.models.delivery import Repeats


class Cycle(NamedTuple):
    """One round of a campaign: all of it, where it asks once; `ends_on` is the last day, if there is one already."""

    campaign: Any
    number: int
    begins_on: date
    ends_on: date | None

    @property
    def first_day(self) -> date:
        """Return the first day that a report can look at: people may be assigned before the opening."""
        created_on = dates.day_of(self.campaign.created_at)
        return min(self.begins_on, created_on) if self.number == 1 else self.begins_on

    @property
    def start_over_on(self) -> date:
        """Return the last day on which somebody who is assigned was there from the start."""
        return max(self.begins_on, dates.day_of(self.campaign.created_at))

    def last_day(self, today: date) -> date:
        """Return the day that a report looks at unless another is asked for."""
        return max(self.first_day, min(self.ends_on or today, today))


def cycles_of(campaign: Any, newest: int, today: date) -> list[Cycle]:
    """List the cycles of a campaign, the newest first; `newest` counts where each person has a rhythm of their own."""
    zone = dates.zone_name()
    closed_on = dates.day_of(campaign.closed_at, zone) if campaign.closed_at else None
    kind = cycles.kind_of(campaign)
    if kind is Repeats.YEARLY:
        return _yearly(campaign, cycles.yearly_cycles(campaign, min(today, closed_on or today), zone), closed_on)
    numbers = range(newest, 0, -1) if kind else [1]
    return [Cycle(campaign, number, begins_on(campaign, number, zone), closed_on) for number in numbers]


def _yearly(campaign: Any, numbers: list[int], closed_on: date | None) -> list[Cycle]:
    """Return rounds that follow each other, each until the day before the next begins; the newest first."""
    begun = [begins_on(campaign, number, dates.zone_name()) for number in numbers]
    ends = [*(day - timedelta(days=1) for day in begun[1:]), closed_on]
    return [Cycle(campaign, *each) for each in reversed([*zip(numbers, begun, ends, strict=True)])]


def get_cycle(campaign: Any, newest: int, number: int, today: date) -> Cycle:
    """Return one cycle; raise NotFound when the campaign has not had it."""
    found = [cycle for cycle in cycles_of(campaign, newest, today) if cycle.number == number]
    if not found:
        raise NotFound
    return found[0]
