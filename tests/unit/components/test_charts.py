"""A chart is a picture with a name, and every number in it can also be read."""

from tests.support.elements import Element
from tests.unit.components.conftest import Render

BARS = """{% from "components/charts.html" import bar_chart %}
{{ bar_chart("c", "Score by rule", "Two rules", rows, ("Rule", "Score")) }}"""
STATUS = """{% from "components/charts.html" import status_chart %}
{{ status_chart("c", "Status", "One team", rows, "Team") }}"""


def named(page: Element) -> bool:
    return all(
        page.select_one("#" + picture[name])
        for picture in page.select("[role=img]")
        for name in ("aria-labelledby", "aria-describedby")
    )


def test_bars_have_their_numbers_in_a_table(render: Render) -> None:
    page = render(BARS, rows=[("Suppliers", 82), ("Notice", None, "fewer than five answers")])
    assert named(page)
    assert [cell.get_text() for cell in page.select("tbody td")] == ["82%", "fewer than five answers"]
    assert [bar["width"] for bar in page.select(".chart-bar")] == ["82.0%"]


def test_status_bars_fill_their_row_and_tell_states_apart_without_colour(render: Render) -> None:
    page = render(STATUS, rows=[("Sales", {"passed": 3, "in_progress": 0, "overdue": 1})])
    assert named(page)
    bars = page.select(".chart-drawing .segment")
    assert [bar["width"] for bar in bars] == ["75.0%", "25.0%"]
    assert bars[1]["fill"] == "url(#c-overdue)"
    assert [item.get_text(strip=True) for item in page.select(".chart-legend li")] == ["Passed", "Overdue"]


def test_an_empty_row_draws_nothing(render: Render) -> None:
    assert not render(STATUS, rows=[("Sales", {})]).select(".segment")
