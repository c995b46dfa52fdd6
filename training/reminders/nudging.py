"""Reminding by hand: who can be reminded of a training now, who can't and why, and doing it."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.orm import aliased

from questions.canonical import Json
from training import audit, clock, releases
from training.errors import NotFound
from training.extensions import db
from training.mail.sets import announcement_key
from training.models import (
    Assignment,
    Attempt,
    Campaign,
    OutgoingMail,
    Override,
    PersonIdentity,
    Reminder,
    ReminderKind,
    ToldDue,
    User,
)
from training.reminders import rules, service
from training.team.scope import Scope
from training.team.selection import team_name, with_place
from training.team.unfinished import is_running, is_unfinished

MOST_AT_ONCE = 5_000
NUDGED = audit.declare("reminder.sent", "campaign", "person_id", "reminded", "for_managers")


class Hindrance(StrEnum):
    """Why somebody can't be reminded now."""

    NO_MAILBOX = "no_mailbox"
    LEFT = "left"
    ON_LEAVE = "on_leave"
    USED_UP = "used_up"
    REMINDED = "reminded"
    COMES_ANYWAY = "comes_anyway"
    MAILED = "mailed"


UNREACHABLE = (Hindrance.NO_MAILBOX, Hindrance.USED_UP)
"""Why a reminder comes neither now nor later, as long as nobody changes anything."""


class Told(NamedTuple):
    """The last reminder that somebody had; without a name the program sent it."""

    sent_on: date
    kind: ReminderKind
    by: str | None


class Candidate(NamedTuple):
    """Somebody who has not finished; `again_on` is the day from which a throttled person can be reminded."""

    row: Row[Any]
    hindrance: Hindrance | None
    told: Told | None
    again_on: date | None = None


class Look(NamedTuple):
    """What a person who wants to remind is shown."""

    title: Any
    name: str
    to_remind: list[Candidate]
    others: list[Candidate]


def look(scope: Scope, campaign_id: uuid.UUID, language: str, person_id: uuid.UUID | None = None) -> Look:
    """Return who of `scope` can be reminded of a training; raise NotFound where it is not open or reaches nobody."""
    now = clock.now()
    campaign = db.session.execute(
        select(Campaign.name, Campaign.release_id).where(Campaign.id == campaign_id, is_running(now))
    ).one_or_none()
    rows = _list_unfinished(scope, campaign_id, language, person_id)
    if campaign is None or not (rows or _reaches(scope, campaign_id, person_id)):
        raise NotFound
    quiz, told, chosen = releases.get(campaign.release_id).document.quiz, _last_told(campaign_id, rows), rules.of_all()
    attempts = 1 if quiz.counts == "first" else quiz.attempts_allowed
    found = [_judged(row, told.get(row.person_id), attempts, chosen, now) for row in rows]
    return Look(
        quiz.title,
        campaign.name,
        [each for each in found if each.hindrance is None],
        [each for each in found if each.hindrance is not None],
    )


def nudge(scope: Scope, campaign_id: uuid.UUID, actor_id: uuid.UUID, person_id: uuid.UUID | None = None) -> int:
    """Remind whoever of `scope` can be reminded now; return how many. A form sent twice reminds once."""
    now, hours = clock.now(), rules.of_all().hours

    def leaving(row: Row[Any]) -> tuple[date, datetime]:
        zone = ZoneInfo(row.time_zone)
        moment = hours.next_open(now, zone)
        return moment.astimezone(zone).date(), moment

    number, by_day = 0, dict[date, list[Row[Any]]]()
    found = look(scope, campaign_id, "ja", person_id).to_remind
    for each in found:
        by_day.setdefault(leaving(each.row)[0], []).append(each.row)
    for day, rows in by_day.items():
        number += service.add(rows, ReminderKind.NUDGE, day, leaving, actor_id)
    if number:
        details: dict[str, Json] = {"person_id": person_id.hex if person_id else None, "reminded": number}
        stood_in_for = {*scope.stood_in_for([each.row.person_id for each in found]).values()}
        details["for_managers"] = [*sorted(who.hex for who in stood_in_for)]
        audit.record(NUDGED, campaign_id, actor_id, **details)
    return number


def _judged(row: Row[Any], told: Told | None, attempts: int | None, chosen: rules.Rules, now: datetime) -> Candidate:
    """Return whether somebody can be reminded now."""
    zone = ZoneInfo(row.time_zone)
    today, leaves_on = now.astimezone(zone).date(), chosen.hours.next_open(now, zone).astimezone(zone).date()
    if not row.email:
        return Candidate(row, Hindrance.NO_MAILBOX, told)
    if row.leave_from and row.leave_from <= leaves_on and (row.leave_until is None or row.leave_until >= leaves_on):
        return Candidate(row, Hindrance.ON_LEAVE, told)
    if attempts is not None and row.attempts_used >= attempts:
        return Candidate(row, Hindrance.USED_UP, told)
    if told and told.sent_on >= leaves_on:
        is_ahead = told.sent_on > today
        return Candidate(row, Hindrance.COMES_ANYWAY if is_ahead else Hindrance.REMINDED, told, _after(told.sent_on, 1))
    if told and told.kind is ReminderKind.NUDGE and leaves_on < _after(told.sent_on, chosen.nudge_pause_days):
        return Candidate(row, Hindrance.REMINDED, told, _after(told.sent_on, chosen.nudge_pause_days))
    is_mailed = any(moment.astimezone(zone).date() >= leaves_on for moment in _mailed_at(row))
    return Candidate(row, Hindrance.MAILED if is_mailed else None, told)


def _mailed_at(row: Row[Any]) -> list[datetime]:
    """Return when the person had or will have another mail about this training; two on one day are too many."""
    moments = (row.announced_at, row.told_at, row.finished_at, row.decided_at)
    return [moment for moment in moments if moment is not None]


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _list_unfinished(
    scope: Scope, campaign_id: uuid.UUID, language: str, person_id: uuid.UUID | None
) -> Sequence[Row[Any]]:
    statement = (
        with_place(
            select(
                *(Assignment.person_id, Assignment.id, Assignment.campaign_id, Assignment.cycle, Assignment.due_at),
                *(Assignment.status, (Assignment.attempts_finished - Assignment.reset_after).label("attempts_used")),
                *(column.label(name) for name, column in _latest_mails().items()),
                *(User.locale, User.time_zone, User.leave_from, User.leave_until),
                *(PersonIdentity.display_name, PersonIdentity.email, team_name(language).label("team_name")),
            )
            .select_from(User)
            .join(Assignment, Assignment.person_id == User.id)
        )
        .where(Assignment.campaign_id == campaign_id, is_unfinished(), User.deactivated_at.is_(None))
        .where(scope.allows_person(), *([] if person_id is None else [User.id == person_id]))
        .order_by(Assignment.due_at, PersonIdentity.display_name, User.id)
        .limit(MOST_AT_ONCE)
    )
    return db.session.execute(statement).all()


def _latest_mails() -> dict[str, ColumnElement[datetime | None]]:
    """Return when mails about an `Assignment` leave or have left: announcement, due date, result, decision."""

    def latest(moment: Any, *conditions: ColumnElement[bool]) -> ColumnElement[datetime | None]:
        return select(func.max(moment)).where(*conditions).correlate(Assignment).scalar_subquery()

    def own(table: Any) -> ColumnElement[bool]:
        return and_(table.person_id == Assignment.person_id, table.assignment_id == Assignment.id)

    return {
        "announced_at": latest(OutgoingMail.next_at, OutgoingMail.dedupe_key == announcement_key()),
        "told_at": latest(ToldDue.told_at, own(ToldDue)),
        "finished_at": latest(Attempt.finished_at, own(Attempt), Attempt.practice.is_(False)),
        "decided_at": latest(Override.given_at, own(Override)),
    }


def _reaches(scope: Scope, campaign_id: uuid.UUID, person_id: uuid.UUID | None) -> bool:
    own = select(Assignment.id).join(User, User.id == Assignment.person_id)
    about = [] if person_id is None else [User.id == person_id]
    found = own.where(Assignment.campaign_id == campaign_id, scope.allows_person(), *about).limit(1)
    return db.session.scalar(found) is not None


def _last_told(campaign_id: uuid.UUID, rows: Sequence[Row[Any]]) -> dict[uuid.UUID, Told]:
    """Return the last reminder of each person about this training, in one statement."""
    if not rows:
        return {}
    by = aliased(PersonIdentity)
    statement = (
        select(Reminder.person_id, Reminder.sent_on, Reminder.kind, by.display_name.label("by"))
        .outerjoin(by, by.person_id == Reminder.created_by)
        .where(and_(Reminder.campaign_id == campaign_id, Reminder.kind != ReminderKind.ESCALATION))
        .order_by(Reminder.sent_on)
    )
    if len(rows) == 1:
        statement = statement.where(Reminder.person_id == rows[0].person_id)
    # The later overwrites the earlier.
    return {row.person_id: Told(row.sent_on, row.kind, row.by) for row in db.session.execute(statement)}
