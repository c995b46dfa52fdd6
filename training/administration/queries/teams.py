"""The team tree with its numbers, and one team with its managers."""

import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased

from training.errors import NotFound
from training.extensions import db
from training.models import PersonIdentity, Team, TeamClosure, TeamManager, TeamMembership, User, UserStatus
from training.team.queries import get_tree
from training.team.scope import EVERYBODY
from training.team.selection import Statement, team_name
from training.team.tree import TeamTree


class TeamLine(NamedTuple):
    """A team in the tree, with how many people and managers are right in it."""

    id: uuid.UUID
    name: str
    depth: int
    people: int
    managers: list[str]


def tree(language: str) -> TeamTree:
    """Return all teams in use."""
    return get_tree(EVERYBODY, language)


def list_team_lines(language: str) -> Sequence[TeamLine]:
    """Return the whole tree, parents before children."""
    counted = (
        select(TeamMembership.team_id, func.count())
        .join(User, User.id == TeamMembership.person_id)
        .where(User.status != UserStatus.DEACTIVATED)
        .group_by(TeamMembership.team_id)
    )
    people = dict(db.session.execute(counted).all())
    managers: dict[uuid.UUID, list[str]] = {}
    for row in db.session.execute(_managers()):
        managers.setdefault(row.team_id, []).append(row.display_name or "")
    return [
        TeamLine(team.id, team.name, depth, people.get(team.id, 0), managers.get(team.id, []))
        for team, depth in tree(language).in_order()
    ]


def list_archived(language: str) -> Sequence[Any]:
    """Return id, name, archived_at of the teams out of use, and whether the team above is: upper_archived."""
    upper = aliased(Team)
    return db.session.execute(
        select(
            Team.id,
            team_name(language).label("name"),
            Team.archived_at,
            upper.archived_at.is_not(None).label("upper_archived"),
        )
        .outerjoin(upper, upper.id == Team.parent_id)
        .where(Team.archived_at.is_not(None))
        .order_by(Team.archived_at.desc(), Team.id)
    ).all()


def get_team(team_id: uuid.UUID) -> Team:
    """Return a team in use."""
    team = db.session.scalar(select(Team).where(Team.id == team_id, Team.archived_at.is_(None)))
    if team is None:
        raise NotFound
    return team


def is_empty(team_id: uuid.UUID) -> bool:
    """Tell whether a team has neither lower teams nor people; leavers stay where they were, so that records do."""
    lower = exists().where(Team.parent_id == team_id, Team.archived_at.is_(None))
    members = (
        exists()
        .where(TeamMembership.team_id == team_id)
        .where(User.id == TeamMembership.person_id, User.status != UserStatus.DEACTIVATED)
    )
    return not db.session.scalar(select(lower | members))


def list_below(team_id: uuid.UUID) -> list[uuid.UUID]:
    """List a team and all under it."""
    return list(db.session.scalars(select(TeamClosure.descendant_id).where(TeamClosure.ancestor_id == team_id)))


def select_paths(team_id: uuid.UUID, parent_id: uuid.UUID | None) -> Select[uuid.UUID, uuid.UUID, int]:
    """Return the statement for (ancestor, descendant, depth): all above a place, to a team there and all under it."""
    upper, lower = aliased(TeamClosure), aliased(TeamClosure)
    return (
        select(upper.ancestor_id, lower.descendant_id, upper.depth + lower.depth + 1)
        .join(lower, lower.ancestor_id == team_id)
        .where(upper.descendant_id == parent_id)
    )


def list_path(team_id: uuid.UUID, language: str) -> Sequence[Any]:
    """Return id and name of the teams above a team, from the top."""
    return db.session.execute(
        select(Team.id, team_name(language).label("name"))
        .join(TeamClosure, TeamClosure.ancestor_id == Team.id)
        .where(TeamClosure.descendant_id == team_id, TeamClosure.depth > 0)
        .order_by(TeamClosure.depth.desc())
    ).all()


def list_managers(team_id: uuid.UUID) -> Sequence[Any]:
    """Return person_id, display_name, status and since of a team's managers."""
    return db.session.execute(_managers().where(TeamManager.team_id == team_id)).all()


def count_people_below(team_id: uuid.UUID) -> dict[UserStatus, int]:
    """Return how many people of each status are in a team and all under it."""
    counted = (
        select(User.status, func.count())
        .join(TeamMembership, TeamMembership.person_id == User.id)
        .join(TeamClosure, TeamClosure.descendant_id == TeamMembership.team_id)
        .where(TeamClosure.ancestor_id == team_id)
        .group_by(User.status)
    )
    return dict(db.session.execute(counted).all())


def _managers() -> Statement:
    return (
        select(TeamManager.team_id, TeamManager.person_id, PersonIdentity.display_name, User.status, TeamManager.since)
        .join(User, User.id == TeamManager.person_id)
        .outerjoin(PersonIdentity, PersonIdentity.person_id == User.id)
        .order_by(PersonIdentity.display_name, User.id)
    )
