"""The download is the filtered list, and opens safely in a spreadsheet program."""

import csv
import io

import pytest

from tests.factories.maker import Maker
from tests.integration.team.conftest import World
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training.team.export import csv_line

FORMULA_STARTS = tuple("=+-@＝＋－＠")


def table(client: PageClient, address: str) -> list[list[str]]:
    data = client.flask_client.get(address).data
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_header_is_in_the_language_of_the_page(client: PageClient, world: World, locale: str) -> None:
    rows = table(client.sign_in(world.mori, locale), "/team/export.csv")
    expected = {
        "en": [["Full name", "Team", "Training", "Status"], ["青木 花子", "Sales", "秋の研修", "Overdue"]],
        "ja": [["氏名", "部署", "研修", "状況"], ["青木 花子", "営業部", "秋の研修", "期限超過"]],
    }
    assert [row[:4] for row in rows[:2]] == expected[locale]


def test_it_holds_what_the_filtered_list_holds(client: PageClient, make: Maker, world: World) -> None:
    for number in range(40):
        make.assignment(make.person(f"社員 {number:02}", team=world.east), campaign=world.spring)
    client.sign_in(world.mori, "en")
    rows = table(client, "/team/export.csv?q=社員&sort=name")
    assert [row[0] for row in rows[1:]] == [f"社員 {number:02}" for number in range(40)]
    assert len(table(client, "/team/export.csv?status=overdue")) == 2


def test_numbers_and_dates_can_be_calculated_with(client: PageClient, world: World) -> None:
    row = table(client.sign_in(world.mori, "en"), "/team/export.csv?status=passed")[1]
    assert row[4] == "100"
    assert len(row[5]) == len(row[6]) == len("2026-11-30")


@pytest.mark.parametrize("name", ["=cmd|'/c calc'!A0", "+81 90", "-1", "@SUM(1)", "＝1"])
def test_a_name_is_never_a_formula(client: PageClient, make: Maker, world: World, name: str) -> None:
    make.person(name, team=world.east)
    names = [row[0] for row in table(client.sign_in(world.mori), "/team/export.csv")]
    assert f"'{name}" in names
    assert name not in names


@pytest.mark.parametrize("inner", [";=1+1", "; +1", "\n@SUM(1)", "\t-1", ";＝1"])
def test_no_part_of_a_cell_is_a_formula_where_semicolons_separate(inner: str) -> None:
    line = csv_line(["10", f"青木, 花子{inner}", "営業部"])
    for row in csv.reader(io.StringIO(line, newline=""), delimiter=";"):
        assert not [cell for part in row for cell in part.split("\t") if cell.strip().startswith(FORMULA_STARTS)], row
    assert "青木, 花子" in next(csv.reader(io.StringIO(line, newline="")))[1]


def test_it_is_sent_as_a_file_that_nobody_keeps(client: PageClient, world: World) -> None:
    with client.sign_in(world.mori).flask_client.get("/team/export.csv") as response:
        headers = response.headers
    assert headers["Content-Type"] == "text/csv; charset=utf-8"
    assert headers["Content-Disposition"].startswith("attachment; filename=")
    assert headers["Cache-Control"] == "no-store"


def test_the_auditor_downloads_everybody(client: PageClient, world: World) -> None:
    rows = table(client.sign_in(world.auditor, "en"), "/team/organisation/export.csv?status=overdue")
    assert {row[0] for row in rows[1:]} == {"森 一郎", "青木 花子", "千葉 三郎"}


@pytest.mark.parametrize("people", [5, 60])
def test_the_number_of_statements_does_not_grow(
    client: PageClient, make: Maker, world: World, count_statements: StatementCounter, people: int
) -> None:
    for number in range(people):
        make.assignment(make.person(f"社員 {number:02}", team=world.east), campaign=world.spring)
    client.sign_in(world.mori).get("/team/")
    with count_statements() as counted:
        client.flask_client.get("/team/export.csv").get_data()
    assert counted.number <= 4, counted.statements
