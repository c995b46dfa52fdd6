"""When a campaign asks the same person again: what assignments and certificates both hang on."""

import json
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row

from training import dates
from training.models import Campaign
from training.models.delivery import Repeats

_YEAR = 12


def present_cycle(campaign: Campaign | Row[Any], today: date, zone: str) -> int:
    """Return the number of the cycle that calendar and opening day say; 1 where people have their own rhythm."""
    if campaign.repeats is not Repeats.YEARLY:
        return 1
    first = dates.day_of(campaign.opens_at, zone)
    years = max(0, today.year - first.year)
    return years + 1 if dates.months_later(first, _YEAR * years) <= today else max(1, years)


def due_of(campaign: Campaign | Row[Any], cycle: int, zone: str) -> datetime:
    """Return when a cycle is due where everybody has the same day: as it was launched, or as it was changed since."""
    if campaign.repeats is not Repeats.YEARLY:
        return campaign.due_at
    found, since = campaign.due_at, 1
    for number, day in json.loads(campaign.due_moves):
        if number <= cycle:
            found, since = dates.end_of(date.fromisoformat(day), zone), number
    return years_later(found, cycle - since, zone)


def years_later(moment: datetime, years: int, zone: str) -> datetime:
    """Return the end of the same day so many years later; 29 February falls on the 28th where there is none."""
    return dates.end_of(dates.months_later(dates.day_of(moment, zone), _YEAR * years), zone) if years else moment


def yearly_begins_on(campaign: Campaign | Row[Any], cycle: int, zone: str) -> date:
    """Return the day on which a cycle of a yearly campaign begins."""
    return dates.months_later(dates.day_of(campaign.opens_at, zone), _YEAR * (cycle - 1))


def own_begins_on(campaign: Campaign | Row[Any], completed_on: date) -> date:
    """Return the day on which the next cycle begins for somebody who has a rhythm of one's own."""
    return dates.months_later(completed_on, campaign.repeat_months or 0)


def valid_until(campaign: Campaign | Row[Any], cycle: int, completed_on: date, zone: str) -> date | None:
    """Return the last day of a certificate, the one before the person's next cycle begins; None when none follows.

    Whoever completes a cycle when the next one has begun already has a certificate of that day alone.
    """
    if campaign.repeats is None:
        return None
    is_yearly = campaign.repeats is Repeats.YEARLY
    begins = yearly_begins_on(campaign, cycle + 1, zone) if is_yearly else own_begins_on(campaign, completed_on)
    return max(begins - timedelta(days=1), completed_on)
