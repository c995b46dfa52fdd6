"""One training, team by team."""

import pytest

from tests.factories.maker import Maker
from tests.integration.team.conftest import World
from tests.support.client import PageClient
from tests.support.statements import StatementCounter


def test_the_teams_below_are_compared(client: PageClient, make: Maker, world: World, locale: str) -> None:
    west = make.team("西営業課", world.sales, "West")
    make.assignment(make.person("西田", team=west), campaign=world.autumn)
    page = client.sign_in(world.mori, locale).get(f"/team/campaigns/{world.autumn.id}")
    labels = [label.get_text() for label in page.all("figure .chart-label")]
    expected = {"en": ["East", "West", "No lower team"], "ja": ["東営業課", "西営業課", "下位の部署に属さない人"]}
    assert labels == expected[locale]
    assert [value.get_text() for value in page.all("figure .chart-value")] == ["1 / 1", "0 / 1", "0 / 1"]
    assert page.text("h1") == "秋の研修"


def test_a_single_team_is_called_everybody(client: PageClient, world: World) -> None:
    page = client.sign_in(world.mori, "en").get(f"/team/campaigns/{world.autumn.id}?team={world.east.id}")
    assert [label.get_text() for label in page.all("figure .chart-label")] == ["Everybody"]
    assert page.text(".kicker") == "East with all teams below"


def test_the_list_has_only_those_who_were_assigned(client: PageClient, make: Maker, world: World) -> None:
    make.person("新人", team=world.east)
    page = client.sign_in(world.mori, "en").get(f"/team/campaigns/{world.autumn.id}")
    assert [cell.get_text() for cell in page.all("tbody th a")] == ["青木 花子", "馬場 次郎"]
    assert not page.has("select[name=campaign]")


def test_the_download_is_about_this_training(client: PageClient, world: World) -> None:
    client.sign_in(world.mori, "en").get(f"/team/campaigns/{world.autumn.id}?status=overdue")
    address = client.page.all(".list-line a")[1]["href"]
    assert client.get(address).body.count("\r\n") == 2


@pytest.mark.parametrize("people", [5, 60])
def test_the_number_of_statements_does_not_grow(
    client: PageClient, make: Maker, world: World, count_statements: StatementCounter, people: int
) -> None:
    for number in range(people):
        make.assignment(make.person(f"社員 {number:02}", team=world.east), campaign=world.spring)
    client.sign_in(world.mori).get(f"/team/campaigns/{world.spring.id}")
    with count_statements() as counted:
        client.get(f"/team/campaigns/{world.spring.id}")
    assert counted.number <= 8, counted.statements
