"""Deputies as SQL: who stands in for which managers on a day, and whose people they see then.

Only rows of `TeamManager` are followed, so a deputy of a deputy sees nobody.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Exists, Select, Subquery, exists, func, select, union_all
from sqlalchemy.orm import aliased

from training.extensions import db
from training.models import (
    Deputyship,
    PersonIdentity,
    TeamClosure,
    TeamManager,
    TeamMembership,
    User,
    UserStatus,
)

Day = date | BindParameter[date]


def in_force(day: Day, until: Day | None = None) -> ColumnElement[bool]:
    """Return the condition that a deputyship gives power on `day`, or on one of the days up to `until`.

    It has begun, is not over, and its manager is still here.
    """
    last = day if until is None else until
    manager = aliased(User)
    is_here = exists().where(manager.id == Deputyship.manager_id, manager.status != UserStatus.DEACTIVATED)
    return (Deputyship.starts_on <= last) & (Deputyship.ends_on >= day) & Deputyship.ended_at.is_(None) & is_here


def stands_in(deputy_id: ColumnElement[uuid.UUID] | uuid.UUID, day: Day, until: Day | None = None) -> Exists:
    """Return the condition that a person stands in for a manager of a team on `day`, or on one up to `until`."""
    return (
        exists()
        .where(Deputyship.deputy_id == deputy_id, TeamManager.person_id == Deputyship.manager_id)
        .where(in_force(day, until))
    )


def does_stand_in(deputy_id: uuid.UUID, day: date) -> bool:
    """Tell whether a person stands in for somebody who manages a team on `day`."""
    return bool(db.session.scalar(select(stands_in(deputy_id, day))))


def stood_in_teams(deputy_id: uuid.UUID, day: Day) -> Select[Any]:
    """Return the ids of the teams, with all under them, that those manage for whom a person stands in."""
    return (
        select(TeamClosure.descendant_id)
        .join(TeamManager, TeamManager.team_id == TeamClosure.ancestor_id)
        .join(Deputyship, Deputyship.manager_id == TeamManager.person_id)
        .where(Deputyship.deputy_id == deputy_id, in_force(day))
    )


def stood_in_people(deputy_id: uuid.UUID, day: Day) -> Select[Any]:
    """Return the ids of the people whom those see for whom a person stands in: not the managers' own records."""
    return _stood_in(TeamMembership.person_id).where(Deputyship.deputy_id == deputy_id, in_force(day))


def readers(day: date) -> Subquery:
    """Return (reader_id, manager_id, team_id) of whoever is told about a team on `day`: managers and deputies."""
    reader, manager = Deputyship.deputy_id.label("reader_id"), TeamManager.person_id.label("manager_id")
    own = select(TeamManager.person_id.label("reader_id"), manager, TeamManager.team_id)
    standing_in = select(reader, manager, TeamManager.team_id).join(
        TeamManager, TeamManager.person_id == Deputyship.manager_id
    )
    return union_all(own, standing_in.where(in_force(day))).subquery("reader")


def find_managers(deputy_id: uuid.UUID, day: date, people: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """Map those of `people` whom somebody sees only as a deputy to the nearest manager for whom that is."""
    own = (
        select(TeamMembership.person_id)
        .join(TeamClosure, TeamClosure.descendant_id == TeamMembership.team_id)
        .join(TeamManager, TeamManager.team_id == TeamClosure.ancestor_id)
        .where(TeamManager.person_id == deputy_id)
    )
    found = (
        _stood_in(TeamMembership.person_id, Deputyship.manager_id)
        .where(Deputyship.deputy_id == deputy_id, in_force(day))
        .where(TeamMembership.person_id.in_(people), TeamMembership.person_id.not_in(own))
        .order_by(TeamClosure.depth.desc(), Deputyship.manager_id)
    )
    # The nearer overwrites the farther.
    return dict(db.session.execute(found).all())


def list_stood_in_for(deputy_id: uuid.UUID, day: date) -> Sequence[Any]:
    """Return name, manager_id and ends_on of managers for whom a person stands in on `day`, the first to end first."""
    manages = select(TeamManager.team_id).where(TeamManager.person_id == Deputyship.manager_id).exists()
    return db.session.execute(
        select(func.coalesce(PersonIdentity.display_name, "").label("name"), Deputyship.manager_id, Deputyship.ends_on)
        .select_from(Deputyship)
        .outerjoin(PersonIdentity, PersonIdentity.person_id == Deputyship.manager_id)
        .where(Deputyship.deputy_id == deputy_id, in_force(day), manages)
        .order_by(Deputyship.ends_on, Deputyship.id)
    ).all()


def _stood_in(*columns: Any) -> Select[*tuple[Any, ...]]:
    statement: Select[*tuple[Any, ...]] = select(*columns).select_from(TeamMembership)
    return (
        statement.join(TeamClosure, TeamClosure.descendant_id == TeamMembership.team_id)
        .join(TeamManager, TeamManager.team_id == TeamClosure.ancestor_id)
        .join(Deputyship, Deputyship.manager_id == TeamManager.person_id)
        .where(TeamMembership.person_id != TeamManager.person_id)
    )
