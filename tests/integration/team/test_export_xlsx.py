"""The spreadsheet holds the same as the CSV file, in cells that can be calculated with, and never runs anything."""

import csv
import io
import tracemalloc

import pytest

from tests.factories.maker import Maker
from tests.integration.team.conftest import World
from tests.support.client import PageClient
from tests.support.spreadsheets import texts_of
from training.team import spreadsheet


def sheet(client: PageClient, address: str) -> list[list[str]]:
    with client.flask_client.get(address) as response:
        assert response.mimetype == spreadsheet.MIMETYPE
        assert response.headers["Content-Disposition"].startswith("attachment; filename=")
        assert response.headers["Cache-Control"] == "no-store"
        return texts_of(response.data)


@pytest.mark.parametrize("query", ["", "status=overdue", "q=青木&campaign=all", "leavers=y&sort=name"])
def test_it_holds_what_the_csv_file_holds(client: PageClient, make: Maker, world: World, query: str) -> None:
    make.person("=cmd|'/c calc'!A0", team=world.east)
    client.sign_in(world.mori, "ja")
    lines = client.flask_client.get(f"/team/export.csv?{query}").data.decode("utf-8-sig")
    expected = list(csv.reader(io.StringIO(lines, newline="")))
    assert sheet(client, f"/team/export.xlsx?{query}") == expected
    assert len(expected) > 1


def test_the_page_leads_to_the_spreadsheet_of_its_list(client: PageClient, world: World) -> None:
    client.sign_in(world.mori, "en").get(f"/team/campaigns/{world.autumn.id}?status=overdue")
    rows = sheet(client, str(client.page.all(".list-tools a")[0]["href"]))
    assert [row[0] for row in rows] == ["Full name", "青木 花子"]


def test_the_auditor_downloads_everybody(client: PageClient, world: World) -> None:
    rows = sheet(client.sign_in(world.auditor, "en"), "/team/organisation/export.xlsx?status=overdue")
    assert {row[0] for row in rows[1:]} == {"森 一郎", "青木 花子", "千葉 三郎"}


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)
def test_what_one_sheet_cannot_hold_stands_on_the_next(
    client: PageClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 3)
    data = client.sign_in(world.mori).flask_client.get("/team/export.xlsx").data
    assert [len(texts_of(data, number)) for number in (1, 2)] == [4, 2]


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)
def test_memory_does_not_grow_with_the_list(client: PageClient, world: World) -> None:
    def most(number: int) -> int:
        with client.app.test_request_context():
            tracemalloc.start()
            spreadsheet.spreadsheet(["a"], ([f"社員 {row}", row] for row in range(number))).close()
            _now, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return peak

    most(1)
    assert most(12_000) - most(3_000) < 100_000
