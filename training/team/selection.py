"""Building blocks of the statements about people and their assignments."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from training.i18n import language
from training.models import Assignment, Campaign, PersonIdentity, Team, TeamMembership, User, UserStatus
from training.naming import name_in
from training.team.filters import Sort, Wanted
from training.team.scope import Scope, members_of, teams_below
from training.team.status import shown_status, urgency

Statement = Select[*tuple[Any, ...]]


def person_columns(language: str) -> tuple[ColumnElement[Any], ...]:
    """Return display_name (empty once erased) and team_name."""
    return (
        func.coalesce(PersonIdentity.display_name, "").label("display_name"),
        team_name(language).label("team_name"),
    )


def assignment_columns(now: datetime) -> tuple[Any, ...]:
    """Return what may be seen of an assignment: never answers."""
    return (
        Assignment.campaign_id,
        name_in(Campaign, language()).label("campaign_name"),
        shown_status(now).label("status"),
        Assignment.counted_score,
        Assignment.due_at,
        Assignment.completed_at,
        Assignment.attempts_finished,
        Assignment.settled_by,
        Assignment.extended_until,
    )


def team_name(language: str) -> ColumnElement[str]:
    """Return the name of a team for readers of `language`."""
    return name_in(Team, language)


def with_place(statement: Statement) -> Statement:
    """Join the name and the present team to a statement over `User`."""
    return (
        statement.outerjoin(PersonIdentity, PersonIdentity.person_id == User.id)
        .outerjoin(TeamMembership, TeamMembership.person_id == User.id)
        .outerjoin(Team, Team.id == TeamMembership.team_id)
    )


def people_with_assignments(statement: Statement, wanted: Wanted, now: datetime) -> Statement:
    """Join the wanted assignments to a statement over `User`."""
    matches = and_(Assignment.person_id == User.id, assignment_is_wanted(wanted, now))
    return statement.join_from(User, Assignment, matches, isouter=not wanted.needs_assignment)


def assignment_is_wanted(wanted: Wanted, now: datetime) -> ColumnElement[bool]:
    """Return the condition on `Assignment` alone."""
    present = Assignment.ended_at.is_(None)
    if wanted.campaign_id is not None:
        return and_(Assignment.campaign_id == wanted.campaign_id, present)
    # A list of campaign ids, not a join: inside an outer join SQLite would build the whole joined table first.
    return and_(Assignment.campaign_id.in_(select(Campaign.id).where(campaign_is_wanted(wanted, now))), present)


def campaign_is_wanted(wanted: Wanted, now: datetime) -> ColumnElement[bool]:
    """Return the condition on `Campaign`."""
    if wanted.campaign_id is not None:
        return Campaign.id == wanted.campaign_id
    opened = Campaign.opens_at <= now
    return opened if wanted.closed_too else and_(opened, Campaign.closed_at.is_(None))


def person_conditions(scope: Scope, wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    """Return the conditions on people, and on status when one is asked for."""
    conditions = [scope.allows_person()]
    if not wanted.leavers_too:
        conditions.append(User.status != UserStatus.DEACTIVATED)
    if wanted.team_id is not None:
        conditions.append(User.id.in_(members_of(teams_below(wanted.team_id))))
    if wanted.statuses:
        conditions.append(shown_status(now).in_(sorted(wanted.statuses)))
    if wanted.search:
        conditions.append(_name_contains(wanted.search))
    return conditions


def _name_contains(term: str) -> ColumnElement[bool]:
    """Return the condition on a name, whatever spaces stand between family and given name."""
    squeezed = func.replace(func.replace(PersonIdentity.display_name, " ", ""), "\u3000", "")
    named = squeezed.icontains("".join(term.split()), autoescape=True)
    return User.id.in_(select(PersonIdentity.person_id).where(named))


def list_order(sort: Sort, language: str, now: datetime) -> list[ColumnElement[Any]]:
    """Return what to sort by; always ends in something unique, so that pages do not overlap.

    Whoever is as urgent as others stands with their own team, so that a page is found without sorting all teams.
    """
    name: list[ColumnElement[Any]] = [func.coalesce(PersonIdentity.display_name, ""), User.id.expression]
    # Databases disagree on where NULL sorts, so it is asked for first.
    due: list[ColumnElement[Any]] = [Assignment.due_at.is_(None), Assignment.due_at.expression]
    own: list[ColumnElement[Any]] = [*team_order(language), *name, Assignment.id.expression]
    match sort:
        case Sort.NAME:
            return [*name, *due, Assignment.id.expression]
        case Sort.DUE:
            return [*due, *own]
        case Sort.URGENCY:
            return [urgency(now), *due, *own]


def team_order(language: str) -> list[ColumnElement[Any]]:
    """Return what to sort teams by; whoever is in none comes last."""
    return [Team.id.is_(None), team_name(language), Team.id.expression]
