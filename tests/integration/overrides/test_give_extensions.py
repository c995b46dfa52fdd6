"""More time for many at once, by an administrator for all and by a manager for the own people, 14 days at most."""

from sqlalchemy import select

from tests.factories.maker import Maker
from tests.integration.overrides.conftest import World
from tests.integration.overrides.test_give_override import WHY, day, due_day, overrides
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training.extensions import db
from training.models import AssignmentStatus, Override, OverrideKind


def test_everybody_unfinished_gets_it_and_nobody_else(admin: PageClient, make: Maker, world: World) -> None:
    done = make.person("修了 者")
    make.assignment(done, campaign=world.campaign, status=AssignmentStatus.PASSED)
    before = due_day(make, done)
    admin.get(f"/campaigns/{world.campaign.id}/extend")
    page = admin.page
    for _time in range(2):
        admin.page = page
        admin.submit({"until": day(make, 60), "reason": WHY})
    assert admin.page.address == f"/campaigns/{world.campaign.id}"
    assert [row.person_id for row in overrides(make)] == [world.person.id]
    assert (due_day(make, world.person), due_day(make, done)) == (day(make, 60), before)


def test_people_who_are_named_get_it_or_are_exempt(admin: PageClient, make: Maker, world: World) -> None:
    other, outside = make.person("遅れ 者", employee_number="E-7"), make.person("外の 人", employee_number="E-8")
    make.assignment(other, campaign=world.campaign)
    admin.get(f"/campaigns/{world.campaign.id}/extend")
    assert admin.submit({"who": "named", "until": day(make, 60), "reason": WHY}, status=422).has("#who-error")
    admin.submit({"who": "named", "people": "E-7", "until": day(make, 60), "reason": WHY})
    assert [row.person_id for row in overrides(make)] == [other.id]
    admin.get(f"/campaigns/{world.campaign.id}/exempt")
    assert admin.submit({"reason": WHY}, status=422).has("#people-error")
    page = admin.page
    for _time in range(2):
        admin.page = page
        admin.submit({"people": "E-7\nE-8\nE-100", "reason": WHY})
    assert admin.page.has(".notice-info")
    exempt = [row.person_id for row in overrides(make) if row.kind is OverrideKind.EXEMPTION]
    assert {*exempt} == {other.id, world.person.id}
    assert len(exempt) == 2
    assert outside.id not in exempt
    admin.sign_in(world.manager, "en").get(f"/team/campaigns/{world.campaign.id}/extend")
    assert not admin.page.has("[name=people]")


def test_a_manager_gives_the_own_people_a_little(client: PageClient, make: Maker, world: World, locale: str) -> None:
    other = make.person("別の部", team=make.team("別の部"))
    make.assignment(other, campaign=world.campaign)
    client.sign_in(world.manager, locale).get(f"/team/campaigns/{world.campaign.id}")
    client.get(client.page.one("main a[href$='/extend']")["href"])
    client.submit({"until": day(make, 29), "reason": WHY}, status=422)
    assert client.page.has(".error-summary a[href='#until']")
    client.submit({"until": day(make, 28), "reason": WHY})
    assert [row.person_id for row in overrides(make)] == [world.person.id]
    assert due_day(make, other) == day(make, 14)
    client.get(world.own_address)
    client.get(client.page.one("td a[href$='/take-back']")["href"])
    client.submit({"reason": "It was a mistake."})
    assert due_day(make, world.person) == day(make, 14)


def test_extensions_of_a_manager_do_not_add_up(client: PageClient, make: Maker, world: World) -> None:
    client.sign_in(world.manager).get(f"/team/people/{world.person.id}")
    client.get(client.page.one(f"td a[href='{world.own_address}']")["href"])
    client.get(client.page.one(".actions a[href$='/extension']")["href"])
    client.submit({"until": day(make, 28), "reason": WHY})
    client.get(f"{world.own_address}/extension")
    client.submit({"until": day(make, 29), "reason": WHY}, status=422)
    assert len(overrides(make)) == 1


def test_a_manager_takes_nothing_back_that_somebody_else_gave(client: PageClient, make: Maker, world: World) -> None:
    client.sign_in(world.boss).get(f"{world.address}/extension")
    client.submit({"until": day(make, 60), "reason": WHY})
    address = f"{world.own_address}/decisions/{overrides(make)[0].id}/take-back"
    client.sign_in(world.manager).get(world.own_address)
    assert not client.page.has("td a[href$='/take-back']")
    client.get(address, 404)
    client.post(address, {"reason": WHY}, 404)


def test_people_of_others_are_not_there(client: PageClient, make: Maker, world: World) -> None:
    client.sign_in(make.person("別の上長", manages=make.team("別の部")))
    for address in (world.own_address, f"{world.own_address}/extension", f"/team/campaigns/{world.campaign.id}/extend"):
        client.get(address, 404)
        client.post(f"{world.own_address}/extension", {"until": day(make, 20), "reason": WHY}, 404)


def test_many_take_as_many_statements_as_few(
    admin: PageClient, make: Maker, world: World, count_statements: StatementCounter
) -> None:
    admin.get(f"/campaigns/{world.campaign.id}")  # what processes keep
    seen = []
    for number in (2, 40):
        for _person in range(number):
            make.assignment(make.person(), campaign=world.campaign)
        admin.get(f"/campaigns/{world.campaign.id}/extend")
        with count_statements() as counted:
            admin.submit({"until": day(make, 60 + number), "reason": WHY}, status=303, follow=False)
        seen.append(len(counted.statements))
    assert seen[0] == seen[1]
    assert make.run(lambda: len(db.session.scalars(select(Override)).all())) == 3 + 43
