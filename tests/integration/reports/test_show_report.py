"""Every number of a report can be counted anew from the rows that its files give."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import update

from tests.factories.cohorts import settled
from tests.integration.reports.conftest import World
from tests.support.client import PageClient
from tests.support.page import Page
from tests.support.spreadsheets import texts_of
from tests.support.statements import StatementCounter
from training import dates
from training.extensions import db
from training.formatting import calendar_day
from training.models import Campaign

Row = dict[str, str]
PEOPLE, DECISIONS = 2, 3


def file(client: PageClient, address: str) -> bytes:
    """Return a file, and let go of it as a server does."""
    with client.flask_client.get(address) as response:
        return bytes(response.data)


def table(lines: Sequence[Sequence[str]]) -> list[Row]:
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def shown(page: Page) -> dict[str, list[str]]:
    """Return the cells of each line on the page, by what the line is of."""
    return {
        str(line["data-figure"]): [cell.get_text().strip() for cell in line.select("td")]
        for line in page.all("tr[data-figure]")
    }


Condition = Callable[[Row], object]


def number(rows: list[Row], holds: Condition) -> list[str]:
    return [str(sum(bool(holds(row)) for row in rows))]


def result(rows: list[Row], *names: str) -> list[str]:
    return number(rows, lambda row: row["Result"] in names)


def counted(people: list[Row]) -> dict[str, list[str]]:
    """Count everything that the page tells of people from their rows alone."""
    here = [row for row in people if not row["Left on"]]
    return came(people, here) | finished(people, here) | after_failing(here) | kinds(here)


def came(people: list[Row], here: list[Row]) -> dict[str, list[str]]:
    def source(beginning: str) -> list[str]:
        return number(people, lambda row: row["How it came about"].startswith(beginning))

    return {
        "came-at_start": source("Assigned at the start"),
        "came-own_rhythm": source("Asked again"),
        "came-joined": source("Joined"),
        "came-added": source("Came into"),
        "assigned": [str(len(people))],
        "left": [str(len(people) - len(here))],
        "population": [str(len(here))],
        "exempt": result(here, "Exempt"),
        "on_leave": result(here, "On leave"),
        "moved": number(here, lambda row: row["Came to another team"]),
    }


def finished(people: list[Row], here: list[Row]) -> dict[str, list[str]]:
    def passed_by(way: str) -> list[str]:
        return number(here, lambda row: row["Passed by"] == way)

    return {
        "asked": number(here, lambda row: row["Result"] not in {"Exempt", "On leave"}),
        "by-quiz": passed_by("Quiz"),
        "by-attended": passed_by("Attended in class"),
        "by-manual_pass": passed_by("Recorded as passed by hand"),
        "passed": result(here, "Passed"),
        "failed": result(here, "Failed"),
        "in_progress": result(here, "In progress"),
        "not_started": result(here, "Not started"),
        "unfinished": result(here, "Failed", "In progress", "Not started"),
        "overdue": number(here, lambda row: row["Overdue"]),
        "extended": number(here, lambda row: row["Extended until"]),
        "left_unfinished": result(people, "Left without a pass"),
    }


def after_failing(here: list[Row]) -> dict[str, list[str]]:
    failed = [row for row in here if row["First attempt"] == "Not passed"]
    return {
        "failed_first": [str(len(failed))],
        "then-passed_later": number(failed, lambda row: row["Passed by"] == "Quiz"),
        "then-without_quiz": number(failed, lambda row: row["Passed by"] not in {"", "Quiz"}),
        "then-exempt": result(failed, "Exempt"),
        "then-on_leave": result(failed, "On leave"),
        "then-trying": result(failed, "In progress"),
        "then-failed_again": number(failed, lambda row: row["Result"] == "Failed" and int(row["Attempts"]) > 1),
        "then-not_again": number(failed, lambda row: row["Result"] == "Failed" and int(row["Attempts"]) == 1),
    }


def kinds(here: list[Row]) -> dict[str, list[str]]:
    keys = {"Officer": "officer", "Dispatched worker": "dispatched", "": "unknown"}
    found = {}
    for label, key in keys.items():
        own = [row for row in here if row["Employment"] == label]
        asked = sum(row["Result"] not in {"Exempt", "On leave"} for row in own)
        passed = sum(row["Result"] == "Passed" for row in own)
        found[f"kind-{key}"] = [str(len(own)), str(asked), str(passed), f"{passed * 100 // asked}%" if asked else "–"]
    return found


def decided(rows: list[Row]) -> dict[str, list[str]]:
    keys = {
        "Extension": "extension",
        "Exemption": "exemption",
        "Reset of the attempts": "reset",
        "Extra time": "extra_time",
        "Attended in class": "attended",
        "Recorded as passed by hand": "manual_pass",
    }
    held = Counter(row["Decision"] for row in rows if not row["Taken back on"])
    people = {
        label: {row["Full name"] for row in rows if row["Decision"] == label and not row["Taken back on"]}
        for label in keys
    }
    gone = Counter(row["Decision"] for row in rows if row["Taken back on"])
    return {
        f"decision-{key}": [str(held[label]), str(len(people[label])), str(gone[label])] for label, key in keys.items()
    }


NOT_OF_PEOPLE = {"campaign", "cycle", "audience", "rhythm", "due", "end", "pauses"}


def test_every_number_is_counted_anew_from_the_rows(client: PageClient, world: World) -> None:
    page = client.sign_in(world.auditor, "en").get(world.address)
    data = file(client, f"{world.address}.xlsx")
    people, decisions = table(texts_of(data, PEOPLE)), table(texts_of(data, DECISIONS))
    told = {key: cells for key, cells in shown(page).items() if not key.startswith(("control-", "topic-", "release-"))}
    assert {key: told[key] for key in told.keys() - NOT_OF_PEOPLE} == counted(people) | decided(decisions)
    assert shown(page)["release-1"][3] == str(sum(bool(row["Release"]) and not row["Left on"] for row in people))
    bars = [int(cell.get_text()) for cell in page.all(".chart table td")]
    scores = Counter(
        int(row["Score in percent"]) // 10 for row in people if row["Score in percent"] and not row["Left on"]
    )
    assert bars == [scores[tenth] for tenth in range(10, -1, -1)]
    lines = client.get(f"{world.address}.csv").body.lstrip("\ufeff").splitlines()
    assert table(list(csv.reader(lines))) == people
    assert "'=1+1+1" in {row["Reason"] for row in decisions}  # a formula stays a text
    # Nothing in the fixture is so thin that a wrong figure would be right by being nought.
    assert {key for key, cells in told.items() if cells[0] == "0"} == {
        "came-own_rhythm", "then-exempt", "decision-reset", "decision-extra_time",
    }  # fmt: skip


def test_the_spreadsheet_begins_with_what_the_page_tells(client: PageClient, world: World, locale: str) -> None:
    page = client.sign_in(world.auditor, locale).get(world.address)
    lines = [[cell for cell in line if cell] for line in texts_of(file(client, f"{world.address}.xlsx"))]
    for row in page.all("tr[data-figure]"):
        assert [cell.get_text().strip() for cell in row.select("th, td")] in lines


def test_it_looks_back_on_a_day(client: PageClient, world: World) -> None:
    """Before anybody had come later, left or been decided about, six had failed and five passed."""
    day = dates_of(world, 5)
    found = shown(client.sign_in(world.auditor, "en").get(f"{world.address}?on={day}"))
    assert (found["assigned"], found["left"], found["on_leave"], found["exempt"]) == (["16"], ["0"], ["0"], ["0"])
    assert (found["passed"], found["failed"], found["in_progress"]) == (["4"], ["5"], ["2"])
    assert found["decision-exemption"] == ["0", "0", "0"]
    first = shown(client.get(f"{world.address}?on={dates_of(world, 0)}"))
    assert (first["passed"], first["not_started"]) == (["0"], ["16"])
    # A day before the first is the first; one that is no day is nothing.
    assert shown(client.get(f"{world.address}?on={dates_of(world, -90)}")) == first
    client.get(f"{world.address}?on=yesterday", 404)


def dates_of(world: World, days: int) -> str:
    with world.make.app.app_context():
        return (dates.day_of(world.campaign.opens_at) + timedelta(days=days)).isoformat()


def test_the_effect_is_what_the_page_of_gaps_tells(client: PageClient, world: World) -> None:
    assert not [key for key in shown(client.sign_in(world.auditor, "en").get(world.address)) if "effect" in key]
    round_id = settled(world.make, world.campaign.id, world.results.release.id, world.team.id)
    told = shown(client.get(world.address))["effect-check-the-address"]
    lines = list(csv.reader(client.get(f"/team/organisation/gaps/{round_id}.csv").body.lstrip("\ufeff").splitlines()))
    assert told == [lines[1][3], lines[1][4] or "–"]


def test_it_is_printed_in_both_languages(client: PageClient, world: World) -> None:
    client.sign_in(world.auditor, "ja").get(world.address)
    links = [str(link["href"]) for link in client.page.all("a[href*='.pdf']")]
    assert ["language=ja" in link for link in links] == [True, False]
    for link in links:
        assert file(client, link).startswith(b"%PDF")
    client.get(f"{world.address}.pdf?language=xx", 404)
    client.get(f"/reports/{world.campaign.id}/2", 404)


def test_the_number_of_statements_is_bounded(
    client: PageClient, world: World, count_statements: StatementCounter
) -> None:
    client.sign_in(world.auditor)
    client.get(world.address)
    for number in range(6):
        world.results.assign(world.make.person(f"{number}", team=world.team))
    for suffix, most in (("", 10), (".xlsx", 12), (".csv", 4)):
        with count_statements() as counted:
            file(client, f"{world.address}{suffix}")
        assert counted.number <= most, counted.statements


def test_a_pause_is_told_where_the_plan_gives_the_due_date(client: PageClient, world: World) -> None:
    with world.make.app.test_request_context(headers={"Accept-Language": "en"}):
        opened_on = dates.day_of(world.campaign.opens_at)
        first, last = (calendar_day(opened_on + timedelta(days=days)) for days in (4, 6))

    def on(days: int) -> str:
        return (opened_on + timedelta(days=days)).isoformat()

    client.sign_in(world.auditor, "en")
    assert "pauses" not in shown(client.get(world.address))
    pauses = [[on(-9), on(-8)], [on(4), on(6)]]
    world.make.run(lambda: db.session.execute(update(Campaign).values(pauses=json.dumps(pauses))))
    told = shown(client.get(world.address))["pauses"][0]
    assert f"{first} to {last}" in told
    assert told.count("It was paused") == 1, "what was before this round is not told"
    assert "pauses" not in shown(client.get(f"{world.address}?on={on(3)}"))
