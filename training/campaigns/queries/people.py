"""The people of a campaign: how they stand in its present round, and who would come in or go out."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import aliased

from training.campaigns.audience import Audience, person_ids
from training.extensions import db
from training.models import Assignment, AssignmentStatus, PersonIdentity, User, UserStatus
from training.team.selection import Statement, team_name, with_place
from training.team.status import ShownStatus, shown_status, urgency


class AskedPeople(NamedTuple):
    """How many people have a campaign to finish, have finished it in the present round, and are not asked in it."""

    unfinished: int
    finished: int
    others: int


def count_statuses(campaign_id: uuid.UUID, now: datetime) -> dict[str, int]:
    """Return how many people who are still here have each status."""
    status = shown_status(now).label("status")
    counted = (
        select(status, func.count())
        .select_from(Assignment)
        .join(User, User.id == Assignment.person_id)
        .where(*_present(campaign_id))
        .group_by(status)
    )
    return dict(db.session.execute(counted).all())


def select_records(campaign_id: uuid.UUID, status: ShownStatus | None, language: str, now: datetime) -> Statement:
    """Return the statement for the people of a campaign who are still here, the most urgent first; never answers."""
    statement = with_place(
        select(
            User.id.label("person_id"),
            func.coalesce(PersonIdentity.display_name, "").label("display_name"),
            team_name(language).label("team_name"),
            shown_status(now).label("status"),
            Assignment.counted_score,
            Assignment.completed_at,
            Assignment.attempts_finished,
            Assignment.extra_minutes,
            Assignment.override_count,
            Assignment.settled_by,
            Assignment.extended_until,
        )
        .select_from(User)
        .join(Assignment, Assignment.person_id == User.id)
    )
    conditions = _present(campaign_id)
    if status:
        conditions.append(shown_status(now) == status.value)
    return statement.where(*conditions).order_by(urgency(now), PersonIdentity.display_name, User.id)


def count_asked(campaign_id: uuid.UUID, audience: Audience, other: Audience) -> AskedPeople:
    """Count the people of `audience` who are not in `other`, by what they have of a campaign."""
    found = _only_in(campaign_id, audience, other, case((_is_done(), 1), else_=0).label("done")).subquery()
    numbers = select(found.c.done, func.count(found.c.asked), func.count()).group_by(found.c.done)
    counted = {bool(done): (asked, people) for done, asked, people in db.session.execute(numbers)}
    asked, people = counted.get(False, (0, 0))
    return AskedPeople(unfinished=asked, finished=counted.get(True, (0, 0))[0], others=people - asked)


def list_unfinished(campaign_id: uuid.UUID, audience: Audience, other: Audience) -> Sequence[uuid.UUID]:
    """Return the people of `audience` who are not in `other` and have the campaign to finish."""
    is_open = and_(Assignment.id.is_not(None), ~_is_done())
    found = _only_in(campaign_id, audience, other).where(is_open)
    return db.session.scalars(found.order_by(User.id)).all()


def count_done_before(campaign_id: uuid.UUID, audience: Audience, moment: datetime) -> int:
    """Return how many people of an audience finished their latest round, or were exempt from it, before a moment."""
    newer = aliased(Assignment)
    later = select(newer.id).where(
        newer.campaign_id == campaign_id, newer.person_id == Assignment.person_id, newer.cycle > Assignment.cycle
    )
    done = (
        Assignment.status.in_([AssignmentStatus.PASSED, AssignmentStatus.EXEMPT]),
        func.coalesce(Assignment.completed_at, Assignment.due_at) < moment,
    )
    own = (Assignment.campaign_id == campaign_id, Assignment.person_id.in_(person_ids(audience)))
    return db.session.scalar(select(func.count()).where(*own, *done, ~later.exists())) or 0


def _is_done() -> ColumnElement[bool]:
    done = Assignment.status.in_([AssignmentStatus.PASSED, AssignmentStatus.EXEMPT])
    return and_(Assignment.id.is_not(None), done)


def _only_in(
    campaign_id: uuid.UUID, audience: Audience, other: Audience, *columns: ColumnElement[Any]
) -> Select[*tuple[Any, ...]]:
    own = and_(Assignment.person_id == User.id, Assignment.campaign_id == campaign_id, Assignment.ended_at.is_(None))
    named = (User.id.in_(person_ids(audience)), User.id.not_in(person_ids(other)))
    wanted: Select[*tuple[Any, ...]] = select(User.id, Assignment.id.label("asked"), *columns)
    return wanted.select_from(User).outerjoin(Assignment, own).where(*named)


def _present(campaign_id: uuid.UUID) -> list[ColumnElement[bool]]:
    """Return the conditions on those who are asked now: people who are here, each in the latest cycle."""
    return [
        Assignment.campaign_id == campaign_id,
        Assignment.ended_at.is_(None),
        User.status != UserStatus.DEACTIVATED,
    ]
