"""On paper stands the whole filtered list, with what it was narrowed down by."""

import pytest

from tests.factories.maker import Maker
from tests.integration.team.conftest import World
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training.team.views import files

NAMES = "main tbody th a"


def test_it_holds_the_whole_list_and_says_which(client: PageClient, make: Maker, world: World, locale: str) -> None:
    for number in range(40):
        make.assignment(make.person(f"社員 {number:02}", team=world.east), campaign=world.spring)
    client.sign_in(world.mori, locale).get(f"/team/?team={world.east.id}&q=社員&sort=name")
    page = client.get(str(client.page.all(".list-tools a")[2]["href"]))
    assert [name.get_text() for name in page.all(NAMES)] == [f"社員 {number:02}" for number in range(40)]
    assert [item.get_text() for item in page.all(".facts-line li")] == {
        "en": ["Name contains: 社員", "Team: East"],
        "ja": ["氏名に含まれる文字：社員", "部署：東営業課"],
    }[locale]
    assert not page.has(".pages")


def test_it_says_when_it_is_cut(
    client: PageClient, world: World, monkeypatch: pytest.MonkeyPatch, count_statements: StatementCounter
) -> None:
    client.sign_in(world.mori, "en").get("/team/print")
    assert not client.page.has(".notice-warning")
    monkeypatch.setattr(files, "MOST_PRINTED", 3)
    with count_statements() as counted:
        page = client.get("/team/print")
    assert len(page.all(NAMES)) == 3
    assert page.has(".notice-warning")
    assert counted.number <= 4, counted.statements


def test_the_auditor_prints_everybody(client: PageClient, world: World) -> None:
    page = client.sign_in(world.auditor, "en").get("/team/organisation/print?status=overdue")
    assert {name.get_text() for name in page.all(NAMES)} == {"森 一郎", "青木 花子", "千葉 三郎"}
    assert page.text(".kicker") == "Everybody"
