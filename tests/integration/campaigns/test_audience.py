"""Any audience holds exactly those whom its words describe, whatever parts, conditions and exclusions it has."""

import uuid
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import NamedTuple

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.factories.maker import Maker
from training.administration import service
from training.campaigns.audience import Audience, AudienceRole, missing, person_ids
from training.extensions import db
from training.models import Employment, Role, User

HIRED = (None, date(2020, 4, 1), date(2024, 4, 1))
KINDS = (None, Employment.REGULAR, Employment.PART_TIME)


class Somebody(NamedTuple):
    """A person as the test knows them; `teams` are the own one and all above it."""

    id: uuid.UUID
    teams: frozenset[uuid.UUID]
    tags: frozenset[uuid.UUID]
    roles: frozenset[AudienceRole]
    employment: Employment | None
    hired_on: date | None


class World(NamedTuple):
    """Eighteen people, of whom each differs from each."""

    people: list[Somebody]
    teams: list[uuid.UUID]
    tags: list[uuid.UUID]


def world_of(make: Maker) -> World:
    top = make.team("本社")
    lower = make.team("営業部", top)
    tags = [make.run(partial(service.add_tag, name, None, None)).id for name in ("在宅", "カード")]
    people = []
    for number in range(18):
        team = (None, top, lower)[number % 3]
        roles = [Role.AUTHOR] if number % 4 == 0 else []
        person = make.person(team=team, roles=roles, manages=top if number == 5 else None)
        own = frozenset(tag for place, tag in enumerate(tags) if (number >> place) & 1)
        teams = {None: frozenset[uuid.UUID](), top: {top.id}, lower: {top.id, lower.id}}[team]
        held = {AudienceRole.AUTHORS} if roles else set()
        held |= {AudienceRole.MANAGERS} if number == 5 else set()
        kind, hired = KINDS[number // 3 % 3], HIRED[number // 6 % 3]
        make.run(partial(_describe, person, kind, hired, own))
        people.append(Somebody(person.id, frozenset(teams), own, frozenset(held), kind, hired))
    return World(people, [top.id, lower.id], tags)


def _describe(person: User, kind: Employment | None, hired: date | None, own: Iterable[uuid.UUID]) -> None:
    row = db.session.get_one(User, person.id)
    row.employment, row.hired_on = kind, hired
    db.session.flush()
    for tag in own:
        service.give_tag(tag, [person.id], None)


def is_described(one: Somebody, audience: Audience) -> bool:
    """Say the same as the screen does."""
    is_named = one.id in audience.person_ids
    parts: list[object] = [audience.everyone, is_named, one.teams & {*audience.team_ids}]
    parts += [one.roles & {*audience.roles}, one.tags & {*audience.tag_ids}]
    left_out: list[object] = [one.teams & {*audience.without_team_ids}, one.tags & {*audience.without_tag_ids}]
    left_out += [one.id in audience.without_person_ids]
    return any(parts) and not any(left_out) and (is_named or fulfils(one, audience))


def fulfils(one: Somebody, audience: Audience) -> bool:
    """Tell whether somebody who was not named singly is among those who are meant."""
    first, last = audience.hired_from or date.min, audience.hired_until or date.max
    asks_day = bool(audience.hired_from or audience.hired_until)
    return (
        (not audience.employments or one.employment in audience.employments)
        and (not audience.only_tag_ids or bool(one.tags & {*audience.only_tag_ids}))
        and (not asks_day or (one.hired_on is not None and first <= one.hired_on <= last))
    )


def audiences(world: World) -> st.SearchStrategy[Audience]:
    def some(values: Iterable[object]) -> st.SearchStrategy[list[object]]:
        return st.lists(st.sampled_from([*values]), max_size=2, unique=True)

    people = [one.id for one in world.people]
    days = st.none() | st.sampled_from([date(2020, 4, 1), date(2022, 1, 1), date(2024, 4, 1)])
    return st.builds(
        Audience,
        everyone=st.booleans(),
        team_ids=some(world.teams),
        roles=some([AudienceRole.MANAGERS, AudienceRole.AUTHORS]),
        tag_ids=some(world.tags),
        person_ids=some(people),
        employments=some([Employment.REGULAR, Employment.PART_TIME]),
        only_tag_ids=some(world.tags),
        hired_from=days,
        hired_until=days,
        without_team_ids=some(world.teams),
        without_tag_ids=some(world.tags),
        without_person_ids=some(people),
    )


def test_an_audience_holds_whom_it_describes(app: Flask, make: Maker) -> None:
    world = world_of(make)

    @settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
    @given(audience=audiences(world))
    def holds(audience: Audience) -> None:
        kept = Audience.model_validate_json(audience.kept())
        with app.app_context():
            found = {*db.session.scalars(person_ids(kept))}
            left_out = {row.person_id for row in db.session.execute(missing(kept))}
        assert found == {one.id for one in world.people if is_described(one, audience)}
        assert not found & left_out, "nobody is both in it and missing"

    holds()


def test_what_campaigns_kept_before_there_were_tags_says_the_same(app: Flask, make: Maker) -> None:
    person = make.person()
    with app.app_context():
        old = Audience.model_validate_json('{"everyone":true,"employments":[]}')
        assert db.session.scalars(select(User.id).where(User.id.in_(person_ids(old)))).all() == [person.id]
        assert old.kept() == '{"everyone":true}'
