"""What a large organisation does, and what each of it costs."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select

from tests.bench.large import budgets
from tests.bench.large.budgets import Budget, Measured
from tests.bench.large.measuring import Driver, Spent, cpu
from tests.bench.large.world import World
from tests.support.databases import make_app, migrate
from training import clock, transaction
from training.administration.importing import applying, keeping, queries
from training.administration.importing.plan import Confirmation
from training.administration.importing.world import Options
from training.campaigns import service as campaigns
from training.campaigns import ticking
from training.campaigns.audience import Audience
from training.coverage import service as coverage
from training.extensions import db
from training.models import Assignment, AssignmentStatus, PersonIdentity, TeamMembership, User
from training.resending import TOKEN, new_token
from training.team.completion import relations, service
from training.team.status import shown_status

ROUNDS = 7


class Pages:
    """A browser in this process, whose statements are timed."""

    def __init__(self, world: World) -> None:
        self.app: Flask = world.app
        self.driver = Driver()
        with self.app.app_context():
            db.engine.dispose()
            self.driver.install(db.engine)

    def sign_in(self, person_id: UUID) -> None:
        """Become somebody."""
        self.client = self.app.test_client()
        with self.app.app_context():
            epoch = db.session.scalar(select(User.session_epoch).where(User.id == person_id))
        with self.client.session_transaction() as session:
            session[TOKEN] = new_token(person_id)
            session["_user_id"], session["_fresh"] = f"{person_id.hex}.{epoch}", True

    def once(self, address: str) -> Spent:
        """Get a page and return what it cost the database."""
        with self.driver.counting() as spent:
            response = self.client.get(address)
            response.get_data()
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")
        return spent

    def warm(self, address: str) -> Spent:
        """Return the cheapest of some visits: whatever else the machine does only makes them dearer."""
        self.once(address)
        return min((self.once(address) for _round in range(ROUNDS)), key=lambda spent: spent.seconds)

    def cold(self, address: str) -> Spent:
        """Return what the first visit costs over a new connection."""
        with self.app.app_context():
            db.engine.dispose()
        return self.once(address)


def measure(world: World, kind: str, server: int | None) -> Iterator[Measured]:
    """Measure everything that needs no server of its own, in an order in which nothing disturbs what follows."""
    pages = Pages(world)

    def line(budget: Budget, spent: Spent) -> Measured:
        return Measured(budget, kind, spent.seconds * 1_000, spent.statements)

    with world.app.app_context():
        yield Measured(budgets.COUNTING, kind, cpu(service.count_changed, server)[0])
        yield Measured(budgets.COVERAGE, kind, cpu(coverage.count, server)[0])
    pages.sign_in(world.manager)
    yield line(budgets.MANAGER_FIRST, pages.warm("/team/"))
    yield line(budgets.MANAGER_FURTHER, pages.warm("/team/?page=20"))
    yield line(budgets.MANAGER_COLD, pages.cold("/team/"))
    _finish_one(world)
    yield line(budgets.MANAGER_CHANGED, pages.warm("/team/"))
    pages.sign_in(world.auditor)
    with world.app.app_context():
        service.count_changed()
        plain = min(_plain(pages.driver) for _round in range(3))
    yield Measured(budgets.PLAIN, kind, plain * 1_000)
    organisation = pages.warm("/team/organisation")
    yield Measured(budgets.ORGANISATION, kind, organisation.seconds / plain, organisation.statements)
    first = world.organisation.campaigns[-3].id
    for name, address in {
        "a campaign of everybody": f"/team/organisation/campaigns/{UUID(hex=first)}",
        "coverage": "/coverage/",
        "the training report": f"/reports/{UUID(hex=first)}/1",
    }.items():
        yield line(budgets.PAGE._replace(title=budgets.PAGE.title.format(page=name)), pages.cold(address))
    yield Measured(budgets.MATERIALISING, kind, cpu(lambda: _materialise(world), server)[0])


def _finish_one(world: World) -> None:
    """Let somebody of the manager's people pass."""

    def work() -> None:
        own = select(Assignment).join(TeamMembership, TeamMembership.person_id == Assignment.person_id)
        team = UUID(hex=world.organisation.teams[2])
        found = db.session.scalars(own.where(TeamMembership.team_id == team).limit(1)).one()
        found.status, found.completed_at = AssignmentStatus.PASSED, clock.now()

    with world.app.app_context():
        transaction.run(work)


def _plain(driver: Driver) -> float:
    """Return the seconds of counting all assignments by campaign, team and status, which is what the page tells."""
    now = clock.now()
    each = relations.each_assignment(Assignment.due_at.is_not(None)).subquery().c
    shown = shown_status(now, each).label("shown")
    with driver.counting() as spent:
        db.session.execute(
            select(each.campaign_id, each.place, shown, func.count()).group_by(each.campaign_id, each.place, "shown")
        ).all()
    return spent.seconds


def _materialise(world: World) -> None:
    with world.app.app_context():
        now = clock.now()
        release = world.releases[1].id
        due = now + timedelta(days=30)
        transaction.run(lambda: campaigns.assign("新しい研修", release, Audience(everyone=True), now, due, None))
        ticking.tick()


def import_people(url: str, people: int, teams: int, server: int | None) -> float:
    """Return the CPU seconds of importing so many people from a CSV file into an empty database."""
    migrate(url)
    data = _csv(people, teams)

    def work() -> None:
        source = keeping.read_file(data)
        options = Options(keeping.today(), everybody=False, creates_teams=True, sets_managers=True)
        world = queries.load_world()
        plan = keeping.make_plan(source.lines, world, options)
        transaction.run(lambda: applying.apply_at_once(plan, world, source, options, Confirmation(None, "")))

    with make_app(url).app_context():
        seconds = cpu(work, server)[0]
        found = db.session.scalar(select(func.count()).select_from(PersonIdentity))
        db.engine.dispose()
    if found != people:
        raise RuntimeError(f"{found} people were imported")
    return seconds


def _csv(people: int, teams: int) -> bytes:
    lines = ["社員番号,氏名,メールアドレス,部署,雇用区分,入社日"]
    for number in range(people):
        division, team = divmod(number % teams, 10)
        place = f"本社/第{division}部/第{team}課"
        lines.append(f"{number:06},社員 {number},i{number}@large.example,{place},正社員,2015/4/1")
    return "\r\n".join(lines).encode()


def note(line: Measured) -> dict[str, Any]:
    """Return a line as it is said while measuring goes on."""
    return {"at": time.strftime("%H:%M:%S"), "work": line.budget.title, "value": round(line.value, 3)}
