"""The parts of a played case keep keyboard and screen reader in mind."""

from tests.unit.components.conftest import Render

ORDER = '{% from "components/play.html" import order_rows %}{{ order_rows(items, "Put in order", places) }}'
PROGRESS = '{% from "components/play.html" import progress %}{{ progress(3, 8) }}'


def test_progress_is_said_and_drawn(render: Render) -> None:
    page = render(PROGRESS)
    assert "Decision 3 of 8" in page.get_text()
    assert [len(page.select(f".progress-{state}")) for state in ("done", "now", "todo")] == [2, 1, 5]


def test_each_item_to_order_has_a_named_place(render: Render) -> None:
    page = render(ORDER, items=[("call", "Call"), ("note", "Note"), ("tell", "Tell")], places={"note": 1})
    assert [box["name"] for box in page.select("select")] == ["place-call", "place-note", "place-tell"]
    for box in page.select("select"):
        assert all(page.select_one(f"#{id_}") for id_ in box["aria-labelledby"].split())
    assert [option["value"] for option in page.select("option[selected]")] == ["1"]


def test_the_chosen_option_is_named_in_words(render: Render) -> None:
    source = '{% from "components/play.html" import chosen_card %}{{ chosen_card("Ask", chosen=True) }}'
    assert "Your choice" in render(source).get_text()
