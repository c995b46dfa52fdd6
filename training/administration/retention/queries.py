"""Reads about leavers: who is to be pseudonymised, who is held back, what else they wait for."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from training import dates
from training.administration.queries.people import names_contain
from training.administration.retention.rules import Retention
from training.errors import NotFound
from training.extensions import db
from training.models import (
    Contest,
    PeopleImportChange,
    PeopleImportLine,
    PersonIdentity,
    RetentionHold,
    User,
    UserStatus,
)
from training.team.selection import Statement, team_name, with_place


def select_leavers(language: str, search: str = "", *, held: bool = False) -> Statement:
    """Return the statement for those who have left and still have a name, the longest gone first."""
    holder = aliased(PersonIdentity)
    statement = with_place(
        select(
            User.id.label("person_id"),
            PersonIdentity.display_name,
            PersonIdentity.employee_number,
            User.deactivated_at,
            team_name(language).label("team_name"),
            RetentionHold.reason,
            RetentionHold.held_at,
            RetentionHold.held_by,
            holder.display_name.label("holder"),
            is_in_import().label("is_in_import"),
            has_open_contest().label("has_open_contest"),
        ).select_from(User)
    )
    conditions: list[ColumnElement[bool]] = [_has_left()]
    if search:
        conditions.append(names_contain(search))
    if held:
        conditions.append(RetentionHold.person_id.is_not(None))
    return (
        statement.outerjoin(RetentionHold, RetentionHold.person_id == User.id)
        .outerjoin(holder, holder.person_id == RetentionHold.held_by)
        .where(*conditions)
        .order_by(User.deactivated_at, User.id)
    )


def get_leaver(person_id: uuid.UUID, language: str) -> Any:
    """Return the row of `select_leavers` for one person; raise NotFound for everybody else."""
    row = db.session.execute(select_leavers(language).where(User.id == person_id)).one_or_none()
    if row is None:
        raise NotFound
    return row


def count_until(retention: Retention, day: date) -> int:
    """Return how many leavers are pseudonymised by a day, if nobody is held back meanwhile."""
    last = retention.last_leaving_day(day)
    if last is None:
        return 0
    counting = select(func.count()).select_from(User).where(*_is_due(last))
    return db.session.scalar(counting) or 0


def list_due(retention: Retention, day: date) -> Sequence[Any]:
    """Return id and moment of leaving of those whom a run of that day would pseudonymise, the longest gone first."""
    last = retention.last_leaving_day(day)
    return db.session.execute(select_due(last)).all() if last else []


def has_pseudonymised() -> bool:
    """Tell whether somebody is known by a pseudonym alone."""
    return bool(db.session.scalar(select(exists().where(User.pseudonymised_at.is_not(None)))))


def select_due(last: date) -> Statement:
    """Return the statement for whoever left on `last` or before and is held back by nothing, the longest gone first."""
    return select(User.id, User.deactivated_at).where(*_is_due(last)).order_by(User.deactivated_at, User.id)


def take_due(last: date, most: int) -> Sequence[uuid.UUID]:
    """Return some of those who are due, held for this transaction; whom another worker holds is left to it."""
    found = select_due(last).limit(most).with_for_update(of=User, skip_locked=True)
    return [row.id for row in db.session.execute(found)]


def hold_leaver(person_id: uuid.UUID) -> User:
    """Return the account of somebody who has left and has a name, held against the worker; raise NotFound."""
    found = select(User).where(User.id == person_id, _has_left()).with_for_update(of=User)
    user = db.session.scalar(found)
    if user is None:
        raise NotFound
    return user


def is_in_import() -> ColumnElement[bool]:
    """Return the condition that somebody stands in an import that waits for a decision or can still be undone."""
    return or_(
        exists().where(PeopleImportLine.person_id == User.id).correlate(User),
        exists().where(PeopleImportChange.person_id == User.id).correlate(User),
    )


def has_open_contest() -> ColumnElement[bool]:
    """Return the condition that an objection of the person has not been answered."""
    return exists().where(Contest.person_id == User.id, Contest.answered_at.is_(None)).correlate(User)


def _has_left() -> ColumnElement[bool]:
    # On the row that is held as well, so that whoever waited for the worker sees what it did.
    return and_(User.status == UserStatus.DEACTIVATED, User.pseudonymised_at.is_(None))


def _is_due(last: date) -> list[ColumnElement[bool]]:
    return [
        _has_left(),
        User.deactivated_at < dates.start_of(last + timedelta(days=1)),
        ~exists().where(RetentionHold.person_id == User.id).correlate(User),
        ~is_in_import(),
        ~has_open_contest(),
    ]
