"""Managers see how a person stands, never what the person answered."""

from tests.factories.maker import Maker
from tests.integration.team.conftest import World
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training.models import Role, UserStatus


def test_status_score_and_dates_are_shown(client: PageClient, world: World, locale: str) -> None:
    page = client.sign_in(world.mori, locale).get(f"/team/people/{world.baba.id}")
    assert page.text("h1") == "馬場 次郎"
    assert [cell.get_text() for cell in page.all("tbody th a")] == ["春の研修", "秋の研修"]
    assert [" ".join(cell.get_text().split()) for cell in page.all("tbody tr:last-child td")][1] == "100%"
    assert page.has(".status-passed")
    assert page.has(".status-exempt")


def test_the_sentence_says_whether_the_person_is_on_time(client: PageClient, make: Maker, world: World) -> None:
    client.sign_in(world.mori, "en")
    assert client.get(f"/team/people/{world.aoki.id}").text(".answer") == "1 training is overdue."
    assert client.get(f"/team/people/{world.baba.id}").text(".answer") == "All training is finished."
    later = make.person("伊藤", team=world.east)
    make.assignment(later, campaign=world.spring)
    assert client.get(f"/team/people/{later.id}").text(".answer") == "On time, with 1 training to finish."


def test_somebody_without_training(client: PageClient, make: Maker, world: World) -> None:
    person = make.person("新人", team=world.east)
    page = client.sign_in(world.mori).get(f"/team/people/{person.id}")
    assert page.has(".empty-state")


def test_somebody_who_left_is_still_found(client: PageClient, make: Maker, world: World) -> None:
    person = make.person("退職", team=world.east, status=UserStatus.DEACTIVATED)
    make.assignment(person, campaign=world.autumn)
    page = client.sign_in(world.mori, "en").get(f"/team/people/{person.id}")
    assert "Has left on" in page.text(".page-header")
    assert not page.has(".answer")


def test_administrators_see_the_same_of_everybody(client: PageClient, make: Maker, world: World) -> None:
    client.sign_in(make.person(roles=[Role.ADMINISTRATOR]))
    assert client.get(f"/team/organisation/people/{world.chiba.id}").text("h1") == "千葉 三郎"


def test_the_page_needs_few_statements(client: PageClient, world: World, count_statements: StatementCounter) -> None:
    client.sign_in(world.mori).get(f"/team/people/{world.aoki.id}")
    with count_statements() as counted:
        client.get(f"/team/people/{world.aoki.id}")
    assert counted.number <= 4, counted.statements
