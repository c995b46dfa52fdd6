"""What happened after the day of a report is no part of it, and what became known later is."""

import uuid
from datetime import UTC, datetime

from sqlalchemy import select, update

from tests.integration.reports.conftest import WHY, World
from tests.integration.reports.test_show_report import DECISIONS, PEOPLE, dates_of, file, number, shown, table
from tests.support.client import PageClient
from tests.support.spreadsheets import texts_of
from training import dates
from training.administration import service as administration
from training.administration.data import PersonData
from training.campaigns.overrides import service as overrides
from training.campaigns.overrides.rules import Decision
from training.extensions import db
from training.models import Assignment, AssignmentStatus, Campaign, Override, OverrideKind, User, new_id

CLASS_DAY, LAST_DAY = 3, 5


def attended(world: World, name: str) -> None:
    """Record afterwards that somebody took part in a class."""
    held_on = dates.day_of(world.days_after_opening(CLASS_DAY))
    decision = Decision(OverrideKind.ATTENDED, WHY, held_on=held_on, place="3F")
    overrides.give(world.campaign.id, world.people[name].id, decision, overrides.Giver(world.boss.id))


def test_a_class_counts_from_its_day_and_other_decisions_from_when_they_are_made(
    client: PageClient, world: World
) -> None:
    last = world.days_after_opening(LAST_DAY)
    world.make.run(lambda: db.session.execute(update(Campaign).values(closed_at=last)))
    made = 6  # decisions of the fixture, with one that takes another back
    page = client.sign_in(world.auditor, "en").get(world.address)
    assert f"{made} decisions about single people were made after this day" in page.text("#open ~ ul")
    world.make.run(lambda: attended(world, "never"))

    page = client.get(world.address)
    told = shown(page)
    assert (told["by-attended"], told["decision-attended"]) == (["1"], ["1", "1", "0"])
    assert (told["extended"], told["decision-extension"]) == (["0"], ["0", "0", "0"])
    data = file(client, f"{world.address}.xlsx?language=en")
    (decision,) = table(texts_of(data, DECISIONS))
    assert decision["Full name"] == "never"
    people = table(texts_of(data, PEOPLE))
    assert number(people, lambda row: row["Passed by"] == "Attended in class") == told["by-attended"]
    assert number(people, lambda row: row["Extended until"]) == told["extended"]
    assert f"{made} decisions" in page.text("#open ~ ul")

    found = override_of(world, "never")
    back = Decision(OverrideKind.TAKING_BACK, WHY, request_id=new_id())
    giver = overrides.Giver(world.boss.id)
    world.make.run(lambda: overrides.take_back(world.campaign.id, world.people["never"].id, found, back, giver))
    told = shown(client.get(world.address))
    assert (told["by-attended"], told["decision-attended"]) == (["0"], ["0", "0", "0"])


def override_of(world: World, name: str) -> uuid.UUID:
    own = select(Override.id).where(Override.person_id == world.people[name].id)
    return world.make.run(lambda: db.session.scalars(own).one())


def test_the_extension_that_held_on_the_day_is_told(client: PageClient, world: World) -> None:
    held = shown(client.sign_in(world.auditor, "en").get(world.address))
    assert (held["extended"], held["decision-extension"][1]) == (["1"], "1")
    before = shown(client.get(f"{world.address}?on={dates_of(world, LAST_DAY)}"))
    assert (before["extended"], before["decision-extension"][1]) == (["0"], "0")


def test_before_a_reset_somebody_had_failed(client: PageClient, world: World) -> None:
    def reset() -> None:
        db.session.execute(update(Campaign).values(closed_at=None))
        own = Assignment.person_id == world.people["failed twice"].id
        db.session.execute(update(Assignment).where(own).values(status=AssignmentStatus.FAILED, attempts_finished=2))
        decision = Decision(OverrideKind.RESET, WHY)
        overrides.give(world.campaign.id, world.people["failed twice"].id, decision, overrides.Giver(world.boss.id))

    client.sign_in(world.auditor, "en")
    past = f"{world.address}?on={dates_of(world, LAST_DAY)}"
    before, then = shown(client.get(world.address)), shown(client.get(past))
    world.make.run(reset)
    assert shown(client.get(past)) == {**then, "end": ["Goes on"]}
    after = shown(client.get(world.address))
    assert int(after["failed"][0]) == int(before["failed"][0]) - 1
    assert int(after["not_started"][0]) == int(before["not_started"][0]) + 1


def test_the_first_team_of_a_newcomer_is_no_move(client: PageClient, world: World) -> None:
    def join() -> User:
        given = PersonData("新人 一", employee_number="9701", team_id=world.team.id)
        return administration.add_person(given, world.boss.id)

    newcomer = world.make.run(join)
    assignment = world.results.assign(newcomer)
    own = update(Assignment).where(Assignment.id == assignment.id)
    world.make.run(lambda: db.session.execute(own.values(assigned_at=datetime.now(UTC))))
    moved = shown(client.sign_in(world.auditor, "en").get(world.address))["moved"]
    assert moved == ["1"]  # as in the fixture

    other = world.make.team("経理部")
    given = PersonData("新人 一", employee_number="9701", team_id=other.id)
    world.make.run(lambda: administration.change_person(newcomer.id, given, world.boss.id))
    assert shown(client.get(world.address))["moved"] == ["2"]
