"""When a training is due for one person: what the campaign says and what happened to the person in, a moment out."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from training import dates


class Days(NamedTuple):
    """From one day to another, both included; without a last day it goes on."""

    first: date
    last: date | None


class DueRule(NamedTuple):
    """What a campaign says of one cycle: a moment for everybody, or so many days after each person's start.

    Whoever starts late has at least `grace_days`. `pauses` are the days on which the campaign stood still.
    """

    begins_on: date
    due_at: datetime | None
    due_days: int | None = None
    grace_days: int = 0
    pauses: tuple[Days, ...] = ()


class Duty(NamedTuple):
    """What is known of one person in that cycle."""

    assigned_on: date
    joined_on: date | None = None
    begins_on: date | None = None
    """Where each person has a rhythm of their own, when this cycle of theirs begins."""
    leave: Days | None = None
    extended_until: date | None = None


@lru_cache(maxsize=100_000)
def due_at(rule: DueRule, duty: Duty, today: date, zone: str) -> datetime:
    """Return the last second of the day on which the training is due, as that day ends in `zone`.

    Nothing makes it earlier than the rule says: starting late, a leave, a pause and an extension only give time. A
    leave or pause without an end has lasted until `today`, so the due day moves on with it.
    """
    begins, least = _begin(rule, duty, zone)
    due = _paused(rule.pauses, begins, least, today, zone)
    if duty.leave and (back := _day_back(duty.leave, begins, due, today, zone)):
        least = dates.end_of(back + timedelta(days=rule.grace_days), zone)
        due = max(due, _paused(rule.pauses, back, least, today, zone))
    return max(due, dates.end_of(duty.extended_until, zone)) if duty.extended_until else due


def _begin(rule: DueRule, duty: Duty, zone: str) -> tuple[date, datetime]:
    begins = duty.begins_on or rule.begins_on
    started = max(begins, duty.joined_on or begins)
    entered = max(started, duty.assigned_on)
    if rule.due_at is not None and duty.begins_on is None:
        due, in_time = rule.due_at, begins
    else:
        due, in_time = dates.end_of(started + timedelta(days=rule.due_days or 0), zone), started
    # Whoever enters in time has what the rule gives; a day that lies behind one who enters later would be no duty.
    least = dates.end_of(entered + timedelta(days=rule.grace_days), zone)
    return entered, max(due, least) if entered > in_time else due


def _day_back(leave: Days, begins: date, due: datetime, today: date, zone: str) -> date | None:
    last = leave.last or max(leave.first, today)
    is_in_the_way = last >= begins and leave.first <= dates.day_of(due, zone)
    return last + timedelta(days=1) if is_in_the_way else None


def _paused(pauses: tuple[Days, ...], begins: date, due: datetime, today: date, zone: str) -> datetime:
    """Move `due` by the days that were taken from whoever began on `begins`."""
    for pause in pauses:
        day, last = dates.day_of(due, zone), pause.last or max(pause.first, today)
        if last >= begins and pause.first <= day:
            due = dates.end_of(last + timedelta(days=1) + (day - max(pause.first, begins)), zone)
    return due
