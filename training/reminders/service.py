"""What is due about reminders, done as often and at as many places as anybody likes: each row is there once."""

import uuid
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, exists, literal, select

from training import clock, dates, transaction
from training.extensions import db
from training.mail import messages
from training.mail.hours import Hours
from training.mail.messages import MailKind, Planned
from training.models import Assignment, Campaign, Reminder, ReminderKind, ToldDue, new_id
from training.reminders import queries, rules
from training.reminders.plan import Entry, due_on, escalations_on
from training.reminders.queries import BATCH, Day, Group, Manager
from training.statements import execute, inserting, updating
from training.team.unfinished import is_unfinished

MAILS = {
    ReminderKind.BEFORE: MailKind.REMINDER,
    ReminderKind.AFTER: MailKind.OVERDUE,
    ReminderKind.NUDGE: MailKind.NUDGE,
}
ROWS_AT_ONCE = 500
MOVED_AT_ONCE = 2_000
_MONDAY, _TUESDAY = 0, 1


def remind() -> tuple[int, int]:
    """Queue the reminders and the mails to managers that are due now; return how many of each."""
    now = clock.now()
    days, groups = queries.open_days(now, rules.of_all().hours), queries.list_groups(now)
    # One's own training comes first, since a manager gets no second mail about a campaign on the same day.
    reminded = sum(
        _remind_all(group, entry, day) for day in days for group in groups for entry in due_on(group.plan, day.date)
    )
    told = sum(
        _escalate_all(group, entry, day)
        for day in days
        for group in groups
        for entry in escalations_on(group.plan, day.date)
    )
    return reminded, told


def _remind_all(group: Group, entry: Entry, day: Day) -> int:
    number, now = 0, clock.now()
    while True:
        rows = queries.list_due(group, entry, day)
        added = 0
        # Looked for outside of the transactions, which are short: on SQLite nobody can answer meanwhile.
        for part in _parts(rows):
            add_part = partial(add, part, entry.kind, entry.planned_on, lambda _row: (day.date, now))
            added += transaction.run(add_part)
        number += added
        # Where another worker was quicker nothing is added, and the rest is looked for again at the next tick.
        if len(rows) < BATCH or not added:
            return number


def _parts(rows: Sequence[Row[Any]]) -> Iterator[Sequence[Row[Any]]]:
    return (rows[first : first + ROWS_AT_ONCE] for first in range(0, len(rows), ROWS_AT_ONCE))


def add(
    rows: Sequence[Row[Any]],
    kind: ReminderKind,
    planned_on: date,
    leaving: Callable[[Row[Any]], tuple[date, datetime]],
    actor_id: uuid.UUID | None = None,
) -> int:
    """Add a reminder and its mail for each assignment whose person has none that day; return how many.

    `leaving` says on which day of the person and at which moment a mail leaves.
    """
    leaves = {row.person_id: leaving(row) for row in rows}
    locales = {row.person_id: row.locale for row in rows}
    added = note(rows, kind, planned_on, {person_id: day for person_id, (day, _moment) in leaves.items()}, actor_id)
    mails = [Planned(new.id, new.person_id, locales[new.person_id], leaves[new.person_id][1]) for new in added]
    messages.reminders(MAILS[kind], mails)
    return len(added)


def note(
    rows: Sequence[Row[Any]],
    kind: ReminderKind,
    planned_on: date,
    days: Mapping[uuid.UUID, date],
    actor_id: uuid.UUID | None,
) -> Sequence[Row[Any]]:
    """Note a reminder on the day of each person in `days`, and return those that were not there."""
    values = [_values(row, kind, row.person_id, planned_on, days[row.person_id]) for row in rows]
    return _insert([each | {"created_by": actor_id} for each in values])


def _insert(values: list[dict[str, Any]]) -> Sequence[Row[Any]]:
    """Insert reminders; return those that were not there."""
    if not values:
        return []
    statement = inserting(Reminder).on_conflict_do_nothing()
    return db.session.execute(
        statement.returning(
            *(Reminder.id, Reminder.person_id, Reminder.recipient_id, Reminder.campaign_id, Reminder.assignment_id)
        ),
        values,
    ).all()


def _values(
    row: Row[Any], kind: ReminderKind, recipient_id: uuid.UUID, planned_on: date, sent_on: date
) -> dict[str, Any]:
    return {
        "person_id": row.person_id,
        "id": new_id(),
        "kind": kind,
        "campaign_id": row.campaign_id,
        "cycle": row.cycle,
        "assignment_id": row.id,
        "recipient_id": recipient_id,
        "planned_on": planned_on,
        "sent_on": sent_on,
        "due_at": row.due_at,
        "created_at": clock.now(),
        "created_by": None,
    }


def _escalate_all(group: Group, entry: Entry, day: Day) -> int:
    told: set[str] = set()
    last: Row[Any] | None = None
    while True:
        rows = queries.list_late(group, entry, day, last)
        managers = queries.list_managers({row.team_id for row in rows}, day) if rows else {}
        busy = _busy(managers, group, day) if rows else set()
        for part in _parts(rows):
            late = [
                (row, manager)
                for row in part
                for manager in _nearest(managers.get(row.team_id, []), row.person_id)
                if manager.time_zone in day.zones and (manager.id, row.campaign_id) not in busy
            ]
            told |= transaction.run(partial(_escalate, late, entry, day))
        if len(rows) < BATCH:
            return len(told)
        last = rows[-1]


def _busy(managers: Mapping[uuid.UUID, Sequence[Manager]], group: Group, day: Day) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Return (manager, campaign) where another mail comes that day, so that this one waits for the next."""
    people = {manager.id for own in managers.values() for manager in own}
    return queries.list_reminded_on(day.date, group.campaign_ids) | queries.list_debriefed_on(day.date, people)


def _escalate(late: Sequence[tuple[Row[Any], Manager]], entry: Entry, day: Day) -> set[str]:
    """Add what managers are told of; one mail for each of them and campaign, whose key is returned."""
    added = _insert(
        [_values(row, ReminderKind.ESCALATION, manager.id, entry.planned_on, day.date) for row, manager in late]
    )
    locales = {manager.id: manager.locale for _row, manager in late}
    keys = {new.id: f"{new.campaign_id.hex}:{new.recipient_id.hex}:{day.date}" for new in added}
    mails = {
        keys[new.id]: Planned(new.id, new.recipient_id, locales[new.recipient_id], clock.now(), keys[new.id])
        for new in added
    }
    messages.escalations(mails.values())
    return {*mails}


def _nearest(managers: Sequence[Manager], person_id: uuid.UUID) -> list[Manager]:
    """Return the managers of the nearest team that has any but the person, who is not told about oneself."""
    others = [manager for manager in managers if person_id not in {manager.id, manager.of}]
    return [manager for manager in others if manager.depth == others[0].depth]


def write_weekly() -> int:
    """Queue this week's mail to managers whose people have something to finish; return how many."""
    chosen = rules.of_all()
    if not chosen.weekly:
        return 0
    now, number = clock.now(), 0
    for day in queries.open_days(now, chosen.hours):
        # On Tuesday too, for a worker that stood still on Monday.
        if day.date.weekday() in {_MONDAY, _TUESDAY}:
            number += transaction.run(partial(_write_week, now, day))
    return number


def _write_week(now: datetime, day: Day) -> int:
    year, week, _weekday = day.date.isocalendar()

    def key(manager_id: uuid.UUID) -> str:
        return f"{manager_id.hex}:{year}-W{week:02}"

    readers = queries.list_week_readers(now, day, lambda manager_id: f"{MailKind.WEEKLY}:{key(manager_id)}")
    messages.weekly([Planned(new_id(), row.id, row.locale, now, key(row.id)) for row in readers])
    return len(readers)


def tell_moved() -> int:
    """Tell people whose due date is another day than they were told; return how many mails were queued.

    Whoever has been told nothing yet gets the present date with the invitation, and is told when it changes.
    """
    transaction.run(_note_first)
    number = 0
    while True:
        found, told = transaction.run(_tell_batch)
        number += told
        if found < MOVED_AT_ONCE:
            return number


def _note_first() -> None:
    values = {
        ToldDue.person_id: Assignment.person_id,
        ToldDue.assignment_id: Assignment.id,
        ToldDue.due_at: Assignment.due_at,
        ToldDue.sequence: literal(0),
        # No mail has told it yet: one that does notes it when it leaves.
        ToldDue.told_at: Assignment.assigned_at,
    }
    known = exists().where(ToldDue.person_id == Assignment.person_id, ToldDue.assignment_id == Assignment.id)
    found = (
        select(*values.values())
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .where(is_unfinished(), Campaign.closed_at.is_(None), ~known)
    )
    statement = inserting(ToldDue).from_select([column.key for column in values], found, include_defaults=False)
    db.session.execute(statement.on_conflict_do_nothing())


def _tell_batch() -> tuple[int, int]:
    now, hours = clock.now(), rules.of_all().hours
    rows = queries.list_moved(now, MOVED_AT_ONCE)
    mailed, moved, told = queries.list_mailed_days(rows, now.date() - timedelta(days=1)), [], []
    for row in rows:
        # Before the opening nobody has read a date; within the day no date that anybody reads has changed.
        is_news = row.opens_at <= now and dates.day_of(row.due_at) != dates.day_of(row.told_due_at)
        times, told_at = row.sequence + is_news, row.told_at
        # An announcement that has still to leave tells the present date by itself.
        if is_news and row.email and not row.is_announced_later:
            told_at = leaves_at = _free_day(row, mailed.get(row.id, set()), hours, now)
            moved.append((Planned(row.id, row.person_id, row.locale, leaves_at), times))
        own = {"the_person_id": row.person_id, "the_assignment_id": row.id}
        told.append({**own, "due_at": row.due_at, "sequence": times, "told_at": told_at})
    if told:
        execute(updating(ToldDue, "due_at", "sequence", "told_at"), told)
    messages.due_moved(moved)
    return len(rows), len(moved)


def _free_day(row: Row[Any], mailed: Container[date], hours: Hours, now: datetime) -> datetime:
    """Return when a mail may next reach a person who has none about the same training on that day."""
    if row.told_at > now:  # one waits, which this one replaces
        return row.told_at  # type: ignore[no-any-return]
    zone = ZoneInfo(row.time_zone)
    moment, told_on = hours.next_open(now, zone), row.told_at.astimezone(zone).date()
    while (day := moment.astimezone(zone).date()) in mailed or day == told_on:
        moment = hours.next_open(datetime.combine(day + timedelta(days=1), time(), zone), zone)
    return moment
