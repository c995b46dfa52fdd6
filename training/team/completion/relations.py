"""Counts as relations, whichever source they come from: what is alike stands together, with its number."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal, select, union_all

from training.extensions import db
from training.models import (
    Assignment,
    AssignmentStatus,
    Campaign,
    CompletionCount,
    CompletionPeople,
    TeamMembership,
    User,
    UserStatus,
)
from training.models.completion import NOWHERE
from training.team.completion.sources import Places, Sources
from training.team.filters import Wanted
from training.team.local_days import local_day
from training.team.selection import Statement, assignment_is_wanted, campaign_is_wanted
from training.team.status import DONE

_PLACE = func.coalesce(TeamMembership.team_id, literal(NOWHERE, TeamMembership.team_id.type))
_COUNTED = (
    CompletionCount.place,
    CompletionCount.campaign_id,
    CompletionCount.status,
    CompletionCount.due_at,
    CompletionCount.passed_on,
    CompletionCount.settled_by,
    CompletionCount.is_extended,
    CompletionCount.leave_from,
    CompletionCount.leave_until,
    CompletionCount.number,
)
_PEOPLE = (
    CompletionPeople.place,
    CompletionPeople.is_assigned,
    CompletionPeople.due_at,
    CompletionPeople.leave_from,
    CompletionPeople.leave_until,
    CompletionPeople.number,
)


def assignments(sources: Sources) -> Subquery:
    """Return the present assignments of a page, alike ones together."""
    places, wanted, now = sources.assignments, sources.wanted, sources.now
    kept: Statement = select(*_COUNTED).where(CompletionCount.place.in_(places.kept), _is_wanted(wanted, now))

    def one_by_one(who: ColumnElement[bool], number: int) -> Statement:
        return each_assignment(who & assignment_is_wanted(wanted, now), now, number)

    return _together(sources, places, kept, one_by_one)


def campaigns_kept(sources: Sources) -> set[uuid.UUID]:
    """Return the campaigns of which somebody has a present assignment, as far as that is kept."""
    places = sources.assignments.kept
    if not places:
        return set()
    own = select(CompletionCount.campaign_id).where(CompletionCount.place.in_(places)).distinct()
    return set(db.session.scalars(own))


def people(sources: Sources) -> Subquery:
    """Return the people of a page, those together who are alike in what is left to do."""
    places, wanted, now = sources.people, sources.wanted, sources.now
    if wanted.campaign_id is None:
        own: ColumnElement[bool] = CompletionPeople.campaign_id.is_(None)
    else:
        own = CompletionPeople.campaign_id == wanted.campaign_id
    kept: Statement = select(*_PEOPLE).where(CompletionPeople.place.in_(places.kept), own)

    def one_by_one(who: ColumnElement[bool], number: int) -> Statement:
        return each_person(who, wanted, now, number)

    return _together(sources, places, kept, one_by_one)


def _is_wanted(wanted: Wanted, now: datetime) -> ColumnElement[bool]:
    if wanted.campaign_id is not None:
        return CompletionCount.campaign_id == wanted.campaign_id
    return CompletionCount.campaign_id.in_(select(Campaign.id).where(campaign_is_wanted(wanted, now)))


def _together(sources: Sources, places: Places, kept: Statement, one_by_one: Any) -> Subquery:
    parts = [kept] if places.kept else []
    if places.live or not places.kept:
        parts.append(one_by_one(sources.counted_live(places), 1))
    if places.has_own:  # managers are not among their own people
        parts.append(one_by_one(User.id == sources.scope.manager_id, -1))
    return (parts[0] if len(parts) == 1 else union_all(*parts)).subquery()


def each_assignment(condition: ColumnElement[bool], now: datetime, number: int = 1) -> Statement:
    """Return the present assignments of people who have not left, one row each, with `number`."""
    passed_on = case((Assignment.status == AssignmentStatus.PASSED, local_day(Assignment.completed_at, now)))
    return (
        select(
            _PLACE.label("place"),
            Assignment.campaign_id,
            Assignment.status,
            Assignment.due_at,
            passed_on.label("passed_on"),
            Assignment.settled_by,
            Assignment.extended_until.is_not(None).label("is_extended"),
            User.leave_from,
            User.leave_until,
            literal(number).label("number"),
        )
        .select_from(User)
        .join(Assignment, Assignment.person_id == User.id)
        .outerjoin(TeamMembership, TeamMembership.person_id == User.id)
        .where(Assignment.ended_at.is_(None), User.status != UserStatus.DEACTIVATED, condition)
    )


def each_person(who: ColumnElement[bool], wanted: Wanted, now: datetime, number: int = 1) -> Statement:
    """Return people who have not left, one row each, with when the first of what they have to finish is due."""
    matches = and_(Assignment.person_id == User.id, assignment_is_wanted(wanted, now))
    assigned = (func.count(Assignment.id) > 0).label("is_assigned")
    due_at = func.min(case((Assignment.status.not_in(DONE), Assignment.due_at))).label("due_at")
    own = (_PLACE.label("place"), User.leave_from, User.leave_until)
    return (
        select(own[0], assigned, due_at, *own[1:], literal(number).label("number"))
        .select_from(User)
        .outerjoin(TeamMembership, TeamMembership.person_id == User.id)
        .join(Assignment, matches, isouter=wanted.campaign_id is None)
        .where(User.status != UserStatus.DEACTIVATED, who)
        .group_by(User.id, *own)
    )


def each_duty(who: ColumnElement[bool]) -> Statement:
    """Return for each person and campaign what `each_person` returns of one campaign, with the campaign."""
    due_at = func.min(case((Assignment.status.not_in(DONE), Assignment.due_at))).label("due_at")
    own = (_PLACE.label("place"), Assignment.campaign_id, User.leave_from, User.leave_until)
    return (
        select(*own[:2], due_at, *own[2:])
        .select_from(User)
        .join(Assignment, Assignment.person_id == User.id)
        .outerjoin(TeamMembership, TeamMembership.person_id == User.id)
        .where(User.status != UserStatus.DEACTIVATED, Assignment.ended_at.is_(None), who)
        .group_by(User.id, *own)
    )
