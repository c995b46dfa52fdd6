"""People who come, go, move, begin and finish, by the services that let them."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.factories.maker import Maker
from training import clock, transaction
from training.administration.data import PersonData
from training.administration.service import people, teams
from training.campaigns import service as campaigns
from training.campaigns import ticking
from training.campaigns.audience import Audience
from training.campaigns.overrides import service as overrides
from training.campaigns.overrides.rules import Decision
from training.campaigns.overrides.service import Giver
from training.errors import DomainError
from training.extensions import db
from training.learning.service import start
from training.models import Assignment, AssignmentStatus, OverrideKind, Release, Role, Team, TeamMembership, User

FIRST_DAY = date(2026, 4, 6)


@dataclass
class Life:
    """An organisation in which things happen, one after another, by the services that do them."""

    app: Flask
    make: Maker
    teams: list[Team]
    people: list[User]
    boss: User
    release: Release
    campaign_ids: list[uuid.UUID] = field(default_factory=list)
    chance: Random = field(default_factory=lambda: Random(5))  # noqa: S311  # the same life every time
    day: date = FIRST_DAY

    @property
    def now(self) -> datetime:
        """Return the present moment."""
        return datetime.combine(self.day, time(3, 0), UTC)

    def happens(self) -> str:
        """Let something happen and return what; some things are refused, which changes nothing."""
        what = self.chance.choice(self._all())
        with self.app.app_context(), clock.moved_to(self.now):
            try:
                transaction.run(what)
            except DomainError:
                db.session.rollback()
        return what.__name__

    def _all(self) -> list[Callable[[], object]]:
        return [
            self.launch, self.close, self.start, self.finish, self.give, self.move, self.take_leave, self.come_back,
            self.deactivate, self.reactivate, self.hire, self.end_cycles, self.move_team, self.change_due,
            self.lose_team,
        ]  # fmt: skip

    def launch(self) -> None:
        opens = self.now - timedelta(days=self.chance.choice((0, 20)))
        days = timedelta(days=self.chance.choice((5, 30)))
        audience = Audience(everyone=True) if self.chance.random() < 0.5 else Audience(team_ids=[self._team()])
        name = f"研修 {len(self.campaign_ids)}"
        made = campaigns.assign(name, self.release.id, audience, opens, opens + days + timedelta(days=20), None)
        self.campaign_ids.append(made.id)

    def close(self) -> None:
        if len(self.campaign_ids) > 2:
            campaigns.close(self.chance.choice(self.campaign_ids), self.boss.id)

    def change_due(self) -> None:
        if self.campaign_ids:
            campaigns.change_due(self.chance.choice(self.campaign_ids), self.now + timedelta(days=9), self.boss.id)

    def start(self) -> None:
        for duty in self._duties(3):
            start(duty.person_id, duty.id)

    def finish(self) -> None:
        for duty in self._duties(4):
            row = db.session.get_one(Assignment, (duty.person_id, duty.id))
            row.status, row.attempts_finished = (
                self.chance.choice((AssignmentStatus.PASSED, AssignmentStatus.FAILED)),
                1,
            )
            row.completed_at = self.now if row.status is AssignmentStatus.PASSED else None

    def give(self) -> None:
        for duty in self._duties(1):
            kind = self.chance.choice((OverrideKind.EXEMPTION, OverrideKind.MANUAL_PASS, OverrideKind.EXTENSION))
            until = self.day + timedelta(days=40) if kind is OverrideKind.EXTENSION else None
            decision = Decision(
                kind, "理由", until=until, evidence="記録" if kind is OverrideKind.MANUAL_PASS else None
            )
            overrides.give(duty.campaign_id, duty.person_id, decision, Giver(self.boss.id))

    def hire(self) -> None:
        number = len(self.people) + 1
        self.people.append(people.add_person(PersonData(f"新人 {number}", f"n{number}@kyokun.example"), self.boss.id))

    def move(self) -> None:
        self._change(team_id=self._team())

    def lose_team(self) -> None:
        self._change(team_id=None)

    def take_leave(self) -> None:
        self._change(leave_from=self.day - timedelta(days=1))

    def come_back(self) -> None:
        self._change(leave_from=self.day - timedelta(days=9), leave_until=self.day)

    def deactivate(self) -> None:
        people.deactivate(self.chance.choice(self.people).id, self.boss.id)

    def reactivate(self) -> None:
        people.reactivate(self.chance.choice(self.people).id, self.boss.id)

    def move_team(self) -> None:
        teams.move_team(self._team(), self._team(), self.boss.id)

    def end_cycles(self) -> None:
        """Say what a statement says that names nobody."""
        day = datetime.combine(FIRST_DAY, time(), UTC) + timedelta(days=self.chance.randrange(90))
        ended = update(Assignment).where(Assignment.due_at < day, Assignment.status == AssignmentStatus.FAILED)
        db.session.execute(ended.values(ended_at=self.now))

    def tick(self) -> None:
        """Let the worker do what is due in campaigns."""
        with self.app.app_context(), clock.moved_to(self.now):
            ticking.tick()

    def _change(self, **values: Any) -> None:
        person = self.chance.choice(self.people)
        row = db.session.get_one(User, person.id)
        place = db.session.get(TeamMembership, person.id)
        data: dict[str, Any] = {"team_id": place.team_id if place else None, "leave_from": row.leave_from}
        identity = f"x{person.id.hex}@kyokun.example"
        people.change_person(person.id, PersonData("名前", identity, **{**data, **values}), self.boss.id)

    def _team(self) -> uuid.UUID:
        return self.chance.choice(self.teams).id

    def _duties(self, number: int) -> Iterable[Assignment]:
        found = db.session.scalars(
            select(Assignment).where(Assignment.ended_at.is_(None)).order_by(Assignment.id)
        ).all()
        return self.chance.sample(found, min(number, len(found)))


@pytest.fixture
def life(app: Flask, make: Maker) -> Life:
    """Return a company of four teams, in each of which are three people; Mori, the first, manages the second team."""
    company = make.team("本社")
    sales = make.team("営業部", company)
    found = [company, sales, make.team("東営業課", sales), make.team("工場", company)]
    boss = make.person("管理 守", roles=[Role.ADMINISTRATOR])
    mori = make.person("森 一郎", team=sales, manages=sales)
    people = [mori, *(make.person(f"社員 {number}", team=found[number % 4]) for number in range(11))]
    return Life(app, make, found, people, boss, make.release())
