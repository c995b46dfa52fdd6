"""When a campaign asks the same person again: what assignments and certificates both hang on.

A rhythm can change from one day to the next. Rounds that began before keep numbers and dates, so what was asked then is
kept with the campaign.
"""

import json
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import Row

from training import dates
from training.models import Campaign
from training.models.delivery import Repeats

_YEAR = 12


class Due(NamedTuple):
    """When a cycle is due: at one moment for everybody, or so many days after each person's start."""

    at: datetime | None
    days: int | None


class Earlier(NamedTuple):
    """How often a campaign asked until a day, included."""

    last: date
    repeats: Repeats | None
    months: int | None


def earlier_rhythms(campaign: Campaign | Row[Any]) -> list[Earlier]:
    """Return how often a campaign asked before, the oldest first."""
    return [
        Earlier(date.fromisoformat(last), Repeats(repeats) if repeats else None, months)
        for last, repeats, months in json.loads(campaign.rhythms)
    ]


def kind_of(campaign: Campaign | Row[Any]) -> Repeats | None:
    """Return what the rounds of a campaign are counted by, also when it has stopped asking again."""
    kinds = [each.repeats for each in earlier_rhythms(campaign)] + [campaign.repeats]
    return next((kind for kind in reversed(kinds) if kind), None)


def holds_from(campaign: Campaign | Row[Any]) -> date | None:
    """Return the first day of the present rhythm; None where there was no other."""
    earlier = earlier_rhythms(campaign)
    return earlier[-1].last + timedelta(days=1) if earlier else None


def _is_yearly_on(campaign: Campaign | Row[Any], day: date) -> bool:
    for earlier in earlier_rhythms(campaign):
        if day <= earlier.last:
            return earlier.repeats is Repeats.YEARLY
    return campaign.repeats is Repeats.YEARLY


def yearly_cycles(campaign: Campaign | Row[Any], until: date, zone: str) -> list[int]:
    """Return the numbers of the rounds that have begun by a day: there is none in a year in which none was asked."""
    found = [1]
    for number in count(2):
        begins = yearly_begins_on(campaign, number, zone)
        if begins > until:
            return found
        if _is_yearly_on(campaign, begins):
            found.append(number)
    raise AssertionError  # numbers do not end


def next_yearly_cycle(campaign: Campaign | Row[Any], after: int, today: date, zone: str) -> int | None:
    """Return the number of the first round behind `after`, or None where none follows; `today` has been counted."""
    for number in count(after + 1):
        begins = yearly_begins_on(campaign, number, zone)
        if _is_yearly_on(campaign, begins):
            return number
        if begins > today:
            return None
    return None


def present_cycle(campaign: Campaign | Row[Any], today: date, zone: str) -> int:
    """Return the number of the cycle that calendar and opening day say; 1 where people have their own rhythm."""
    if kind_of(campaign) is not Repeats.YEARLY:
        return 1
    return yearly_cycles(campaign, today, zone)[-1]


def due_of(campaign: Campaign | Row[Any], cycle: int, zone: str) -> Due:
    """Return when a cycle is due, as it was launched or as it was changed since.

    Where people have a rhythm of their own, the moment is that of their first round.
    """
    found, since = Due(campaign.due_at, None) if campaign.due_days is None else Due(None, campaign.due_days), 1
    if kind_of(campaign) is not Repeats.YEARLY:
        return found
    for number, moved in json.loads(campaign.due_moves):
        if number <= cycle:
            found, since = _moved(moved, zone), number
    return Due(years_later(found.at, cycle - since, zone), None) if found.at else found


def _moved(moved: str | int, zone: str) -> Due:
    return Due(dates.end_of(date.fromisoformat(moved), zone), None) if isinstance(moved, str) else Due(None, moved)


def earlier_days(campaign: Campaign | Row[Any]) -> list[tuple[date, int]]:
    """Return how many days people with a rhythm of their own had before, each with its last day, the oldest first."""
    if kind_of(campaign) is not Repeats.AFTER_COMPLETION:
        return []
    return [(date.fromisoformat(last), days) for last, days in json.loads(campaign.due_moves)]


def years_later(moment: datetime, years: int, zone: str) -> datetime:
    """Return the end of the same day so many years later; 29 February falls on the 28th where there is none."""
    return dates.end_of(dates.months_later(dates.day_of(moment, zone), _YEAR * years), zone) if years else moment


def yearly_begins_on(campaign: Campaign | Row[Any], cycle: int, zone: str) -> date:
    """Return the day on which a cycle of a yearly campaign begins."""
    return dates.months_later(dates.day_of(campaign.opens_at, zone), _YEAR * (cycle - 1))


def own_begins_on(campaign: Campaign | Row[Any], completed_on: date) -> date:
    """Return the day on which the next cycle begins for somebody who has a rhythm of one's own.

    It never lies before the day from which that rhythm holds.
    """
    begins = dates.months_later(completed_on, campaign.repeat_months or 0)
    return max(begins, holds_from(campaign) or begins)


def valid_until(campaign: Campaign | Row[Any], cycle: int, completed_on: date, zone: str) -> date | None:
    """Return the last day of a certificate, the one before the person's next cycle begins; None when none follows.

    Whoever completes a cycle when the next one has begun already has a certificate of that day alone.
    """
    if campaign.repeats is None:
        return None
    if campaign.repeats is Repeats.YEARLY:
        following = next_yearly_cycle(campaign, cycle, completed_on, zone) or cycle + 1
        begins = yearly_begins_on(campaign, following, zone)
    else:
        begins = own_begins_on(campaign, completed_on)
    return max(begins - timedelta(days=1), completed_on)
