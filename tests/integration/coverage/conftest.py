"""An organisation of which some were asked: a board, Sales with East below it, and Factory."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from questions.control import Control, TeachingTopic
from tests.factories import documents
from tests.factories.documents import RIGHT, release_document
from tests.factories.maker import Maker
from tests.factories.results import Results
from training import clock
from training.coverage import service
from training.extensions import db
from training.models import Assignment, AssignmentStatus, Attempt, Campaign, Employment, Role, Team, User
from training.studio import service as studio

RARE = "lock-the-door"
"""A rule of the bank that no question practises."""


@dataclass
class World:
    """Mori manages Sales; Aoki there and Baba in East are employees; Chiba in Factory is dispatched; Oda an officer."""

    make: Maker
    results: Results
    sales: Team
    factory: Team
    mori: User
    aoki: User
    baba: User
    chiba: User
    oda: User
    auditor: User
    count: Callable[[], None]

    def finish(self, person: User, campaign: Campaign | None = None) -> None:
        """Let somebody take the quiz a month ago, and pass."""
        assignment = self.results.assign(person, campaign)
        attempt_id = self.results.attempt({**RIGHT}, assignment)
        month_ago = clock.now() - timedelta(days=30)
        passed = {"status": AssignmentStatus.PASSED, "completed_at": month_ago}

        def work() -> None:
            db.session.execute(update(Attempt).where(Attempt.id == attempt_id).values(finished_at=month_ago))
            db.session.execute(update(Assignment).where(Assignment.id == assignment.id).values(passed))

        self.make.run(work)

    def employ(self, person: User, employment: Employment) -> None:
        """Say how somebody works for the organisation."""
        statement = update(User).where(User.id == person.id).values(employment=employment)
        self.make.run(lambda: db.session.execute(statement))


@pytest.fixture
def world(app: Flask, make: Maker) -> World:
    bank = documents.bank()
    asked = bank.controls["check-the-address"]
    topics = {"teaching_topics": [TeachingTopic.ROLES]}
    bank.controls[asked.key] = asked.model_copy(update=topics)
    bank.controls[RARE] = Control.model_validate(
        documents.control(RARE).model_dump() | {"title": {"en": "Lock", "ja": "施錠"}}
    )
    make.run(lambda: studio.import_bank(bank, None))
    company = make.team("本社", name_en="Company")
    sales, factory = make.team("営業部", company, "Sales"), make.team("工場", company, "Factory")
    east = make.team("東営業課", sales, "East")

    def count() -> None:
        with app.app_context():
            service.count()

    made = World(
        make,
        Results(make, release_document()),
        sales,
        factory,
        mori=make.person("森 一郎", team=sales, manages=sales),
        aoki=make.person("青木 花子", team=sales),
        baba=make.person("馬場 次郎", team=east),
        chiba=make.person("千葉 三郎", team=factory),
        oda=make.person("小田 社長", team=company, manages=company),
        auditor=make.person("江藤 監査", roles=[Role.AUDITOR]),
        count=count,
    )
    made.employ(made.oda, Employment.OFFICER)
    made.employ(made.chiba, Employment.DISPATCHED)
    for person in (made.aoki, made.baba):
        made.employ(person, Employment.REGULAR)
    made.finish(made.aoki)
    made.results.assign(made.mori)
    return made
