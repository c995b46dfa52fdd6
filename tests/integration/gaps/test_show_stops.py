"""How many people took each chance to stop it, and how many took none."""

from tests.integration.gaps.conftest import World
from tests.support.client import PageClient


def test_each_chance_is_counted_and_so_is_taking_none(client: PageClient, world: World, locale: str) -> None:
    round_id = world.settle()
    page = client.sign_in(world.mori, locale).get(f"/team/gaps/{round_id}/stops")
    notes = [note.get_text() for note in page.all(".chart-note")]
    assert (
        notes
        == {
            "ja": ["6人中2人", "6人中4人"],
            "en": ["2 of 6 people", "4 of 6 people"],
        }[locale]
    )


def test_numbers_at_the_edge_are_told_as_ranges(client: PageClient, world: World) -> None:
    world.play(world.east, right=8)
    world.play(world.factory, right=5)
    round_id = world.settle()
    page = client.sign_in(world.auditor, "en").get(f"/team/organisation/gaps/{round_id}/stops?team={world.factory.id}")
    assert [note.get_text() for note in page.all(".chart-note")] == ["at least 8 of 9 people", "at most 1 of 9 people"]
