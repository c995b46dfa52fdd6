"""What mails say, read when they leave: their rows hold opaque ids, so everything is looked up by who is written to."""

import uuid
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Exists, Row, Select, and_, exists, func, select
from sqlalchemy.orm import aliased

from training import dates
from training.access import Permission, roles_with
from training.errors import NotFound
from training.extensions import db
from training.models import (
    Assignment,
    Attempt,
    Campaign,
    Contest,
    Deputyship,
    LedgerSeal,
    OutgoingMail,
    Override,
    PersonIdentity,
    Reminder,
    ReminderKind,
    RoleGrant,
    ToldDue,
    User,
)
from training.team.deputies import readers
from training.team.scope import Scope
from training.team.status import is_overdue
from training.team.unfinished import is_here, is_running, is_unfinished

Found = Row[*tuple[Any, ...]] | None
_NAMES = (Campaign.name, Campaign.name_en)
_TRAINING = (Campaign.release_id, *_NAMES)


def find_reader(person_id: uuid.UUID) -> Found:
    """Return address, name, time zone and status of whoever a mail is for."""
    return db.session.execute(
        select(PersonIdentity.email, PersonIdentity.display_name, User.time_zone, User.status)
        .join(User, User.id == PersonIdentity.person_id)
        .where(PersonIdentity.person_id == person_id)
    ).one_or_none()


def hold_mail(mail_id: uuid.UUID) -> OutgoingMail:
    """Return a mail that nobody else changes until the transaction ends; raise NotFound."""
    mail = db.session.scalar(select(OutgoingMail).where(OutgoingMail.id == mail_id).with_for_update())
    if mail is None:
        raise NotFound
    return mail


def find_name(person_id: uuid.UUID | None) -> str | None:
    """Return what somebody is called, as long as the name is kept."""
    return db.session.scalar(select(PersonIdentity.display_name).where(PersonIdentity.person_id == person_id))


def holds(person_id: uuid.UUID, permission: Permission) -> bool:
    """Tell whether a person still has a permission."""
    return bool(db.session.scalar(select(_holds(person_id, permission))))


def find_assigned(person_id: uuid.UUID, assignment_id: uuid.UUID) -> Found:
    """Return an assignment of the person with its training, finished or not."""
    return db.session.execute(
        select(
            *(Assignment.due_at, Assignment.status, Assignment.ended_at),
            *(*_TRAINING, Campaign.closed_at, Campaign.paused_at),
        )
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .where(Assignment.person_id == person_id, Assignment.id == assignment_id)
    ).one_or_none()


def find_unfinished(person_id: uuid.UUID, assignment_id: uuid.UUID, now: datetime) -> Found:
    """Return an assignment that the person has still to finish, in a campaign that can be taken `now`."""
    return db.session.execute(
        select(Assignment.due_at, Assignment.status, *_TRAINING)
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .where(Assignment.person_id == person_id, Assignment.id == assignment_id)
        .where(is_unfinished(), is_running(now))
    ).one_or_none()


def find_calendar_entry(person_id: uuid.UUID, assignment_id: uuid.UUID, now: datetime) -> Found:
    """Return an assignment of the person that has opened, with what was told of its due date."""
    told = (ToldDue.person_id == person_id) & (ToldDue.assignment_id == Assignment.id)
    return db.session.execute(
        select(
            *(Assignment.due_at, Assignment.status, Assignment.ended_at, *_TRAINING, Campaign.closed_at),
            *(ToldDue.due_at.label("told_due_at"), ToldDue.sequence),
        )
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .outerjoin(ToldDue, told)
        .where(Assignment.person_id == person_id, Assignment.id == assignment_id, Campaign.opens_at <= now)
    ).one_or_none()


def find_result(person_id: uuid.UUID, attempt_id: uuid.UUID) -> Found:
    """Return score and end of an attempt of the person, with its training."""
    return db.session.execute(
        _with_campaign(select(Attempt.score, Attempt.finished_at, Attempt.release_id, *_NAMES)).where(
            Attempt.person_id == person_id, Attempt.id == attempt_id
        )
    ).one_or_none()


def find_decision(person_id: uuid.UUID, override_id: uuid.UUID) -> Found:
    """Return a decision about the person, unless it was taken back."""
    later = aliased(Override)
    takes_back = exists().where(later.person_id == Override.person_id, later.takes_back_id == Override.id)
    return db.session.execute(
        select(Override.kind, Override.assignment_id, *_TRAINING)
        .join(Assignment, and_(Assignment.person_id == Override.person_id, Assignment.id == Override.assignment_id))
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .where(Override.person_id == person_id, Override.id == override_id, ~takes_back)
    ).one_or_none()


def find_contest(person_id: uuid.UUID, contest_id: uuid.UUID) -> Found:
    """Return an objection of the person with the place of its question and its training."""
    columns = (Contest.attempt_id, Contest.scenario_key, Contest.step_key, Contest.ruling_id, Attempt.release_id)
    own_attempt = (Attempt.person_id == Contest.person_id) & (Attempt.id == Contest.attempt_id)
    return db.session.execute(
        _with_campaign(select(*columns, *_NAMES).select_from(Contest).join(Attempt, own_attempt)).where(
            Contest.person_id == person_id, Contest.id == contest_id
        )
    ).one_or_none()


def find_head(person_id: uuid.UUID) -> LedgerSeal | None:
    """Return the last seal of the ledger, to somebody who may read that."""
    may_read = _holds(person_id, Permission.READ_LEDGER)
    return db.session.scalar(select(LedgerSeal).where(may_read).order_by(LedgerSeal.number.desc()).limit(1))


def find_deputyship(deputyship_id: uuid.UUID) -> Found:
    """Return a deputyship with the names of the manager, the deputy and whoever named the deputy."""
    manager, deputy, creator = aliased(PersonIdentity), aliased(PersonIdentity), aliased(PersonIdentity)
    return db.session.execute(
        select(
            *Deputyship.__table__.c,
            func.coalesce(manager.display_name, "").label("manager"),
            func.coalesce(deputy.display_name, "").label("deputy"),
            creator.display_name.label("creator"),
        )
        .select_from(Deputyship)
        .outerjoin(manager, manager.person_id == Deputyship.manager_id)
        .outerjoin(deputy, deputy.person_id == Deputyship.deputy_id)
        .outerjoin(creator, creator.person_id == Deputyship.created_by)
        .where(Deputyship.id == deputyship_id)
    ).one_or_none()


def find_escalation(recipient_id: uuid.UUID, reminder_id: uuid.UUID, day: date) -> Reminder | None:
    """Return an escalation to somebody who is told about a team on `day`, as manager or deputy."""
    reader = readers(day)
    is_told = select(reader.c.team_id).where(reader.c.reader_id == recipient_id).exists()
    return db.session.scalar(
        select(Reminder).where(Reminder.id == reminder_id, Reminder.recipient_id == recipient_id, is_told)
    )


def told_with(escalation: Reminder) -> ColumnElement[bool]:
    """Return the condition on `Assignment` that it is told of in the same mail as `escalation`."""
    return Assignment.id.in_(
        select(Reminder.assignment_id).where(
            Reminder.recipient_id == escalation.recipient_id,
            Reminder.campaign_id == escalation.campaign_id,
            Reminder.kind == ReminderKind.ESCALATION,
            Reminder.sent_on == escalation.sent_on,
        )
    )


def unfinished_below(
    manager_id: uuid.UUID, now: datetime, day: date, about: ColumnElement[bool] | None
) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on what people of a manager have to finish, who are here on their manager's `day`."""
    wanted = (is_unfinished(), is_running(now), is_here(day), Scope(manager_id, dates.today()).allows_person())
    return wanted if about is None else (*wanted, about)


def list_trainings(wanted: tuple[ColumnElement[bool], ...], now: datetime) -> list[Row[*tuple[Any, ...]]]:
    """List the campaigns of the wanted assignments, with how many people and of them late, the most urgent first."""
    late = func.count().filter(is_overdue(now))
    first = func.min(Assignment.due_at)
    counts = (func.count().label("people"), late.label("late"), first.label("due_at"))
    statement = _from_assignments(Campaign.id, *_TRAINING, *counts).where(*wanted)
    grouped = statement.group_by(Campaign.id, *_TRAINING).order_by(late.desc(), first, Campaign.id)
    return [*db.session.execute(grouped)]


def map_names(
    campaign_ids: Collection[uuid.UUID], wanted: tuple[ColumnElement[bool], ...], most: int
) -> dict[uuid.UUID, list[str]]:
    """Map campaigns to the names of at most so many people of the wanted assignments, the first due first."""
    name = func.coalesce(PersonIdentity.display_name, "")
    place = func.row_number().over(partition_by=Campaign.id, order_by=(Assignment.due_at, name, User.id))
    ranked = (
        _from_assignments(Campaign.id.label("campaign_id"), name.label("name"), place.label("place"))
        .outerjoin(PersonIdentity, PersonIdentity.person_id == User.id)
        .where(Campaign.id.in_(campaign_ids), *wanted)
        .subquery()
    )
    found: dict[uuid.UUID, list[str]] = {}
    rows = select(ranked.c.campaign_id, ranked.c.name).where(ranked.c.place <= most).order_by(ranked.c.place)
    for row in db.session.execute(rows):
        found.setdefault(row.campaign_id, []).append(row.name)
    return found


def _holds(person_id: uuid.UUID, permission: Permission) -> Exists:
    return exists().where(RoleGrant.person_id == person_id, RoleGrant.role.in_(roles_with(permission)))


def _with_campaign(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    own = (Assignment.person_id == Attempt.person_id) & (Assignment.id == Attempt.assignment_id)
    return statement.join(Assignment, own).join(Campaign, Campaign.id == Assignment.campaign_id)


def _from_assignments(*columns: Any) -> Any:
    return (
        select(*columns)
        .select_from(Assignment)
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .join(User, User.id == Assignment.person_id)
    )
