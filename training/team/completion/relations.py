"""Counts as relations, whichever source they come from: what is alike stands together, with its number."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal, select, union_all

from training.models import (
    Assignment,
    AssignmentStatus,
    CompletionCount,
    CompletionPasses,
    CompletionPeople,
    TeamMembership,
    User,
    UserStatus,
)
from training.models.completion import NOWHERE, ORGANISATION
from training.team.completion.sources import Places, Sources
from training.team.filters import Wanted
from training.team.local_days import local_day
from training.team.selection import Statement, assignment_is_wanted
from training.team.status import DONE

_PLACE = func.coalesce(TeamMembership.team_id, literal(NOWHERE, TeamMembership.team_id.type))
_COUNTED = (
    CompletionCount.place,
    CompletionCount.campaign_id,
    CompletionCount.status,
    CompletionCount.due_at,
    CompletionCount.settled_by,
    CompletionCount.is_extended,
    CompletionCount.leave_from,
    CompletionCount.leave_until,
    CompletionCount.number,
)
_PASSES = (CompletionPasses.place, CompletionPasses.campaign_id, CompletionPasses.passed_on, CompletionPasses.number)
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
    is_wanted = _is_wanted(CompletionCount.campaign_id, sources)
    kept: Statement = select(*_COUNTED).where(places.has_kept(CompletionCount.place), is_wanted)

    def one_by_one(who: ColumnElement[bool], number: int) -> Statement:
        return each_assignment(who & assignment_is_wanted(wanted, now), number)

    return _together(sources, places, [kept], one_by_one)


def passes(sources: Sources) -> Subquery:
    """Return the passes of a page's assignments, those of a campaign, place and day together.

    Those of the organisation are kept as sums over all places. What those places have to it is taken away again that
    are counted from people.
    """
    places, wanted, now = sources.assignments, sources.wanted, sources.now
    is_wanted = _is_wanted(CompletionPasses.campaign_id, sources)
    if places.is_organisation and len(places.live) < len(places.kept):
        kept: list[Statement] = [select(*_PASSES).where(CompletionPasses.place == ORGANISATION, is_wanted)]
        if places.live:
            outdated = (*_PASSES[:-1], (-CompletionPasses.number).label("number"))
            kept.append(select(*outdated).where(CompletionPasses.place.in_(places.live), is_wanted))
    else:
        kept = [select(*_PASSES).where(CompletionPasses.place.in_(places.kept), is_wanted)]

    def one_by_one(who: ColumnElement[bool], number: int) -> Statement:
        return each_pass(who & assignment_is_wanted(wanted, now), now, number)

    return _together(sources, places, kept, one_by_one)


def people(sources: Sources) -> Subquery:
    """Return the people of a page, those together who are alike in what is left to do."""
    places, wanted, now = sources.people, sources.wanted, sources.now
    if wanted.campaign_id is None:
        own: ColumnElement[bool] = CompletionPeople.campaign_id.is_(None)
    else:
        own = CompletionPeople.campaign_id == wanted.campaign_id
    kept: Statement = select(*_PEOPLE).where(places.has_kept(CompletionPeople.place), own)

    def one_by_one(who: ColumnElement[bool], number: int) -> Statement:
        return each_person(who, wanted, now, number)

    return _together(sources, places, [kept], one_by_one)


def _is_wanted(campaign_id: Any, sources: Sources) -> ColumnElement[bool]:
    asked: ColumnElement[bool] = campaign_id == sources.wanted.campaign_id
    if sources.wanted.campaign_id is None:  # named one by one, so that the others are left out as soon as rows are read
        asked = campaign_id.in_([row.id for row in sources.opened if row.closed_at is None])
    return asked


def _together(sources: Sources, places: Places, kept: Sequence[Statement], one_by_one: Any) -> Subquery:
    parts = [*kept] if places.kept else []
    if places.live or not places.kept:
        parts.append(one_by_one(sources.counted_live(places), 1))
    if places.has_own:  # managers are not among their own people
        parts.append(one_by_one(User.id == sources.scope.manager_id, -1))
    return (parts[0] if len(parts) == 1 else union_all(*parts)).subquery()


def each_assignment(condition: ColumnElement[bool], number: int = 1) -> Statement:
    """Return the present assignments of people who have not left, one row each, with `number`."""
    return _present(
        condition,
        Assignment.status,
        Assignment.due_at,
        Assignment.settled_by,
        Assignment.extended_until.is_not(None).label("is_extended"),
        User.leave_from,
        User.leave_until,
        literal(number).label("number"),
    )


def each_pass(condition: ColumnElement[bool], now: datetime, number: int = 1) -> Statement:
    """Return those of them that are passed, with the day where the organisation is."""
    passed_on = local_day(Assignment.completed_at, now).label("passed_on")
    # Not by the index of statuses, in which SQLite would look through all passes of the organisation.
    is_passed = (Assignment.status == AssignmentStatus.PASSED).is_(True)
    return _present(condition & is_passed, passed_on, literal(number).label("number"))


def _present(condition: ColumnElement[bool], *columns: Any) -> Statement:
    return (
        select(_PLACE.label("place"), Assignment.campaign_id, *columns)
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
