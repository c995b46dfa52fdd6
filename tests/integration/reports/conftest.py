"""A cycle that is over, with somebody of every fate; the day on which it closed is the usual day of its report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from questions.kinds import Response
from tests.factories.documents import RIGHT, release_document
from tests.factories.maker import Maker
from tests.factories.results import Results
from training import audit, dates
from training.administration.service.people import MOVED
from training.campaigns.overrides import service as overrides
from training.campaigns.overrides.rules import Decision
from training.extensions import db
from training.models import (
    Assignment,
    AssignmentStatus,
    Attempt,
    Campaign,
    Employment,
    Override,
    OverrideKind,
    Role,
    Team,
    User,
    UserStatus,
    new_id,
)

WRONG: Mapping[str, Response | None] = {**RIGHT, "open": ("send",), "order": ("write", "tell", "stop")}
NEARLY: Mapping[str, Response | None] = {**RIGHT, "fields": ("to",)}
WHY = "Agreed with the manager."
FATES = {
    "at once": (RIGHT,),
    "nearly": (NEARLY,),
    "second try": (WRONG, RIGHT),
    "failed once": (WRONG,),
    "failed twice": (WRONG, WRONG),
    "never": (),
    "in the middle": (),
    "again in the middle": (WRONG,),
    "class": (),
    "by hand": (WRONG,),
    "exempt": (),
    "exempt no more": (),
    "on leave": (WRONG,),
    "left": (WRONG,),
    "left with a pass": (RIGHT,),
    "joined later": (RIGHT,),
    "added later": (),
    "extended": (),
}
"""What each person answered, attempt by attempt."""
OPEN = ("in the middle", "again in the middle")
PASSED = ("at once", "nearly", "second try", "left with a pass", "joined later")
LEFT = ("left", "left with a pass")


@dataclass
class World:
    """The campaign, who took part by name, and somebody who may look."""

    make: Maker
    results: Results
    team: Team
    people: dict[str, User]
    auditor: User
    boss: User

    @property
    def campaign(self) -> Campaign:
        """Return the campaign."""
        return self.results.campaign

    @property
    def address(self) -> str:
        """Return the address of the report."""
        return f"/reports/{self.campaign.id}/1"

    def days_after_opening(self, days: float) -> datetime:
        """Return a moment in the campaign."""
        return self.campaign.opens_at + timedelta(days=days)


@pytest.fixture
def world(make: Maker) -> World:
    results = Results(make, release_document())
    results.campaign = make.campaign(results.release, name="秋の研修", due_in_days=-10)
    team = make.team("営業部", name_en="Sales")
    boss = make.person("管理 守", roles=[Role.ADMINISTRATOR])
    auditor = make.person("江藤 監査", roles=[Role.AUDITOR])
    made = World(make, results, team, {}, auditor, boss)
    for name, tries in FATES.items():
        made.people[name] = make.person(name, team=team)
        assignment = results.assign(made.people[name])
        for given in tries:
            results.attempt(given, assignment)
        if name in OPEN:
            results.attempt({}, assignment, finished=False)
    make.run(lambda: _place_in_time(made))
    make.run(lambda: _decide(made))
    make.run(lambda: db.session.execute(update(Campaign).values(closed_at=datetime.now(UTC) - timedelta(minutes=1))))
    return made


def _place_in_time(world: World) -> None:
    """Let attempts fall into the campaign, and let people come, go, move and be away."""
    begun, finished = world.days_after_opening(2), world.days_after_opening(3)
    db.session.execute(update(Attempt).values(started_at=begun))
    db.session.execute(update(Attempt).where(Attempt.finished_at.is_not(None)).values(finished_at=finished))
    _change(world, PASSED, Assignment, status=AssignmentStatus.PASSED, completed_at=finished)
    _change(world, ("joined later", "added later"), Assignment, assigned_at=world.days_after_opening(8))
    _change(world, LEFT, User, status=UserStatus.DEACTIVATED, deactivated_at=world.days_after_opening(12))
    opened_on = dates.day_of(world.campaign.opens_at)
    _change(world, ("joined later",), User, hired_on=opened_on + timedelta(days=7))
    _change(world, ("on leave",), User, leave_from=opened_on + timedelta(days=10))
    _change(world, ("at once", "second try"), User, employment=Employment.OFFICER)
    _change(world, ("failed once", "on leave"), User, employment=Employment.DISPATCHED)
    audit.record(MOVED, world.people["nearly"].id, world.boss.id, team_id=world.team.id.hex)


def _change(world: World, names: tuple[str, ...], model: Any, **values: Any) -> None:
    ids = [world.people[name].id for name in names]
    person_id = User.id if model is User else model.person_id
    db.session.execute(update(model).where(person_id.in_(ids)).values(**values))


def _decide(world: World) -> None:
    def give(name: str, decision: Decision) -> None:
        overrides.give(world.campaign.id, world.people[name].id, decision, overrides.Giver(world.boss.id))

    give("class", Decision(OverrideKind.ATTENDED, WHY, held_on=dates.today(), place="3F"))
    give("by hand", Decision(OverrideKind.MANUAL_PASS, WHY, evidence="A certificate."))
    give("exempt", Decision(OverrideKind.EXEMPTION, WHY))
    give("extended", Decision(OverrideKind.EXTENSION, "=1+1+1", until=dates.today() + timedelta(days=30)))
    give("exempt no more", taken := Decision(OverrideKind.EXEMPTION, WHY))
    person_id, request_id = world.people["exempt no more"].id, taken.request_id
    found = db.session.scalars(select(Override.id).where(Override.request_id == request_id)).one()
    back = Decision(OverrideKind.TAKING_BACK, WHY, request_id=new_id())
    overrides.take_back(world.campaign.id, person_id, found, back, overrides.Giver(world.boss.id))
