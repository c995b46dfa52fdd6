"""A deputy sees what the manager sees on the days of the deputyship, and nothing before and after."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.factories.imports import imported
from tests.factories.maker import Maker
from tests.integration.access.own import World, world_of
from tests.integration.access.table import MANAGER, TABLE
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training import clock, dates, settings
from training.administration import service as administration
from training.deputies import queries, service
from training.deputies.period import Period
from training.errors import FieldError, Refused
from training.extensions import db
from training.mail.hours import SETTING
from training.models import (
    Assignment,
    AssignmentStatus,
    AuditEvent,
    Campaign,
    Deputyship,
    OutgoingMail,
    Override,
    PersonIdentity,
    Role,
    TeamManager,
    TeamMembership,
    User,
    UserStatus,
    new_id,
)
from training.reminders import service as reminders
from training.team.completion import service as completion

FORBIDDEN, NOT_FOUND = 403, 404
TOKYO = "Asia/Tokyo"
TODAY = dates.day_of(clock.now(), TOKYO)
FIRST, LAST = TODAY + timedelta(days=2), TODAY + timedelta(days=4)
NOT_THEIRS = (
    "overrides.confirm_own_taking_back",  # the manager gave that extension
    "gaps.show_gaps",
    "gaps.export_csv",
    "gaps.show_stops",
    "gaps.show_debrief",
    "gaps.download_debrief",
)


@pytest.fixture
def world(app: Flask, make: Maker) -> World:
    # Hours that are always open: what is asked here is who, not when.
    make.run(lambda: settings.store(SETTING, [0, 24]))
    return world_of(app, make)


def sign_in_name(person: User) -> str:
    return f"{person.id.hex}@kyokun.example"


def name(make: Maker, manager: User, deputy: User, first: date = FIRST, last: date = LAST) -> Deputyship:
    def work() -> Deputyship:
        own = update(PersonIdentity).where(PersonIdentity.person_id == deputy.id)
        db.session.execute(own.values(email=sign_in_name(deputy)))
        return service.name(manager.id, sign_in_name(deputy), Period(first, last), manager.id)

    return make.run(work)


def managers_addresses(app: Flask, world: World) -> Iterator[tuple[str, str, str]]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in TABLE[MANAGER]:
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield rule.endpoint, method, world.address(rule)


def answers(app: Flask, client: PageClient, world: World, day: date, *methods: str) -> dict[str, int]:
    """Ask for each of a manager's addresses on a day."""
    found = {}
    with clock.moved_to(dates.start_of(day, TOKYO) + timedelta(hours=10)):
        token = client.token()
        for endpoint, method, address in managers_addresses(app, world):
            if method in methods:
                data = {"csrf_token": token} if method == "POST" else None
                response = client.flask_client.open(address, method=method, data=data)
                response.close()
                found[f"{method} {endpoint}"] = response.status_code
    return found


def refused(found: dict[str, int]) -> bool:
    return {*found.values()} == {FORBIDDEN}


def test_outside_the_period_every_address_of_managers_is_refused(
    app: Flask, client: PageClient, make: Maker, world: World
) -> None:
    manager, deputy = world.people["manager"], make.person("代理 人")
    row = name(make, manager, deputy)
    client.sign_in(deputy)
    both = ("GET", "POST")
    assert refused(answers(app, client, world, FIRST - timedelta(days=1), *both))
    for day in (FIRST, LAST):
        inside = answers(app, client, world, day, "GET")
        own = {"GET deputies.list_own": FORBIDDEN} | {f"GET {endpoint}": NOT_FOUND for endpoint in NOT_THEIRS}
        assert {asked: status for asked, status in inside.items() if status != 200} == own
    assert refused(answers(app, client, world, LAST + timedelta(days=1), *both))
    make.run(lambda: db.session.execute(update(TeamManager).values(person_id=world.people["author"].id)))
    assert refused(answers(app, client, world, FIRST, *both)), "the manager manages nothing any more"
    make.run(lambda: db.session.execute(update(TeamManager).values(person_id=manager.id)))
    make.run(lambda: service.end(manager.id, row.id, manager.id))
    assert refused(answers(app, client, world, FIRST, *both)), "it was ended"


def test_who_manages_another_team_sees_nobody_of_it_outside_the_period(
    client: PageClient, make: Maker, world: World
) -> None:
    manager, other = world.people["manager"], make.person("別 上長", manages=make.team("別部"))
    name(make, manager, other)
    third = make.person("三 代理")
    name(make, other, third)
    person = f"/team/people/{world.ids['person_id']}"
    seen = {}
    for day in (FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1)):
        with clock.moved_to(dates.start_of(day, TOKYO)):
            client.sign_in(other).get(person, 200 if FIRST <= day <= LAST else NOT_FOUND)
            seen[day] = "社員" in client.get("/team/").body
            client.get(f"/team/people/{manager.id}", NOT_FOUND)
    assert [*seen.values()] == [False, True, True, False]
    with clock.moved_to(dates.start_of(FIRST, TOKYO)):
        client.sign_in(third).get("/team/")
        client.get(person, NOT_FOUND)  # a deputy of a deputy


def test_a_manager_names_a_deputy_who_acts_in_the_managers_place(
    client: PageClient, make: Maker, world: World, locale: str
) -> None:
    manager, employee = world.people["manager"], world.people["employee"]
    colleague = make.person("部員 二")
    make.run(lambda: _add_colleague(world, colleague))
    deputy = make.person("代理 人", email="dairi@kyokun.example", locale=locale)
    client.sign_in(manager, locale).get("/team/")
    client.get("/team/deputies")
    mine = make.run(lambda: db.session.get_one(PersonIdentity, manager.id).email)
    for typed in ({"person": "nobody@kyokun.example"}, {"person": str(mine)}):
        assert client.submit(typed, form="section form", status=422).has("#person-error")
    wrong = {"person": "dairi@kyokun.example", "ends_on": (TODAY - timedelta(days=1)).isoformat()}
    assert client.submit(wrong, form="section form", status=422).has("#ends_on-error")
    page = client.submit({"person": "dairi@kyokun.example", "ends_on": LAST.isoformat()}, form="section form")
    assert "代理 人" in page.text("tbody")
    client.submit({"person": "dairi@kyokun.example"}, form="section form", status=422)  # twice on the same days
    assert mails(make) >= {("deputy_asked", deputy.id), ("deputy_named", manager.id)}
    client.sign_in(deputy, locale)
    assert "上長" in client.get("/team/").text(".lead-text")
    client.get(f"/team/campaigns/{world.open_campaign}/remind")
    client.submit()
    until = TODAY + timedelta(days=25)
    client.get(f"/team/campaigns/{world.open_campaign}/people/{employee.id}/extension")
    page = client.submit({"until": until.isoformat(), "reason": "上長が不在のため、代わりに決めました。"})
    assert {"ja": "代理 人（上長の代理）", "en": "代理 人 for 上長"}[locale] in page.text("table")
    with client.app.app_context():
        given = db.session.scalars(select(Override).where(Override.given_by == deputy.id)).one()
        events = db.session.scalars(select(AuditEvent).where(AuditEvent.actor_id == deputy.id)).all()
    assert given.given_for == manager.id
    assert {event.action for event in events} == {"reminder.sent", "campaign.due-extended"}
    assert all(manager.id.hex in event.details for event in events)
    page = client.sign_in(world.people["administrator"], locale).get("/administration/ledger")
    assert "上長" in page.text("table")
    client.get(f"/administration/people/{manager.id}")
    assert "代理 人" in client.page.text("[aria-labelledby=deputies]")


def _add_colleague(world: World, person: User) -> None:
    """Put somebody into the employee's team and training, who has had no mail about it yet."""
    own = {"since": clock.now(), "team_id": uuid.UUID(world.ids["team_id"])}
    db.session.add(TeamMembership(person_id=person.id, **own))
    campaign = db.session.get_one(Campaign, uuid.UUID(world.open_campaign))
    assignment = Assignment(id=new_id(), person_id=person.id, campaign_id=campaign.id, cycle=1, due_at=campaign.due_at)
    assignment.assigned_at, assignment.status = campaign.opens_at, AssignmentStatus.NOT_STARTED
    assignment.attempts_finished = 0
    db.session.add(assignment)


def mails(make: Maker) -> set[tuple[str, object]]:
    found = select(OutgoingMail.kind, OutgoingMail.person_id).where(OutgoingMail.kind.startswith("deputy"))
    return {(kind, person_id) for kind, person_id in make.run(lambda: db.session.execute(found).all())}


def test_an_administrator_names_and_ends_and_both_are_told(
    client: PageClient, make: Maker, administrator: User, locale: str
) -> None:
    team = make.team("営業部")
    manager, deputy = make.person("森 一郎", manages=team), make.person("代理 人", email="dairi@kyokun.example")
    client.sign_in(administrator, locale).get(f"/administration/people/{manager.id}/deputies")
    client.submit({"person": "dairi@kyokun.example"}, form="section form")
    assert "代理 人" in client.get(f"/administration/teams/{team.id}").text("[aria-labelledby=managers]")
    client.get(f"/administration/people/{manager.id}/deputies")
    client.submit(form="tbody form")
    assert not client.page.has("tbody form")
    assert "代理 人" not in client.get(f"/administration/teams/{team.id}").text("[aria-labelledby=managers]")
    ended = {("deputy_ended", deputy.id), ("deputy_ended", manager.id)}
    assert mails(make) == ended | {("deputy_asked", deputy.id), ("deputy_named", manager.id)}
    client.get(f"/administration/people/{deputy.id}/deputies")  # manages nothing
    client.submit({"person": manager.id.hex}, form="section form", status=409)


@pytest.fixture
def administrator(make: Maker) -> User:
    return make.person("管理 守", email="admin@kyokun.example", roles=[Role.ADMINISTRATOR])


def test_whoever_leaves_stands_in_no_more_even_after_returning(app: Flask, make: Maker, administrator: User) -> None:
    team, others = make.team("営業部"), make.team("工場")
    manager, second = make.person(manages=team), make.person(manages=others)
    deputy, stays = make.person(employee_number="D1"), make.person()
    for row in ((manager, deputy), (second, deputy), (second, stays)):
        name(make, *row, TODAY, LAST)
    make.run(lambda: administration.deactivate(second.id, administrator.id))
    make.run(lambda: administration.reactivate(second.id, administrator.id))
    with app.app_context():
        still = db.session.scalars(select(Deputyship).where(Deputyship.ended_at.is_(None))).all()
    assert [(row.manager_id, row.deputy_id) for row in still] == [(manager.id, deputy.id)]
    imported(make, "D1,代理 人,2026-01-31", head="社員番号,氏名,退職日\n")
    with app.app_context():
        rows = db.session.scalars(select(Deputyship)).all()
        actions = db.session.scalars(select(AuditEvent.action).where(AuditEvent.action == "deputy.ended")).all()
    assert all(row.ended_at for row in rows)
    assert len(actions) == 3
    with pytest.raises(FieldError):
        name(make, manager, make.person(status=UserStatus.DEACTIVATED), TODAY, LAST)
    with pytest.raises(Refused):
        name(make, stays, manager, TODAY, LAST)


def test_whoever_leaves_at_the_moment_of_being_named_stands_in_no_more(
    app: Flask, make: Maker, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager, deputy = make.person(manages=make.team()), make.person(employee_number="D1")
    leaving = Thread(target=lambda: make.run(lambda: administration.deactivate(deputy.id, administrator.id)))
    overlaps = queries.overlaps

    def leave_first(*asked: Any) -> bool:
        """Let the person leave when the account has been looked at, as far as nothing holds that up."""
        leaving.start()
        leaving.join(timeout=0.3)
        return overlaps(*asked)

    monkeypatch.setattr(queries, "overlaps", leave_first)
    make.run(lambda: service.name(manager.id, "D1", Period(TODAY, LAST), manager.id))
    leaving.join()
    with app.app_context():
        assert db.session.scalars(select(Deputyship.ended_at)).one() is not None


def test_the_weekly_mail_comes_to_the_deputy_as_well(app: Flask, make: Maker) -> None:
    make.run(lambda: settings.store(SETTING, [0, 24]))
    team = make.team()
    manager, deputy, late = make.person(manages=team, team=team), make.person(team=team), make.person(team=team)
    campaign = make.campaign()
    for person in (manager, deputy, late):
        make.assignment(person, campaign=campaign)
    monday = TODAY + timedelta(days=7 - TODAY.weekday())
    name(make, manager, deputy, monday, monday + timedelta(days=6))
    readers = []
    for day in (monday, monday + timedelta(days=7)):
        with app.app_context(), clock.moved_to(dates.start_of(day, TOKYO) + timedelta(hours=9)):
            reminders.write_weekly()
            weekly = select(OutgoingMail.person_id).where(OutgoingMail.kind == "weekly")
            readers.append({*db.session.scalars(weekly)})
            make.run(lambda: db.session.execute(update(OutgoingMail).values(kind="read")))
    assert readers == [{manager.id, deputy.id}, {manager.id}]


@pytest.mark.parametrize("is_counted", [False, True])
def test_a_deputy_finds_and_counts_neither_the_manager_nor_themselves(
    client: PageClient, make: Maker, *, is_counted: bool
) -> None:
    team, campaign = make.team("営業部"), make.campaign()
    manager = make.person("森 一郎", team=team, manages=team)
    deputy, late = make.person("代理 人", team=team), make.person("青木 花子", team=team)
    for person in (manager, deputy, late):
        make.assignment(person, campaign=campaign)
    if is_counted:
        with client.app.app_context():
            completion.count_changed()
    name(make, manager, deputy, TODAY, LAST)
    for sort in ("", "?sort=due", "?status=unfinished", f"?team={team.id}"):
        page = client.sign_in(deputy, "en").get(f"/team/{sort}")
        assert [row.get_text().split()[:2] for row in page.all("[aria-labelledby=list] tbody th")] == [["青木", "花子"]]
        assert page.text(".key-figures div:first-child dd") == "1"
    assert len(client.sign_in(manager, "en").get("/team/").all("[aria-labelledby=list] tbody tr")) == 2


def test_statements_do_not_grow_with_deputies(
    client: PageClient, make: Maker, count_statements: StatementCounter
) -> None:
    manager = make.person(manages=make.team())
    client.sign_in(manager)
    numbers = []
    for more in (2, 26):
        for _each in range(more):
            name(make, manager, make.person(), TODAY, LAST)
        client.get("/team/deputies")
        with count_statements() as counted:
            page = client.get("/team/deputies")
        numbers.append(counted.number)
    assert numbers[0] == numbers[1]
    assert len(page.all("tbody tr")) == 25
