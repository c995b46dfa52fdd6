"""When a campaign asks the same person again: what assignments and certificates both hang on."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row

from training import dates
from training.models import Campaign
from training.models.delivery import Repeats

_YEAR = 12


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
