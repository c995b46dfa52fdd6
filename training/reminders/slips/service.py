"""Choosing who gets a slip, and noting what was printed as told."""

import uuid
from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import insert, true

from questions.canonical import Json
from training import audit, clock, dates, releases
from training.errors import NotFound
from training.extensions import db
from training.mail import messages, telling
from training.mail.messages import MailKind, Paper
from training.models import Assignment, AssignmentStatus, Handout, ReminderKind, new_id
from training.reminders import rules, service
from training.reminders.slips import queries
from training.team.scope import Scope

MOST_AT_ONCE = 200
PRINTED = audit.declare("reminder.printed", "campaign", "printed", "for_managers")


class Slip(StrEnum):
    """What a slip tells."""

    ANNOUNCEMENT = "announcement"
    REMINDER = "reminder"
    PASSED = "passed"
    FAILED = "failed"
    DECISION = "decision"


KINDS = {
    Slip.ANNOUNCEMENT: MailKind.ASSIGNED,
    Slip.REMINDER: MailKind.NUDGE,
    Slip.PASSED: MailKind.PASSED,
    Slip.FAILED: MailKind.FAILED,
    Slip.DECISION: MailKind.DECIDED,
}


class Waiting(NamedTuple):
    """Somebody for whom a slip can be printed, unless one like it was printed today."""

    row: Any
    slip: Slip
    printed_on: date | None
    is_printed_today: bool
    is_due: bool
    """Whether it is time for one: news, or no slip for some days."""


class Look(NamedTuple):
    """What whoever wants to print is shown."""

    name: str
    is_running: bool
    waiting: list[Waiting]
    is_cut: bool
    runs: queries.Rows


def look(scope: Scope, campaign_id: uuid.UUID, language: str, team_id: uuid.UUID | None = None) -> Look:
    """Return whose slips of `scope` are to be printed, of all teams or of one with those below it.

    Raises NotFound where the campaign is for nobody of them.
    """
    campaign, waiting = _find(scope, campaign_id, language, team_id=team_id)
    runs = queries.list_runs(scope, campaign_id)
    return Look(campaign.name, campaign.is_running, waiting[:MOST_AT_ONCE], len(waiting) > MOST_AT_ONCE, runs)


def print_slips(
    scope: Scope, campaign_id: uuid.UUID, chosen: Collection[uuid.UUID], actor_id: uuid.UUID
) -> uuid.UUID | None:
    """Note the slips of the chosen assignments as printed and return their run; None where there is nothing new.

    A form that is sent twice finds them printed: a training has one slip a day, a result has one at all.
    """
    _campaign, found = _find(scope, campaign_id, "ja", chosen)
    papers = _results(found) | _decisions(found) | _announcements(found) | _reminders(found, actor_id)
    mails = messages.printed(paper for paper, _row in papers.values())
    if not mails:
        return None
    run_id, now = new_id(), clock.now()
    told = [(mail_id, *papers[subject_id]) for subject_id, mail_id in mails.items()]
    run = {"run_id": run_id, "campaign_id": campaign_id, "printed_at": now, "printed_by": actor_id}
    db.session.execute(insert(Handout), [{**run, **_handout(*each)} for each in told])
    for _mail_id, paper, row in told:
        if paper.subject_id != row.attempt_id:
            telling.note(row.person_id, row.id, row.due_at)
    stood_in_for = {*scope.stood_in_for([row.person_id for _mail_id, _paper, row in told]).values()}
    for_managers: list[Json] = [*sorted(who.hex for who in stood_in_for)]
    audit.record(PRINTED, campaign_id, actor_id, printed=len(told), for_managers=for_managers)
    return run_id


def _handout(mail_id: uuid.UUID, paper: Paper, row: Any) -> dict[str, Any]:
    attempt_id = row.attempt_id if paper.subject_id == row.attempt_id else None
    return {"person_id": row.person_id, "mail_id": mail_id, "assignment_id": row.id, "attempt_id": attempt_id}


Papers = dict[uuid.UUID, tuple[Paper, Any]]
"""What is to be noted as printed, by its subject, and about which row."""


def _results(found: Collection[Waiting]) -> Papers:
    told = [each for each in found if each.slip in {Slip.PASSED, Slip.FAILED}]
    return {each.row.attempt_id: _paper(KINDS[each.slip], each.row.attempt_id, each.row) for each in told}


def _decisions(found: Collection[Waiting]) -> Papers:
    told = [each for each in found if each.slip is Slip.DECISION]
    return {each.row.decision_id: _paper(MailKind.DECIDED, each.row.decision_id, each.row) for each in told}


def _announcements(found: Collection[Waiting]) -> Papers:
    told = [each for each in found if each.slip is Slip.ANNOUNCEMENT]
    return {each.row.id: _paper(MailKind.ASSIGNED, each.row.id, each.row) for each in told}


def _reminders(found: Collection[Waiting], actor_id: uuid.UUID) -> Papers:
    rows = {each.row.id: each.row for each in found if each.slip is Slip.REMINDER and not each.is_printed_today}
    days = {row.person_id: _today(row) for row in rows.values()}
    added = service.note([*rows.values()], ReminderKind.NUDGE, dates.today(), days, actor_id)
    return {new.id: _paper(MailKind.NUDGE, new.id, rows[new.assignment_id]) for new in added}


def _paper(kind: MailKind, subject_id: uuid.UUID, row: Any) -> tuple[Paper, Any]:
    return Paper(kind, subject_id, row.person_id, row.locale), row


def _find(
    scope: Scope,
    campaign_id: uuid.UUID,
    language: str,
    chosen: Collection[uuid.UUID] | None = None,
    team_id: uuid.UUID | None = None,
) -> tuple[Any, list[Waiting]]:
    campaign = queries.find_campaign(campaign_id, language, clock.now())
    if campaign is None or not queries.reaches(scope, campaign_id):
        raise NotFound
    quiz, pause = releases.get(campaign.release_id).document.quiz, rules.of_all().nudge_pause_days
    attempts = quiz.useful_attempts
    used = Assignment.attempts_finished - Assignment.reset_after
    is_open = (used < attempts) if attempts is not None else true()
    statement = queries.select_waiting(
        scope, campaign_id, language, dates.today(), is_open if campaign.is_running else ~true()
    )
    if team_id:
        statement = queries.of_team(statement, team_id)
    rows = queries.list_rows(statement, MOST_AT_ONCE + 1, chosen)
    return campaign, [_judged(row, pause) for row in rows]


def _judged(row: Any, pause_days: int) -> Waiting:
    """Say what a slip would tell, and whether it is time for one."""
    if row.has_decision and not (row.has_news and row.finished_at > row.given_at):
        slip = Slip.DECISION
    elif row.has_news:
        slip = Slip.PASSED if row.passed else Slip.FAILED
    else:
        knows_of_it = row.announced or row.attempt_id or row.status is AssignmentStatus.IN_PROGRESS
        slip = Slip.REMINDER if knows_of_it else Slip.ANNOUNCEMENT
    printed_on = row.printed_at.astimezone(ZoneInfo(row.time_zone)).date() if row.printed_at else None
    is_news = slip is not Slip.REMINDER
    is_today = not is_news and printed_on == _today(row)
    is_due = is_news or printed_on is None or printed_on + timedelta(days=pause_days) <= _today(row)
    return Waiting(row, slip, printed_on, is_today, is_due)


def _today(row: Any) -> date:
    return clock.now().astimezone(ZoneInfo(row.time_zone)).date()
