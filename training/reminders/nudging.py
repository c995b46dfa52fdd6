"""Reminding by hand: who can be reminded of a training now, who can't and why, and doing it."""

import uuid
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from sqlalchemy import Row

from questions.canonical import Json
from training import audit, clock, releases
from training.errors import NotFound, Refused
from training.mail.hours import Hours
from training.models import ReminderKind
from training.reminders import nudge_queries, rules, service
from training.reminders.nudge_queries import Told
from training.team.scope import Scope

CLOSED = _l("This training is closed, so nobody is reminded of it any more.")
PAUSED = _l("This training is paused, so nobody is reminded of it. Remind people when it goes on.")
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
    """Return who of `scope` can be reminded of a training; raise NotFound where it has not opened or reaches nobody.

    Raise Refused where it is paused or closed: the way here may stand in a mail of before.
    """
    now = clock.now()
    campaign = nudge_queries.find_opened(campaign_id, language, now)
    rows = nudge_queries.list_unfinished(scope, campaign_id, language, person_id)
    if campaign is None or not (rows or nudge_queries.reaches(scope, campaign_id, person_id)):
        raise NotFound
    if campaign.closed_at or campaign.paused_at:
        raise Refused(CLOSED if campaign.closed_at else PAUSED)
    quiz, chosen = releases.get(campaign.release_id).document.quiz, rules.of_all()
    told = nudge_queries.last_told(campaign_id, rows)
    found = [_judged(row, told.get(row.person_id), quiz.useful_attempts, chosen, now) for row in rows]
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
    is_mailed = any(moment.astimezone(zone).date() >= leaves_on for moment in _mailed_at(row, chosen.hours))
    return Candidate(row, Hindrance.MAILED if is_mailed else None, told)


def _mailed_at(row: Row[Any], hours: Hours) -> list[datetime]:
    """Return when the person had or will have another mail about this training; two on one day are too many."""
    decided_at = row.decided_at and hours.next_open(row.decided_at, ZoneInfo(row.time_zone))
    moments = (row.announced_at, row.told_at, row.finished_at, decided_at)
    return [moment for moment in moments if moment is not None]


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days)
