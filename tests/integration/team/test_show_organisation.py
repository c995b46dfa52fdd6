"""Administrators and auditors see everybody, through the same pages."""

import pytest

from tests.factories.maker import Maker
from tests.integration.team.conftest import World
from tests.support.client import PageClient
from training.models import Role


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_everybody_is_listed_with_or_without_a_team(
    client: PageClient, make: Maker, world: World, locale: str, role: Role
) -> None:
    page = client.sign_in(make.person("全体 見る", roles=[role]), locale).get("/team/organisation")
    shown = page.text("[aria-labelledby=list] table")
    for name in ("森 一郎", "青木 花子", "馬場 次郎", "千葉 三郎", "江藤 監査", "全体 見る"):
        assert name in shown
    assert page.text(".answer") == {"en": "3 of 6 people are late.", "ja": "6人のうち3人が期限を過ぎています。"}[locale]


def test_one_training_compares_the_divisions(client: PageClient, world: World) -> None:
    page = client.sign_in(world.auditor, "en").get(f"/team/organisation/campaigns/{world.autumn.id}")
    assert [label.get_text() for label in page.all("figure .chart-label")] == ["Factory", "Sales"]
    assert [value.get_text() for value in page.all("figure .chart-value")] == ["0 / 1", "1 / 3"]
    client.get(page.one("a[href$='/text']")["href"])


def test_divisions_are_compared_and_lead_to_their_own_teams(client: PageClient, world: World) -> None:
    page = client.sign_in(world.auditor, "en").get("/team/organisation")
    by_team = ".by-team tbody"
    lines = [row.get_text(" ", strip=True) for row in page.all(f"{by_team} tr")]
    assert lines == ["Factory 0 / 2 1 2", "Sales 1 / 4 2 3"]
    within = client.get(str(page.all(f"{by_team} a")[1]["href"]))
    assert [row.get_text(" ", strip=True) for row in within.all(f"{by_team} tr")] == [
        "East 1 / 1 0 0",
        "No lower team 0 / 3 2 3",
    ]
    assert within.text(".kicker") == "Sales with all teams below"


def test_links_stay_among_the_pages_about_everybody(client: PageClient, world: World) -> None:
    client.sign_in(world.auditor).get("/team/organisation")
    links = {link["href"] for link in client.page.all("main a[href^='/team']")}
    assert links
    assert all(link.startswith("/team/organisation") for link in links)


@pytest.mark.parametrize("role", [None, Role.AUTHOR])
def test_others_are_refused(client: PageClient, make: Maker, role: Role | None) -> None:
    client.sign_in(make.person(roles=[role] if role else [])).get("/team/organisation", status=403)
