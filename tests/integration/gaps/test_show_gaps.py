"""A manager sees which rule to talk about, and nothing of fewer than five people."""

import csv

import pytest

from tests.factories.cohorts import settled
from tests.factories.maker import Maker
from tests.integration.gaps.conftest import World
from tests.support.client import PageClient
from tests.support.statements import StatementCounter


def test_it_says_what_to_talk_about_and_where_too_few_answered(client: PageClient, world: World, locale: str) -> None:
    round_id = world.settle()
    page = client.sign_in(world.mori, locale).get(f"/team/gaps/{round_id}")
    names = [cell.get_text() for cell in page.all(".gap-rule tbody th")]
    shares = [cell.get_text() for cell in page.all(".gap-rule tbody td:nth-child(3)")]
    # Two of six chose right at two of the decisions, and five or all of them at the two others: 14 to 16 of 24.
    expected = {
        "ja": (["全部署の合計", "東営業課", "西営業課"], ["約60%", "約60%", "少人数のため非表示"]),
        "en": (["All teams together", "East", "West"], ["about 60%", "about 60%", "too few"]),
    }
    assert (names, shares) == expected[locale]
    assert page.has("tr.gap-dangerous")
    assert {"ja": "宛先の確認", "en": "Check the address"}[locale] in page.text(".answer")


def test_the_file_holds_what_the_page_shows(client: PageClient, world: World) -> None:
    round_id = world.settle()
    page = client.sign_in(world.mori, "en").get(f"/team/gaps/{round_id}")
    shown = [cell.get_text() for cell in page.all(".gap-rule tbody td:nth-child(3)")]
    lines = list(csv.reader(client.get(f"/team/gaps/{round_id}.csv").body.lstrip("\ufeff").splitlines()))
    assert lines[0][:4] == ["Rule", "Team", "Number of people", "Right at first try"]
    assert [line[3] for line in lines[1:]] == shown


def test_everybody_is_told_of_what_a_manager_is_not(client: PageClient, world: World) -> None:
    round_id = world.settle()
    client.sign_in(world.wada, "en")
    assert client.get(f"/team/gaps/{round_id}").has(".empty-state")
    page = client.sign_in(world.auditor, "en").get(f"/team/organisation/gaps/{round_id}")
    people = [cell.get_text() for cell in page.all(".gap-rule tbody td:nth-child(2)")]
    assert people == ["16", "6", "–"]


def test_a_link_to_a_sheet_is_there_when_a_sheet_is(client: PageClient, world: World) -> None:
    """West's few are talked about with other small teams, but not where only three answered in all."""
    autumn = world.results.campaign
    winter = world.results.campaign = world.make.campaign(world.results.release, name="冬の研修", due_in_days=-10)
    world.play(world.west, right=3)
    world.settle()
    client.sign_in(world.wada, "en")
    for campaign, links in ((autumn, 1), (winter, 0)):
        rounds = client.get(f"/team/gaps?campaign={campaign.id}")
        page = client.get(str(rounds.one("main tbody a")["href"]))
        assert page.has(".empty-state")
        found = page.all("a[href*='/debrief/']")
        assert len(found) == links
        for link in found:
            assert client.get(str(link["href"])).has(".sheet.debrief")


def test_others_do_not_find_it(client: PageClient, world: World, make: Maker) -> None:
    round_id = world.settle()
    stranger = make.person("別の上長", manages=make.team("倉庫"))
    client.sign_in(stranger)
    for address in ("", ".csv", "/stops", f"/debrief/{world.east.id}", f"/debrief/{world.east.id}.pdf"):
        client.get(f"/team/gaps/{round_id}{address}", status=404)
    client.sign_in(world.mori)
    client.get(f"/team/gaps/{round_id}?team={world.factory.id}", status=404)
    client.get(f"/team/gaps/{round_id}/debrief/{world.factory.id}", status=404)


@pytest.mark.parametrize("teams", [2, 30])
def test_the_number_of_statements_does_not_grow(
    client: PageClient, world: World, count_statements: StatementCounter, teams: int
) -> None:
    for number in range(teams):
        world.make.team(f"課 {number}", world.sales)
    settled(world.make, world.make.campaign(world.results.release).id, world.results.release.id, world.east.id)
    round_id = world.settle()
    client.sign_in(world.mori).get(f"/team/gaps/{round_id}")
    with count_statements() as counted:
        client.get(f"/team/gaps/{round_id}")
    assert counted.number <= 8, counted.statements
