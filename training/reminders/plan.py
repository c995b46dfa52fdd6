"""When a reminder is due, as a pure calculation with days: what the plan says, moved to working days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from training.mail.hours import last_working_day, next_working_day
from training.models import ReminderKind

CATCHES_UP = timedelta(days=3)
"""A worker that stood still over a weekend sends what it missed; what is older is left to the next reminder."""
MOST_DAYS = 90
MOST_REMINDERS = 6


class Plan(NamedTuple):
    """How many days before and after the due date people are reminded, and when their manager is told."""

    before: tuple[int, ...] = (7, 1)
    after: tuple[int, ...] = (3, 10)
    manager_after: int | None = 7


class Entry(NamedTuple):
    """What is due now for everybody whose training is due from one day to another, both included."""

    kind: ReminderKind
    planned_on: date
    first_due: date
    last_due: date


def planned_day(kind: ReminderKind, days: int, due: date) -> date:
    """Return the working day of a reminder so many days before or after `due`.

    From a weekend it moves to the next Monday, but one before the due date never to a day after it.
    """
    if kind is not ReminderKind.BEFORE:
        return next_working_day(due + timedelta(days=days))
    day = next_working_day(due - timedelta(days=days))
    return day if day <= due else last_working_day(due)


def due_on(plan: Plan, today: date) -> list[Entry]:
    """Return what of `plan` is due on `today` or was missed just before, the latest first.

    Who has been reminded on the planned day or later needs no other reminder, so the latest covers the others.
    """
    offsets = [
        *((ReminderKind.BEFORE, days) for days in plan.before),
        *((ReminderKind.AFTER, days) for days in plan.after),
    ]
    found = [entry for kind, days in offsets for entry in _entries(kind, days, today)]
    return sorted(found, key=lambda entry: (entry.planned_on, entry.first_due), reverse=True)


def escalations_on(plan: Plan, today: date) -> list[Entry]:
    """Return for which due days managers are told on `today`, or should have been told just before."""
    if plan.manager_after is None:
        return []
    return list(_entries(ReminderKind.ESCALATION, plan.manager_after, today))


def _entries(kind: ReminderKind, days: int, today: date) -> Iterator[Entry]:
    """Yield one entry for each planned day: due days of one weekend have the same."""
    away = timedelta(days=-days if kind is ReminderKind.BEFORE else days)
    due, by_day = today - away - CATCHES_UP * 2, dict[date, list[date]]()
    while due <= today - away + CATCHES_UP:
        by_day.setdefault(planned_day(kind, days, due), []).append(due)
        due += timedelta(days=1)
    for planned_on, due_days in by_day.items():
        if today - CATCHES_UP <= planned_on <= today:
            yield Entry(kind, planned_on, min(due_days), max(due_days))
