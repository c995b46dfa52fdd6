"""Who is to be reminded, in statements that take everybody of a day at once."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, Row, Select, Uuid, and_, bindparam, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from training import dates, releases
from training.config import is_time_zone
from training.extensions import db
from training.mail.hours import Hours
from training.mail.messages import MailKind, campaign_of_debrief
from training.mail.telling import is_announced_later, is_told_since
from training.models import (
    Assignment,
    Attempt,
    Campaign,
    OutgoingMail,
    Override,
    PersonIdentity,
    Reminder,
    ReminderKind,
    TeamClosure,
    TeamMembership,
    ToldDue,
    User,
)
from training.reminders import rules
from training.reminders.plan import Entry, Plan
from training.statements import list_rows
from training.team.deputies import readers
from training.team.unfinished import is_here, is_running, is_unfinished

BATCH = 20_000


class Day(NamedTuple):
    """A day that has come, with the time zones in which mail may reach people just now."""

    date: date
    zones: tuple[str, ...]
    queued_since: datetime
    """From this moment on, mail that keeps to the hours comes on this day."""


class Group(NamedTuple):
    """Campaigns that remind alike. Whoever has used all attempts can do nothing about it and is not reminded."""

    plan: Plan
    attempts: int | None
    campaign_ids: tuple[uuid.UUID, ...]


class Manager(NamedTuple):
    """Somebody who is told about people of a team."""

    id: uuid.UUID
    locale: str
    time_zone: str
    depth: int
    of: uuid.UUID
    """Who manages the team: the same person, or the one for whom this one stands in."""


def open_days(now: datetime, hours: Hours) -> list[Day]:
    """Return the days that people are in whom mail may reach now, by their own clocks."""
    zones = defaultdict(list)
    for name in db.session.scalars(select(User.time_zone).distinct().order_by(User.time_zone)):
        here = now.astimezone(ZoneInfo(name)) if is_time_zone(name) else None
        if here and hours.are_open(here):
            zones[here.date()].append(name)
    return [
        Day(day, tuple(names), min(hours.closed_before(day, ZoneInfo(name)) for name in names))
        for day, names in sorted(zones.items())
    ]


def list_groups(now: datetime) -> list[Group]:
    """Return the campaigns that people can take now, by how they remind."""
    rows = db.session.execute(select(Campaign.id, Campaign.release_id).where(is_running(now))).all()
    plans, default = rules.plans_of([row.id for row in rows]), rules.of_all().plan
    groups = defaultdict(list)
    for row in rows:
        quiz = releases.get(row.release_id).document.quiz
        groups[plans.get(row.id, default), quiz.useful_attempts].append(row.id)
    return [Group(plan, attempts, tuple(ids)) for (plan, attempts), ids in groups.items()]


def list_due(group: Group, entry: Entry, day: Day) -> Sequence[Row[Any]]:
    """Return up to a batch of unfinished assignments whose people have not had this reminder or a later one."""
    own = {"zones": day.zones, "day_begins": _begin_of(day), "queued_since": day.queued_since}
    return list_rows(_select_due(is_limited=group.attempts is not None), **own, **_values(group, entry, day))


@lru_cache
def _select_due(*, is_limited: bool) -> Select[Any]:
    """Return the statement of `list_due`, built once: the worker asks it some times for each campaign and minute."""
    planned_at = bindparam("planned_at", type_=Reminder.created_at.type)
    day_begins = bindparam("day_begins", type_=Reminder.created_at.type)
    later = (
        Reminder.person_id == Assignment.person_id,
        Reminder.campaign_id == Assignment.campaign_id,
        Reminder.kind != ReminderKind.ESCALATION,
        Reminder.sent_on >= bindparam("planned_on"),
    )
    is_mailed_about_today = or_(
        exists().where(
            Attempt.person_id == Assignment.person_id,
            Attempt.assignment_id == Assignment.id,
            Attempt.finished_at >= day_begins,
        ),
        exists().where(
            Override.person_id == Assignment.person_id,
            Override.assignment_id == Assignment.id,
            Override.given_at >= bindparam("queued_since", type_=Override.given_at.type),
        ),
    )
    # A mail with the due date reminds of it; nobody needs another one for a reminder that fell on the same day.
    is_told = is_told_since(planned_at)
    zones = User.time_zone.in_(bindparam("zones", expanding=True))
    return (
        _unfinished(User.locale, User.time_zone)
        .join(PersonIdentity, PersonIdentity.person_id == User.id)
        .where(*_due(is_limited=is_limited), zones, is_here(bindparam("day", type_=Date())))
        .where(PersonIdentity.email.is_not(None), ~exists().where(*later), ~is_mailed_about_today, ~is_told)
        .limit(BATCH)
    )


def list_late(group: Group, entry: Entry, day: Day, after: Row[Any] | None) -> Sequence[Row[Any]]:
    """Return a batch of late assignments in teams, of which nobody was told yet, with their team."""
    statement = _select_late(is_limited=group.attempts is not None, goes_on=after is not None)
    place = {"after_person": after.person_id, "after_id": after.id} if after else {}
    return list_rows(statement, **place, **_values(group, entry, day))


@lru_cache
def _select_late(*, is_limited: bool, goes_on: bool) -> Select[Any]:
    """Return the statement of `list_late`, built once."""
    told = (
        Reminder.person_id == Assignment.person_id,
        Reminder.campaign_id == Assignment.campaign_id,
        Reminder.kind == ReminderKind.ESCALATION,
        Reminder.cycle == Assignment.cycle,
        Reminder.planned_on >= bindparam("planned_on"),
    )
    statement = (
        _unfinished(TeamMembership.team_id)
        .join(TeamMembership, TeamMembership.person_id == User.id)
        .where(*_due(is_limited=is_limited), is_here(bindparam("day", type_=Date())), ~exists().where(*told))
        .order_by(Assignment.person_id, Assignment.id)
        .limit(BATCH)
    )
    if not goes_on:
        return statement
    own = tuple_(Assignment.person_id, Assignment.id)
    return statement.where(own > tuple_(bindparam("after_person", type_=Uuid()), bindparam("after_id", type_=Uuid())))


def _unfinished(*columns: Any) -> Select[Any]:
    return (
        select(
            *(Assignment.person_id, Assignment.id, Assignment.campaign_id, Assignment.cycle, Assignment.due_at),
            *columns,
        )
        .select_from(Assignment)
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .join(User, User.id == Assignment.person_id)
        .where(is_unfinished())
    )


def _values(group: Group, entry: Entry, day: Day) -> dict[str, Any]:
    """Return the parameters of `_due` and of what asks for the day or the plan."""
    values = {
        "campaigns": group.campaign_ids,
        "day": day.date,
        "planned_on": entry.planned_on,
        "planned_at": dates.start_of(entry.planned_on),
        "first_due": dates.start_of(entry.first_due),
        "after_due": dates.start_of(entry.last_due + timedelta(days=1)),
    }
    return values if group.attempts is None else {**values, "attempts": group.attempts}


def _due(*, is_limited: bool) -> list[ColumnElement[bool]]:
    """Return the conditions that a plan sets; nobody is reminded on the day of the invitation or before."""
    invited_before = bindparam("planned_at", type_=Assignment.assigned_at.type)
    found = [
        Assignment.campaign_id.in_(bindparam("campaigns", expanding=True)),
        Assignment.due_at >= bindparam("first_due"),
        Assignment.due_at < bindparam("after_due"),
        Assignment.assigned_at < invited_before,
        Campaign.opens_at < invited_before,
    ]
    used = Assignment.attempts_finished - Assignment.reset_after
    return [*found, used < bindparam("attempts")] if is_limited else found


def _begin_of(day: Day) -> datetime:
    """Return when the day began in the first of its zones."""
    begins = (datetime.combine(day.date, time(), ZoneInfo(zone)).astimezone(UTC) for zone in day.zones)
    return min(begins)


def list_managers(team_ids: Collection[uuid.UUID], day: Day) -> dict[uuid.UUID, list[Manager]]:
    """Return by team who can be told about its people: managers of it and of the teams above, the nearest first.

    Whoever stands in for a manager is told as well.
    """
    manager, reader = aliased(User), readers(day.date)
    statement = (
        select(
            TeamClosure.descendant_id,
            *(manager.id, manager.locale, manager.time_zone, TeamClosure.depth, reader.c.manager_id),
        )
        .join(reader, reader.c.team_id == TeamClosure.ancestor_id)
        .join(manager, manager.id == reader.c.reader_id)
        .join(PersonIdentity, PersonIdentity.person_id == manager.id)
        .where(TeamClosure.descendant_id.in_(team_ids))
        .where(is_here(day.date, manager), PersonIdentity.email.is_not(None))
        .order_by(TeamClosure.depth, manager.id)
    )
    found: dict[uuid.UUID, list[Manager]] = defaultdict(list)
    for row in db.session.execute(statement):
        found[row.descendant_id].append(Manager(row.id, row.locale, row.time_zone, row.depth, row.manager_id))
    return found


def list_reminded_on(day: date, campaign_ids: Collection[uuid.UUID]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Return (person, campaign) of those who have had or will have a mail about their own training on that day."""
    rows = select(Reminder.person_id, Reminder.campaign_id).where(
        Reminder.campaign_id.in_(campaign_ids), Reminder.sent_on == day, Reminder.kind != ReminderKind.ESCALATION
    )
    return {(row.person_id, row.campaign_id) for row in db.session.execute(rows)}


def list_debriefed_on(day: date, people: Collection[uuid.UUID]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Return (person, campaign) of those who have had or will have the sheets of a training on that day."""
    leaves_at = func.coalesce(OutgoingMail.sent_at, OutgoingMail.next_at)
    # Days begin at different hours; which one it is for a person is told below.
    around = leaves_at.between(dates.start_of(day - timedelta(days=1)), dates.start_of(day + timedelta(days=2)))
    statement = (
        select(OutgoingMail.person_id, OutgoingMail.dedupe_key, leaves_at.label("leaves_at"), User.time_zone)
        .join(User, User.id == OutgoingMail.person_id)
        .where(OutgoingMail.person_id.in_(people), OutgoingMail.kind == MailKind.DEBRIEF.value, around)
    )
    return {
        (row.person_id, campaign_of_debrief(row.dedupe_key))
        for row in (db.session.execute(statement) if people else ())
        if row.leaves_at.astimezone(ZoneInfo(row.time_zone)).date() == day
    }


def list_mailed_days(rows: Sequence[Row[Any]], since: date) -> dict[uuid.UUID, set[date]]:
    """Map assignments to the days from `since` on of which their people have or will have a reminder of them."""
    found = defaultdict[uuid.UUID, set[date]](set)
    wanted = Reminder.assignment_id.in_([row.id for row in rows])
    statement = select(Reminder.assignment_id, Reminder.sent_on).where(
        wanted, Reminder.sent_on >= since, Reminder.kind != ReminderKind.ESCALATION
    )
    for row in db.session.execute(statement) if rows else ():
        found[row.assignment_id].add(row.sent_on)
    return found


def list_told_days(people: Collection[uuid.UUID], campaign_id: uuid.UUID, since: date) -> dict[uuid.UUID, set[date]]:
    """Map people to the days from `since` on with a mail to them about a training, their own or that of others."""
    found = defaultdict[uuid.UUID, set[date]](set)
    statement = select(Reminder.recipient_id, Reminder.sent_on).where(
        Reminder.recipient_id.in_(people), Reminder.campaign_id == campaign_id, Reminder.sent_on >= since
    )
    for row in db.session.execute(statement) if people else ():
        found[row.recipient_id].add(row.sent_on)
    return found


def list_week_readers(now: datetime, day: Day, key_of: Callable[[uuid.UUID], str]) -> Sequence[Row[Any]]:
    """Return (id, locale) of managers and deputies with unfinished people who have not had the mail of this key."""
    manager, people, reader = aliased(User), aliased(TeamMembership), readers(day.date)
    here = (
        select(manager.id, manager.locale)
        .join(PersonIdentity, PersonIdentity.person_id == manager.id)
        .where(manager.id.in_(select(reader.c.reader_id)), manager.time_zone.in_(day.zones))
        .where(is_here(day.date, manager), PersonIdentity.email.is_not(None))
    )
    found: dict[str, Any] = {key_of(row.id): row for row in db.session.execute(here)}
    had = set(db.session.scalars(select(OutgoingMail.dedupe_key).where(OutgoingMail.dedupe_key.in_(found))))
    waiting = {row.id: row for key, row in found.items() if key not in had}
    unfinished = (
        select(reader.c.reader_id)
        .distinct()
        .join(TeamClosure, TeamClosure.ancestor_id == reader.c.team_id)
        .join(people, people.team_id == TeamClosure.descendant_id)
        .join(User, User.id == people.person_id)
        .join(Assignment, Assignment.person_id == User.id)
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .where(reader.c.reader_id.in_(waiting))
        .where(people.person_id != reader.c.reader_id, people.person_id != reader.c.manager_id)
        .where(is_unfinished(), is_running(now), is_here(day.date))
        .order_by(reader.c.reader_id)
    )
    return [waiting[person_id] for person_id in db.session.scalars(unfinished)] if waiting else []


def list_moved(now: datetime, limit: int) -> Sequence[Row[Any]]:
    """Return assignments whose due date is another than the one that their people were told.

    While a campaign stands still or somebody is on leave, the date moves every day; it is told when that is over.
    """
    statement = (
        _unfinished(
            *(User.locale, User.time_zone, PersonIdentity.email),
            *(ToldDue.due_at.label("told_due_at"), ToldDue.sequence, ToldDue.told_at, Campaign.opens_at),
            # What has waited for longer than that waits for a server that nobody has named.
            is_announced_later(now - timedelta(days=1)).label("is_announced_later"),
        )
        .join(ToldDue, and_(ToldDue.person_id == Assignment.person_id, ToldDue.assignment_id == Assignment.id))
        .join(PersonIdentity, PersonIdentity.person_id == User.id)
        .where(ToldDue.due_at != Assignment.due_at, is_here(dates.day_of(now)))
        .where(Campaign.closed_at.is_(None), Campaign.paused_at.is_(None))
        .limit(limit)
        .with_for_update(of=ToldDue, skip_locked=True)
    )
    return db.session.execute(statement).all()
