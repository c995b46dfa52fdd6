"""Campaigns with their numbers, and who would be in an audience."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, case, func, select

from training.campaigns.audience import Audience, AudienceRole, person_ids
from training.errors import NotFound, Refused
from training.extensions import db
from training.models import Assignment, Campaign, PersonIdentity, Release, Team, User, UserStatus
from training.team.selection import Statement, team_name, with_place
from training.team.status import DONE, ShownStatus, is_overdue, shown_status, urgency

CLOSED = _l("This campaign is closed and can’t be changed any more.")
_MOST_RELEASES = 100


_COLUMNS = (
    Campaign.id,
    Campaign.name,
    Campaign.release_id,
    Release.number.label("release_number"),
    Campaign.opens_at,
    Campaign.due_at,
    Campaign.created_at,
    Campaign.closed_at,
    Campaign.audience,
)


class CampaignState(StrEnum):
    """What a list of campaigns can be narrowed to."""

    OPEN = "open"
    PLANNED = "planned"
    CLOSED = "closed"


class AudienceSize(NamedTuple):
    """How many people an audience holds, and how many of them have no password or no mailbox."""

    people: int
    without_password: int
    without_email: int


class AudienceWords(NamedTuple):
    """An audience as a page tells it."""

    everyone: bool
    teams: list[str]
    roles: list[AudienceRole]
    people: int


def select_campaigns(state: CampaignState | None, now: datetime) -> Statement:
    """Return the statement for campaigns with the numbers of all, finished and late, the newest first."""
    counts = (
        select(
            Assignment.campaign_id,
            func.count().label("total"),
            func.sum(case((Assignment.status.in_(DONE), 1), else_=0)).label("finished"),
            func.sum(case((is_overdue(now), 1), else_=0)).label("late"),
        )
        .join(User, User.id == Assignment.person_id)
        .where(User.status != UserStatus.DEACTIVATED, Assignment.ended_at.is_(None))
        .group_by(Assignment.campaign_id)
        .subquery()
    )
    numbers = [func.coalesce(counts.c[name], 0).label(name) for name in ("total", "finished", "late")]
    statement = (
        select(*_COLUMNS, *numbers)
        .join(Release, Release.id == Campaign.release_id)
        .outerjoin(counts, counts.c.campaign_id == Campaign.id)
        .order_by(Campaign.opens_at.desc(), Campaign.id.desc())
    )
    return statement.where(_in_state(state, now)) if state else statement


def get_campaign(campaign_id: uuid.UUID) -> Any:
    """Return one campaign with the number of its release."""
    statement = select(*_COLUMNS).join(Release, Release.id == Campaign.release_id)
    row = db.session.execute(statement.where(Campaign.id == campaign_id)).one_or_none()
    if row is None:
        raise NotFound
    return row


def get_open_campaign(campaign_id: uuid.UUID) -> Any:
    """Return one campaign that can still be changed; raise Refused when it is closed."""
    campaign = get_campaign(campaign_id)
    if campaign.closed_at is not None:
        raise Refused(CLOSED)
    return campaign


def find_newest_release(release_id: uuid.UUID) -> Any:
    """Return id and number of the newest release of the quiz that a release was made of."""
    quiz_key = select(Release.quiz_key).where(Release.id == release_id).scalar_subquery()
    newest = select(Release.id, Release.number).where(Release.quiz_key == quiz_key)
    return db.session.execute(newest.order_by(Release.number.desc()).limit(1)).one()


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
        )
        .select_from(User)
        .join(Assignment, Assignment.person_id == User.id)
    )
    conditions = _present(campaign_id)
    if status:
        conditions.append(shown_status(now) == status.value)
    return statement.where(*conditions).order_by(urgency(now), PersonIdentity.display_name, User.id)


def list_release_ids() -> Sequence[uuid.UUID]:
    """Return the ids of the newest releases, the newest first."""
    newest = select(Release.id).order_by(Release.published_at.desc(), Release.number.desc(), Release.id.desc())
    return db.session.scalars(newest.limit(_MOST_RELEASES)).all()


def measure(audience: Audience, *, without: uuid.UUID | None = None) -> AudienceSize:
    """Count the people of an audience, leaving out those who are assigned in campaign `without` already."""
    row = db.session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(case((User.status == UserStatus.INVITED, 1), else_=0)), 0),
            func.coalesce(func.sum(case((PersonIdentity.email.is_(None), 1), else_=0)), 0),
        )
        .select_from(User)
        .outerjoin(PersonIdentity, PersonIdentity.person_id == User.id)
        .where(_new(audience, without))
    ).one()
    return AudienceSize(*row)


def list_people(audience: Audience, language: str, limit: int, *, without: uuid.UUID | None = None) -> Sequence[Any]:
    """Return the first `limit` people of an audience: person_id, display_name, team_name, status."""
    statement = with_place(
        select(
            User.id.label("person_id"),
            func.coalesce(PersonIdentity.display_name, "").label("display_name"),
            team_name(language).label("team_name"),
            User.status,
        ).select_from(User)
    )
    return db.session.execute(
        statement.where(_new(audience, without)).order_by(PersonIdentity.display_name, User.id).limit(limit)
    ).all()


def put_into_words(audience: Audience, language: str) -> AudienceWords:
    """Return an audience with the names of its teams."""
    name = team_name(language).label("name")
    teams: Iterable[str] = ()
    if audience.team_ids and not audience.everyone:
        teams = db.session.scalars(select(name).where(Team.id.in_(audience.team_ids)).order_by(name)).all()
    return AudienceWords(audience.everyone, list(teams), audience.roles, len(audience.person_ids))


def _present(campaign_id: uuid.UUID) -> list[ColumnElement[bool]]:
    """Return the conditions on those who are asked now: people who are here, each in the latest cycle."""
    return [
        Assignment.campaign_id == campaign_id,
        Assignment.ended_at.is_(None),
        User.status != UserStatus.DEACTIVATED,
    ]


def _new(audience: Audience, without: uuid.UUID | None) -> ColumnElement[bool]:
    wanted = User.id.in_(person_ids(audience))
    if without is None:
        return wanted
    assigned = select(Assignment.person_id).where(Assignment.campaign_id == without)
    return and_(wanted, User.id.not_in(assigned))


def _in_state(state: CampaignState, now: datetime) -> ColumnElement[bool]:
    match state:
        case CampaignState.CLOSED:
            return Campaign.closed_at.is_not(None)
        case CampaignState.PLANNED:
            return and_(Campaign.closed_at.is_(None), Campaign.opens_at > now)
        case CampaignState.OPEN:
            return and_(Campaign.closed_at.is_(None), Campaign.opens_at <= now)
