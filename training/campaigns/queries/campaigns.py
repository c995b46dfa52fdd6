"""Campaigns with their numbers, and the releases that they can give."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from training import dates
from training.campaigns.rules import next_begins_on
from training.errors import NotFound, Refused
from training.extensions import db
from training.i18n import language
from training.models import Assignment, AssignmentStatus, Campaign, Release, User, UserStatus
from training.naming import name_in
from training.team.selection import Statement
from training.team.status import is_overdue, is_unfinished

CLOSED = _l("This campaign is closed and can’t be changed any more.")
CHANGED_MEANWHILE = _l("The campaign was changed since this page was opened. Look at it once more.")
PAUSED = _l("This campaign is paused, so nobody is assigned. Let it go on first, and then add people.")
_MOST_RELEASES = 100


class CampaignState(StrEnum):
    """What a list of campaigns can be narrowed to."""

    OPEN = "open"
    PLANNED = "planned"
    PAUSED = "paused"
    CLOSED = "closed"


def select_campaigns(state: CampaignState | None, now: datetime) -> Statement:
    """Return the statement for campaigns with the numbers of all, finished and late, the newest first.

    The exempt and those on leave are left out of all.
    """
    passed = Assignment.status == AssignmentStatus.PASSED
    counts = (
        select(
            Assignment.campaign_id,
            func.sum(case((or_(passed, is_unfinished(now)), 1), else_=0)).label("total"),
            func.sum(case((passed, 1), else_=0)).label("finished"),
            func.sum(case((is_overdue(now), 1), else_=0)).label("late"),
        )
        .join(User, User.id == Assignment.person_id)
        .where(User.status != UserStatus.DEACTIVATED, Assignment.ended_at.is_(None))
        .group_by(Assignment.campaign_id)
        .subquery()
    )
    numbers = [func.coalesce(counts.c[name], 0).label(name) for name in ("total", "finished", "late")]
    statement = (
        select(*_columns(), *numbers)
        .join(Release, Release.id == Campaign.release_id)
        .outerjoin(counts, counts.c.campaign_id == Campaign.id)
        .order_by(Campaign.opens_at.desc(), Campaign.id.desc())
    )
    return statement.where(_in_state(state, now)) if state else statement


def get_campaign(campaign_id: uuid.UUID) -> Any:
    """Return one campaign with the number of its release."""
    statement = select(*_columns()).join(Release, Release.id == Campaign.release_id)
    row = db.session.execute(statement.where(Campaign.id == campaign_id)).one_or_none()
    if row is None:
        raise NotFound
    return row


def get_names(campaign_id: uuid.UUID) -> Any:
    """Return the names of a campaign as they are kept, and its release; raise NotFound."""
    found = select(Campaign.id, Campaign.name, Campaign.name_en, Campaign.release_id).where(Campaign.id == campaign_id)
    row = db.session.execute(found).one_or_none()
    if row is None:
        raise NotFound
    return row


def get_open_campaign(campaign_id: uuid.UUID) -> Any:
    """Return one campaign that can still be changed; raise Refused when it is closed."""
    campaign = get_campaign(campaign_id)
    if campaign.closed_at is not None:
        raise Refused(CLOSED)
    return campaign


def get_running_campaign(campaign_id: uuid.UUID) -> Any:
    """Return one campaign that can be given to more people; raise Refused when it is closed or paused."""
    campaign = get_open_campaign(campaign_id)
    if campaign.paused_at is not None:
        raise Refused(PAUSED)
    return campaign


def hold_campaign(campaign_id: uuid.UUID) -> Campaign:
    """Return a campaign that nobody else changes until the transaction ends; raise NotFound."""
    # Not a full lock: new assignments point at the campaign meanwhile.
    campaign = db.session.scalar(select(Campaign).where(Campaign.id == campaign_id).with_for_update(key_share=True))
    if campaign is None:
        raise NotFound
    return campaign


def hold_open_campaign(campaign_id: uuid.UUID) -> Campaign:
    """Do what `hold_campaign` does; raise Refused when it is closed."""
    campaign = hold_campaign(campaign_id)
    if campaign.closed_at is not None:
        raise Refused(CLOSED)
    return campaign


def list_open_ids() -> Sequence[uuid.UUID]:
    """Return the ids of the campaigns that have not been closed, the first to open first."""
    open_ones = select(Campaign.id).where(Campaign.closed_at.is_(None))
    return db.session.scalars(open_ones.order_by(Campaign.opens_at, Campaign.id)).all()


def next_on(campaign: Any) -> date | None:
    """Return the day on which a yearly campaign asks anew, unless it has closed by then."""
    day = None if campaign.closed_at else next_begins_on(campaign, dates.today(), dates.zone_name())
    is_over = day and campaign.closes_at and dates.start_of(day) > campaign.closes_at
    return None if is_over else day


def has_release(release_id: uuid.UUID) -> bool:
    """Tell whether there is such a release."""
    return bool(db.session.scalar(select(exists().where(Release.id == release_id))))


def find_newest_release(release_id: uuid.UUID) -> Any:
    """Return id and number of the newest release of the quiz that a release was made of."""
    quiz_key = select(Release.quiz_key).where(Release.id == release_id).scalar_subquery()
    newest = select(Release.id, Release.number).where(Release.quiz_key == quiz_key)
    return db.session.execute(newest.order_by(Release.number.desc()).limit(1)).one()


def list_release_ids() -> Sequence[uuid.UUID]:
    """Return the ids of the newest releases, the newest first."""
    newest = select(Release.id).order_by(Release.published_at.desc(), Release.number.desc(), Release.id.desc())
    return db.session.scalars(newest.limit(_MOST_RELEASES)).all()


def _columns() -> tuple[Any, ...]:
    """Return what pages tell of a campaign, its name in the language of the page."""
    return (
        Campaign.id,
        name_in(Campaign, language()).label("name"),
        Campaign.release_id,
        Release.number.label("release_number"),
        Campaign.opens_at,
        Campaign.due_at,
        Campaign.created_at,
        Campaign.closed_at,
        Campaign.audience,
        Campaign.audiences,
        Campaign.paused_at,
        Campaign.pauses,
        Campaign.follows_newest,
        Campaign.due_days,
        Campaign.due_moves,
        Campaign.grace_days,
        Campaign.closes_at,
        Campaign.repeats,
        Campaign.repeat_months,
        Campaign.rhythms,
    )


def _in_state(state: CampaignState, now: datetime) -> ColumnElement[bool]:
    match state:
        case CampaignState.CLOSED:
            return Campaign.closed_at.is_not(None)
        case CampaignState.PLANNED:
            return and_(Campaign.closed_at.is_(None), Campaign.paused_at.is_(None), Campaign.opens_at > now)
        case CampaignState.PAUSED:
            return Campaign.paused_at.is_not(None)
        case CampaignState.OPEN:
            return and_(Campaign.closed_at.is_(None), Campaign.paused_at.is_(None), Campaign.opens_at <= now)
