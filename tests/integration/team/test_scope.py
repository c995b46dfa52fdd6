"""Nobody sees people, teams or training outside the tree below, however the address is bent."""

import uuid

import pytest

from tests.factories.maker import Maker
from tests.integration.team.conftest import World
from tests.support.client import PageClient
from training import clock
from training.extensions import db
from training.models import TeamManager
from training.team import queries
from training.team.scope import Scope

PAGES = ["/team/", "/team/export.csv", "/team/print"]


@pytest.fixture
def mori(client: PageClient, world: World) -> PageClient:
    return client.sign_in(world.mori, "en")


def test_a_person_outside_does_not_exist(mori: PageClient, world: World) -> None:
    mori.get(f"/team/people/{world.aoki.id}")
    mori.get(f"/team/people/{world.chiba.id}", status=404)
    mori.get(f"/team/people/{uuid.uuid4()}", status=404)
    mori.get(f"/team/people/{world.mori.id}", status=404)


def test_every_statement_about_one_person_knows_whose_people_are_meant(make: Maker, world: World) -> None:
    mine = Scope(world.mori.id)
    found = make.run(
        lambda: [len(queries.list_assignments(mine, who.id, clock.now())) for who in (world.aoki, world.chiba)]
    )
    assert found[0]
    assert not found[1]


def test_a_campaign_without_any_of_my_people_does_not_exist(mori: PageClient, world: World) -> None:
    mori.get(f"/team/campaigns/{world.spring.id}")
    mori.get(f"/team/campaigns/{world.factory_only.id}", status=404)
    mori.get(f"/team/campaigns/{uuid.uuid4()}", status=404)


@pytest.mark.parametrize("page", PAGES)
def test_filters_take_only_what_they_offer(mori: PageClient, world: World, page: str) -> None:
    assert world.factory.parent_id
    for strange in (
        f"team={world.factory.id}",
        f"team={world.factory.parent_id}",
        f"campaign={world.factory_only.id}",
        f"campaign={uuid.uuid4()}",
        "team=x",
        "status=late",
        "sort=score",
    ):
        mori.get(f"{page}?{strange}", status=404)


def test_the_filter_of_a_campaign_takes_no_team_outside(mori: PageClient, world: World) -> None:
    mori.get(f"/team/campaigns/{world.autumn.id}?team={world.factory.id}", status=404)


@pytest.mark.parametrize("query", ["", "?campaign=all", "?leavers=y", "?status=overdue", "?q=千葉", "?sort=name"])
@pytest.mark.parametrize("page", PAGES)
def test_no_list_names_anybody_outside(mori: PageClient, page: str, query: str) -> None:
    shown = mori.get(page + query).body
    assert "千葉 三郎" not in shown
    assert "工場" not in shown


def test_a_shared_campaign_counts_only_my_people(mori: PageClient, world: World) -> None:
    page = mori.get(f"/team/campaigns/{world.autumn.id}")
    assert "千葉 三郎" not in page.body
    assert page.text(".key-figures div:first-child dd") == "2"


def test_my_own_manager_is_out_of_my_sight(client: PageClient, make: Maker, world: World) -> None:
    lead = make.person("課長", team=world.sales, manages=world.east)
    page = client.sign_in(lead, "en").get("/team/")
    assert "青木 花子" not in page.body
    assert "馬場 次郎" in page.body
    assert "森 一郎" in client.sign_in(make.person(manages=world.sales)).get("/team/").body


def test_managing_several_teams_adds_them_up_once(client: PageClient, make: Maker, world: World) -> None:
    both = make.person(manages=world.sales)

    def add() -> None:
        for team in (world.east, world.factory):
            db.session.add(TeamManager(team_id=team.id, person_id=both.id, since=both.created_at))

    make.run(add)
    page = client.sign_in(both, "en").get("/team/?status=passed")
    assert len(page.all("[aria-labelledby=list] tbody tr")) == 1
    assert page.text(".key-figures div:first-child dd") == "4"


def test_the_pages_about_everybody_need_their_own_permission(mori: PageClient, world: World) -> None:
    for address in (
        "/team/organisation",
        "/team/organisation/export.csv",
        f"/team/organisation/people/{world.aoki.id}",
        f"/team/organisation/campaigns/{world.spring.id}",
    ):
        mori.get(address, status=403)


def test_an_auditor_manages_nobody(client: PageClient, world: World) -> None:
    client.sign_in(world.auditor).get("/team/", status=403)
