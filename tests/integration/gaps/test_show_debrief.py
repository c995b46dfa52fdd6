"""One sheet for a talk of ten minutes, from the team's own misses or from those of the next larger group."""

from tests.integration.gaps.conftest import World
from tests.support.client import PageClient
from training.team.gaps import queries
from training.team.scope import Scope


def test_it_holds_what_divided_the_team(client: PageClient, world: World, locale: str) -> None:
    round_id = world.settle()
    page = client.sign_in(world.mori, locale).get(f"/team/gaps/{round_id}/debrief/{world.east.id}")
    told = [line.get_text(" ", strip=True) for line in page.all(".debrief-told")]
    expected = {
        "ja": ["初回の正答：6人中2人 自信があったのに誤答：6人中4人"] * 2,
        "en": ["Right at first try: 2 of 6 people Sure and wrong: 4 of 6 people"] * 2,
    }
    assert told == expected[locale]
    assert len(page.all(".debrief section > ol > li")) == 4
    assert not page.has(".notice")


def test_a_small_team_gets_the_sheet_of_the_next_larger_group_and_is_told_so(client: PageClient, world: World) -> None:
    round_id = world.settle()
    page = client.sign_in(world.wada, "en").get(f"/team/gaps/{round_id}/debrief/{world.west.id}")
    assert "“Company”" in page.text(".notice")
    assert page.all(".debrief-told")[0].get_text().startswith("Right at first try: most (at least 6 of 10")


def test_it_is_one_page_of_pdf(client: PageClient, world: World, locale: str) -> None:
    round_id = world.settle()
    client.sign_in(world.mori, locale)
    response = client.flask_client.get(f"/team/gaps/{round_id}/debrief/{world.east.id}.pdf")
    assert response.mimetype == "application/pdf"
    assert response.data.startswith(b"%PDF")
    assert response.data.count(b"/Type /Page\n") + response.data.count(b"/Type/Page\n") <= 1


def test_nothing_is_made_up_where_nobody_can_be_told_of(client: PageClient, world: World) -> None:
    lone = world.make.team("倉庫", world.company)
    round_id = world.settle()
    client.sign_in(world.auditor, "en")
    assert client.get(f"/team/organisation/gaps/{round_id}/debrief/{lone.id}").has(".empty-state")
    client.get(f"/team/organisation/gaps/{round_id}/debrief/{lone.id}.pdf", status=404)


def test_groups_around_a_team_are_found_only_by_those_who_see_the_team(world: World) -> None:
    round_id, mine = world.settle(), Scope(world.wada.id)
    found = world.make.run(
        lambda: [len(queries.list_cohorts_around(mine, round_id, team.id)) for team in (world.west, world.east)]
    )
    assert found == [1, 0]
