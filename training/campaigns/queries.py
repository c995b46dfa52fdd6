"""Campaigns with their numbers, and who would be in an audience."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from questions.canonical import digest
from training import dates
from training.administration.queries import tag_name
from training.campaigns.audience import Audience, AudienceRole, Missing, missing, person_ids
from training.campaigns.rules import next_begins_on
from training.errors import NotFound, Refused
from training.extensions import db
from training.i18n import language
from training.models import (
    Assignment,
    AssignmentStatus,
    Campaign,
    Employment,
    PersonIdentity,
    Release,
    Tag,
    Team,
    User,
    UserStatus,
)
from training.naming import name_in
from training.team.selection import Statement, team_name, with_place
from training.team.status import ShownStatus, is_overdue, is_unfinished, shown_status, urgency

CLOSED = _l("This campaign is closed and can’t be changed any more.")
PAUSED = _l("This campaign is paused, so nobody is assigned. Let it go on first, and then add people.")
_MOST_RELEASES = 100


class CampaignState(StrEnum):
    """What a list of campaigns can be narrowed to."""

    OPEN = "open"
    PLANNED = "planned"
    PAUSED = "paused"
    CLOSED = "closed"


class AudienceSize(NamedTuple):
    """How many people an audience holds, and how many of them have no password or no mailbox."""

    people: int
    without_password: int
    without_email: int


class AskedPeople(NamedTuple):
    """How many people have a campaign to finish, have finished it in the present round, and are not asked in it."""

    unfinished: int
    finished: int
    others: int


class AudienceWords(NamedTuple):
    """An audience as a page tells it."""

    everyone: bool
    teams: list[str]
    roles: list[AudienceRole]
    tags: list[str]
    people: int
    employments: list[Employment]
    only_tags: list[str]
    hired_from: date | None
    hired_until: date | None
    without_teams: list[str]
    without_tags: list[str]
    without_people: int


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


def next_on(campaign: Any) -> date | None:
    """Return the day on which a yearly campaign asks anew, unless it has closed by then."""
    day = None if campaign.closed_at else next_begins_on(campaign, dates.today(), dates.zone_name())
    is_over = day and campaign.closes_at and dates.start_of(day) > campaign.closes_at
    return None if is_over else day


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


def count_asked(campaign_id: uuid.UUID, audience: Audience, other: Audience) -> AskedPeople:
    """Count the people of `audience` who are not in `other`, by what they have of a campaign."""
    found = _only_in(campaign_id, audience, other, case((_is_done(), 1), else_=0).label("done")).subquery()
    rows = db.session.execute(select(found.c.done, found.c.asked, func.count()).group_by(found.c.done, found.c.asked))
    numbers = {(bool(done), asked is not None): number for done, asked, number in rows}
    return AskedPeople(
        unfinished=numbers.get((False, True), 0),
        finished=numbers.get((True, True), 0),
        others=numbers.get((False, False), 0),
    )


def list_unfinished(campaign_id: uuid.UUID, audience: Audience, other: Audience) -> Sequence[uuid.UUID]:
    """Return the people of `audience` who are not in `other` and have the campaign to finish."""
    is_open = and_(Assignment.id.is_not(None), ~_is_done())
    found = _only_in(campaign_id, audience, other).where(is_open)
    return db.session.scalars(found.order_by(User.id)).all()


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


def digest_of(audience: Audience) -> str:
    """Return a digest by which it is known whether the same people are in an audience later."""
    return digest(b"".join(sorted(found.bytes for found in db.session.scalars(person_ids(audience)))))


def list_people(
    audience: Audience, language: str, limit: int, *, offset: int = 0, without: uuid.UUID | None = None
) -> Sequence[Any]:
    """Return `limit` people of an audience in the order of their names: person_id, display_name, team_name, status."""
    statement = with_place(
        select(
            User.id.label("person_id"),
            func.coalesce(PersonIdentity.display_name, "").label("display_name"),
            team_name(language).label("team_name"),
            User.status,
        ).select_from(User)
    )
    in_order = statement.where(_new(audience, without)).order_by(PersonIdentity.display_name, User.id)
    return db.session.execute(in_order.limit(limit).offset(offset)).all()


def count_by_team(audience: Audience, language: str) -> Sequence[Any]:
    """Return team_name (None: no team) and number of the people of an audience, by present team."""
    name = team_name(language).label("team_name")
    counted = with_place(select(name, func.count().label("number")).select_from(User))
    return db.session.execute(
        counted.where(_new(audience, None)).group_by(Team.id, name).order_by(func.count().desc(), name)
    ).all()


def count_missing(audience: Audience) -> dict[Missing, int]:
    """Return how many people whom an audience names are not in it, by the first reason."""
    found = missing(audience).subquery()
    rows = db.session.execute(select(found.c.why, func.count().label("number")).group_by(found.c.why))
    numbers = {Missing(row.why): row.number for row in rows}
    return {why: numbers[why] for why in Missing if why in numbers}


def put_into_words(audience: Audience, language: str) -> AudienceWords:
    """Return an audience with the names of its teams and tags, of those out of use as well."""
    parts = [] if audience.everyone else audience.team_ids
    teams = _names(Team.id, team_name(language), {*parts, *audience.without_team_ids})
    own = [] if audience.everyone else audience.tag_ids
    tags = _names(Tag.id, tag_name(language), {*own, *audience.only_tag_ids, *audience.without_tag_ids})
    return AudienceWords(
        everyone=audience.everyone,
        teams=[name for team, name in teams.items() if team in parts],
        roles=audience.roles,
        tags=[name for tag, name in tags.items() if tag in own],
        people=len(audience.person_ids),
        employments=audience.employments,
        only_tags=[name for tag, name in tags.items() if tag in audience.only_tag_ids],
        hired_from=audience.hired_from,
        hired_until=audience.hired_until,
        without_teams=[name for team, name in teams.items() if team in audience.without_team_ids],
        without_tags=[name for tag, name in tags.items() if tag in audience.without_tag_ids],
        without_people=len(audience.without_person_ids),
    )


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


def _names(key: Any, name: ColumnElement[str], wanted: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    if not wanted:
        return {}
    return dict(db.session.execute(select(key, name).where(key.in_(wanted)).order_by(name)).all())


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
            return and_(Campaign.closed_at.is_(None), Campaign.paused_at.is_(None), Campaign.opens_at > now)
        case CampaignState.PAUSED:
            return Campaign.paused_at.is_not(None)
        case CampaignState.OPEN:
            return and_(Campaign.closed_at.is_(None), Campaign.paused_at.is_(None), Campaign.opens_at <= now)
