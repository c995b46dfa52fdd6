"""Who has finished and who is late, for the people of a scope. Completion follows the present team."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, func, select

from training.errors import NotFound
from training.extensions import db
from training.joins import attempt_of_certificate, is_taken_back, override_of_certificate
from training.models import (
    Assignment,
    Attempt,
    Campaign,
    Certificate,
    Override,
    PersonIdentity,
    Release,
    Team,
    TeamMembership,
    User,
)
from training.models.delivery import Repeats
from training.team.filters import Wanted
from training.team.scope import Scope
from training.team.selection import (
    Statement,
    assignment_columns,
    assignment_is_wanted,
    campaign_is_wanted,
    list_order,
    people_with_assignments,
    person_columns,
    person_conditions,
    team_name,
    with_place,
)
from training.team.status import is_overdue, is_unfinished, shown_status
from training.team.tree import TeamNode, TeamTree

Rows = Sequence[Any]
"""Rows with named columns; each query says which."""


_DUE = (Campaign.due_days, Campaign.due_moves, Campaign.repeats)
"""What beside its dates says when a campaign is due."""


class People(NamedTuple):
    """How many people there are, how many have late or unfinished training, and when the next is due."""

    total: int
    assigned: int
    late: int
    unfinished: int
    next_due_at: datetime | None


class CampaignLine(NamedTuple):
    """A campaign as a line of an overview."""

    id: uuid.UUID
    name: str
    due_at: datetime
    opens_at: datetime
    due_days: int | None
    due_moves: str
    repeats: Repeats | None


def get_tree(scope: Scope, language: str) -> TeamTree:
    """Return the teams that may be shown."""
    name = team_name(language)
    rows = db.session.execute(
        select(Team.id, name.label("name"), Team.parent_id)
        .where(scope.allows_team(), Team.archived_at.is_(None))
        .order_by(name, Team.id)
    )
    return TeamTree(TeamNode(*row) for row in rows)


def list_campaigns(scope: Scope, now: datetime) -> Rows:
    """Return id, name, due_at and closed_at of the opened campaigns that reach somebody, the newest first."""
    return db.session.execute(
        select(Campaign.id, Campaign.name, Campaign.due_at, Campaign.closed_at)
        .where(Campaign.opens_at <= now, _reaches(scope))
        .order_by(Campaign.due_at.desc(), Campaign.id)
    ).all()


def get_campaign(scope: Scope, campaign_id: uuid.UUID, now: datetime) -> Any:
    """Return id, name, dates, release and its number of an opened campaign that reaches somebody."""
    dates = (Campaign.opens_at, Campaign.due_at, *_DUE, Campaign.closed_at, Campaign.paused_at)
    row = db.session.execute(
        select(Campaign.id, Campaign.name, *dates, Campaign.release_id, Release.number)
        .join(Release, Release.id == Campaign.release_id)
        .where(Campaign.id == campaign_id, Campaign.opens_at <= now, _reaches(scope))
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def get_person(scope: Scope, person_id: uuid.UUID, language: str) -> Any:
    """Return id, display_name, team_name and deactivated_at of a person in scope, whether still here or not."""
    row = db.session.execute(
        with_place(select(User.id, User.deactivated_at, *person_columns(language)).select_from(User)).where(
            User.id == person_id, scope.allows_person()
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def list_assignments(scope: Scope, person_id: uuid.UUID, now: datetime) -> Rows:
    """Return the assignments of a person in scope, open and closed, the latest due first; never answers."""
    return db.session.execute(
        select(
            *assignment_columns(now),
            func.coalesce(Assignment.ended_at, Campaign.closed_at).label("closed_at"),
            _valid_until().label("valid_until"),
        )
        .select_from(Assignment)
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .join(User, User.id == Assignment.person_id)
        .where(Assignment.person_id == person_id, scope.allows_person(), Campaign.opens_at <= now)
        .order_by(Assignment.due_at.desc(), Assignment.id)
    ).all()


def _valid_until() -> ScalarSelect[date | None]:
    """Return the last day of the certificate of an assignment; None without one or without an end."""
    return (
        select(func.max(Certificate.valid_until))
        .outerjoin(Attempt, attempt_of_certificate())
        .outerjoin(Override, override_of_certificate())
        .where(Certificate.person_id == Assignment.person_id, ~is_taken_back())
        .where(func.coalesce(Attempt.assignment_id, Override.assignment_id) == Assignment.id)
        .correlate(Assignment)
        .scalar_subquery()
    )


def count_people(scope: Scope, wanted: Wanted, now: datetime) -> People:
    """Count people, however many assignments each of them has."""
    unfinished = is_unfinished(now)
    upcoming = and_(unfinished, Assignment.due_at >= now)
    statement: Statement = people_with_assignments(
        select(
            func.count(User.id.distinct()),
            func.count(Assignment.person_id.distinct()),
            func.count(case((is_overdue(now), User.id)).distinct()),
            func.count(case((unfinished, User.id)).distinct()),
            func.min(case((upcoming, Assignment.due_at))),
        ),
        wanted,
        now,
    )
    return People(*db.session.execute(statement.where(*person_conditions(scope, wanted, now))).one())


def list_late_people(scope: Scope, wanted: Wanted, now: datetime, limit: int) -> Rows:
    """Return person_id and display_name of those who are late for the longest time."""
    statement = people_with_assignments(
        select(User.id.label("person_id"), PersonIdentity.display_name).outerjoin_from(
            User, PersonIdentity, PersonIdentity.person_id == User.id
        ),
        wanted,
        now,
    )
    return db.session.execute(
        statement.where(*person_conditions(scope, wanted, now), is_overdue(now))
        .group_by(User.id, PersonIdentity.display_name)
        .order_by(func.min(Assignment.due_at), PersonIdentity.display_name, User.id)
        .limit(limit)
    ).all()


class Counted(NamedTuple):
    """How many assignments of a campaign have a status among the people of a present team (None: of no team)."""

    campaign: CampaignLine
    team_id: uuid.UUID | None
    status: str
    number: int


def count_open(scope: Scope, wanted: Wanted, now: datetime) -> list[Counted]:
    """Count by campaign and by team at once, since reading all assignments takes longest; the first due first."""
    status = shown_status(now).label("status")
    line = (Campaign.id, Campaign.name, Campaign.due_at, Campaign.opens_at, *_DUE)
    rows = db.session.execute(
        select(*line, TeamMembership.team_id, status, func.count().label("number"))
        .select_from(Campaign)
        .join(Assignment, and_(Assignment.campaign_id == Campaign.id, Assignment.ended_at.is_(None)))
        .join(User, User.id == Assignment.person_id)
        .outerjoin(TeamMembership, TeamMembership.person_id == User.id)
        .where(campaign_is_wanted(wanted, now), *person_conditions(scope, wanted, now))
        .group_by(*line, TeamMembership.team_id, status)
        .order_by(Campaign.due_at, Campaign.id)
    )
    return [Counted(CampaignLine(*row[:7]), row.team_id, row.status, row.number) for row in rows]


def count_by_team(scope: Scope, wanted: Wanted, now: datetime) -> list[tuple[uuid.UUID | None, str, int]]:
    """Return present team (None: no team), status and number of assignments."""
    status = shown_status(now).label("status")
    rows = db.session.execute(
        select(TeamMembership.team_id, status, func.count())
        .select_from(Assignment)
        .join(User, User.id == Assignment.person_id)
        .outerjoin(TeamMembership, TeamMembership.person_id == User.id)
        .where(assignment_is_wanted(wanted, now), *person_conditions(scope, wanted, now))
        .group_by(TeamMembership.team_id, status)
    )
    return [(team_id, shown, number) for team_id, shown, number in rows]


def select_records(scope: Scope, wanted: Wanted, language: str, now: datetime) -> Statement:
    """Return the statement for one row per person and assignment; people without any have one with NULLs."""
    columns = (User.id.label("person_id"), User.deactivated_at, *person_columns(language), *assignment_columns(now))
    statement = people_with_assignments(with_place(select(*columns).select_from(User)), wanted, now)
    statement = statement.outerjoin(Campaign, Campaign.id == Assignment.campaign_id)
    return statement.where(*person_conditions(scope, wanted, now)).order_by(*list_order(wanted.sort, now))


def _reaches(scope: Scope) -> ColumnElement[bool]:
    return (
        select(Assignment.id)
        .join(User, User.id == Assignment.person_id)
        .where(Assignment.campaign_id == Campaign.id, scope.allows_person())
        .correlate(Campaign)
        .exists()
    )
