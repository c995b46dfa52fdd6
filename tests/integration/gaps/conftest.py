"""A cycle that is over: six of East, three of West, two of Sales itself, four of Factory, and Mori of Sales."""

import uuid
from dataclasses import dataclass

import pytest
from sqlalchemy import select, update

from questions.kinds import Response
from tests.factories.documents import RIGHT, release_document
from tests.factories.maker import Maker
from tests.factories.results import Results
from training.extensions import db
from training.models import Attempt, CohortRound, Role, Team, TeamMembership, User
from training.reminders import debriefs
from training.team.gaps import service

ALL_RIGHT: dict[str, Response | None] = {**RIGHT}
MISSED: dict[str, Response | None] = {**RIGHT, "open": ("send",), "order": ("write", "tell", "stop")}
"""The one barrier and another decision are missed."""


@dataclass
class World:
    """Teams, people to look with, and the campaign; `round_id` is there once it has been settled."""

    make: Maker
    results: Results
    company: Team
    sales: Team
    east: Team
    west: Team
    factory: Team
    mori: User
    wada: User
    auditor: User

    def play(self, team: Team, *, right: int = 0, missed: int = 0, certainty: int | None = 3) -> None:
        """Let people of a team finish their first attempts."""
        for given, number in ((ALL_RIGHT, right), (MISSED, missed)):
            for _person in range(number):
                person = self.make.person(team=team)
                self.results.attempt(given, self.results.assign(person), certainty=certainty)

    def place(self) -> None:
        """Let everybody have answered in the present team."""
        own = select(TeamMembership.team_id).where(TeamMembership.person_id == Attempt.person_id).scalar_subquery()
        self.make.run(lambda: db.session.execute(update(Attempt).values(team_id=own)))

    def settle(self) -> uuid.UUID:
        """Settle what is over and return its id."""
        self.place()
        with self.make.app.app_context():
            service.settle(debriefs.announce)
            return db.session.scalars(select(CohortRound.id).order_by(CohortRound.id.desc())).all()[0]


@pytest.fixture
def world(make: Maker) -> World:
    company = make.team("本社", name_en="Company")
    sales, factory = make.team("営業部", company, "Sales"), make.team("工場", company, "Factory")
    east, west = make.team("東営業課", sales, "East"), make.team("西営業課", sales, "West")
    results = Results(make, release_document(certainty=True))
    results.campaign = make.campaign(results.release, name="秋の研修", due_in_days=-10)
    made = World(
        make,
        results,
        company,
        sales,
        east,
        west,
        factory,
        mori=make.person("森 一郎", team=sales, manages=sales),
        wada=make.person("和田 二郎", team=west, manages=west),
        auditor=make.person("江藤 監査", roles=[Role.AUDITOR]),
    )
    made.play(east, right=2, missed=4)
    made.play(west, right=1, missed=2)
    made.play(sales, right=2)
    made.play(factory, right=3, missed=1)
    results.attempt(ALL_RIGHT, results.assign(made.mori))
    return made
