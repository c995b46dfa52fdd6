"""What a campaign says of its cycles: when they begin, when they are due, on which days they stood still."""

import json
from datetime import date, datetime, timedelta
from itertools import count
from typing import NamedTuple

from training import cycles, dates
from training.campaigns.due import Days, DueRule
from training.models import Campaign
from training.models.delivery import Repeats


class Rules(NamedTuple):
    """What is said of a campaign beside its name, release, audience and first dates."""

    follows_newest: bool = False
    due_days: int | None = None
    grace_days: int = 0
    closes_at: datetime | None = None
    repeats: Repeats | None = None
    repeat_months: int | None = None


def begins_on(campaign: Campaign, cycle: int, zone: str) -> date:
    """Return the day on which a cycle of the calendar begins."""
    return cycles.yearly_begins_on(campaign, cycle if cycles.kind_of(campaign) is Repeats.YEARLY else 1, zone)


def next_begins_on(campaign: Campaign, today: date, zone: str) -> date | None:
    """Return the day on which a yearly campaign begins anew."""
    if campaign.repeats is not Repeats.YEARLY:
        return None
    following = next(number for number in count(1) if begins_on(campaign, number, zone) > today)
    return begins_on(campaign, following, zone)


def rule_of(campaign: Campaign, cycle: int, zone: str) -> DueRule:
    """Return what `campaign` says of the due dates of a cycle."""
    due = cycles.due_of(campaign, cycle, zone)
    return DueRule(
        begins_on=begins_on(campaign, cycle, zone),
        due_at=due.at,
        due_days=days_of(campaign, zone) if due.days is None else due.days,
        grace_days=campaign.grace_days,
        pauses=pauses_of(campaign, zone),
    )


def has_own_rounds(campaign: Campaign) -> bool:
    """Tell whether rounds begin on each person's own days, so that no day is due for all of them."""
    return cycles.kind_of(campaign) is Repeats.AFTER_COMPLETION


def days_of(campaign: Campaign, zone: str) -> int:
    """Return how many days people have at first; where a date is set, from the opening to it."""
    if campaign.due_days is not None:
        return campaign.due_days
    return (dates.day_of(campaign.due_at, zone) - dates.day_of(campaign.opens_at, zone)).days


def pauses_of(campaign: Campaign, zone: str) -> tuple[Days, ...]:
    """Return the days on which the campaign stood still, each once, a pause that goes on last."""
    spans = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in json.loads(campaign.pauses)]
    found: list[Days] = []
    for first, last in sorted(spans):
        begins = found.pop().first if found and first <= _last_of(found) else first
        found.append(Days(begins, max(begins, last)))
    if campaign.paused_at:
        first = dates.day_of(campaign.paused_at, zone)
        found.append(Days(found.pop().first if found and first <= _last_of(found) else first, None))
    return tuple(found)


def _last_of(found: list[Days]) -> date:
    return found[-1].last or date.max


def expired_before(campaign: Campaign, today: date, zone: str) -> datetime | None:
    """Return the moment before which a completion leads to the next cycle now; None where none does.

    A rhythm that was changed holds from the next day on.
    """
    if campaign.repeat_months is None or today < (cycles.holds_from(campaign) or today):
        return None
    day = dates.months_later(today, -campaign.repeat_months) + timedelta(days=3)  # months differ by that much
    while dates.months_later(day, campaign.repeat_months) > today:
        day -= timedelta(days=1)
    return dates.start_of(day + timedelta(days=1), zone)
