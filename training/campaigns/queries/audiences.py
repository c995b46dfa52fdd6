"""Who is in an audience, and how a page tells it."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, select

from questions.canonical import digest
from training.administration.queries import tag_name
from training.campaigns.audience import Audience, AudienceRole, Missing, missing, person_ids
from training.extensions import db
from training.models import Assignment, Employment, PersonIdentity, Tag, Team, User, UserStatus
from training.team.selection import team_name, with_place


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
    tags: list[str]
    people: int
    employments: list[Employment]
    only_tags: list[str]
    hired_from: date | None
    hired_until: date | None
    without_teams: list[str]
    without_tags: list[str]
    without_people: int


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


def _names(key: Any, name: ColumnElement[str], wanted: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    if not wanted:
        return {}
    return dict(db.session.execute(select(key, name).where(key.in_(wanted)).order_by(name)).all())


def _new(audience: Audience, without: uuid.UUID | None) -> ColumnElement[bool]:
    wanted = User.id.in_(person_ids(audience))
    if without is None:
        return wanted
    assigned = select(Assignment.person_id).where(Assignment.campaign_id == without)
    return and_(wanted, User.id.not_in(assigned))
