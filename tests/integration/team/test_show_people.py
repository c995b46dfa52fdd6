"""Managers see at once whether their people are on time, and who is not."""

import pytest

from tests.factories.maker import Maker
from tests.integration.team.conftest import World
from tests.support.client import PageClient
from tests.support.page import Page
from tests.support.statements import StatementCounter
from training.extensions import db
from training.models import AssignmentStatus, Campaign, TeamMembership, UserStatus

LIST = "[aria-labelledby=list] tbody tr"


def rows(page: Page) -> list[tuple[str, ...]]:
    """Return name, training and status of each row of the list."""
    cells = [row.select("th a, td")[:3] for row in page.all(LIST)]
    return [tuple(" ".join(cell.get_text(" ").split()) for cell in row) for row in cells]


@pytest.fixture
def mori(client: PageClient, world: World) -> PageClient:
    return client.sign_in(world.mori, "en")


def test_the_first_sentence_says_who_is_late(client: PageClient, world: World, locale: str) -> None:
    page = client.sign_in(world.mori, locale).get("/team/")
    assert page.text(".answer") == {"en": "1 of 2 people is late.", "ja": "2人のうち1人が期限を過ぎています。"}[locale]
    assert page.text(".three-answers .facts-line") == "青木 花子"


def test_the_list_has_the_whole_tree_below_and_the_urgent_first(mori: PageClient) -> None:
    assert rows(mori.get("/team/")) == [
        ("青木 花子", "秋の研修", "Overdue"),
        ("青木 花子", "春の研修", "In progress"),
        ("馬場 次郎", "秋の研修", "Passed"),
        ("馬場 次郎", "春の研修", "Exempt"),
    ]


def test_the_own_record_is_not_among_my_people(mori: PageClient) -> None:
    assert "森 一郎" not in mori.get("/team/").text("main")


def test_the_plot_has_a_bar_for_each_training_and_its_table(mori: PageClient) -> None:
    page = mori.get("/team/")
    assert [label.get_text() for label in page.all("figure .chart-label")] == ["秋の研修", "春の研修"]
    assert [value.get_text() for value in page.all("figure .chart-value")] == ["1 / 2", "0 / 1"]
    assert page.has("figure table")


def test_failing_is_overdue_only_after_the_due_date(mori: PageClient, make: Maker, world: World) -> None:
    later = make.person("伊藤", team=world.east)
    make.assignment(later, campaign=world.spring, status=AssignmentStatus.FAILED)
    assert ("伊藤", "春の研修", "Failed") in rows(mori.get("/team/?status=failed"))
    assert [name for name, *_rest in rows(mori.get("/team/?status=overdue"))] == ["青木 花子"]


def test_somebody_without_training_is_listed_last(mori: PageClient, make: Maker, world: World) -> None:
    make.person("新人", team=world.east)
    page = mori.get("/team/")
    assert rows(page)[-1] == ("新人", "", "Nothing assigned")
    assert page.text(".key-figures div:first-child dd") == "3"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("?status=unfinished", {("青木 花子", "秋の研修"), ("青木 花子", "春の研修")}),
        ("?q=馬場次", {("馬場 次郎", "秋の研修"), ("馬場 次郎", "春の研修")}),
        ("?q=%25", set()),
        ("?status=passed&q=馬場", {("馬場 次郎", "秋の研修")}),
    ],
)
def test_filters_narrow_the_list(mori: PageClient, address: str, expected: set[tuple[str, str]]) -> None:
    assert {row[:2] for row in rows(mori.get(f"/team/{address}"))} == expected


def test_filters_by_training_and_by_team_with_those_below(mori: PageClient, world: World) -> None:
    by_training = rows(mori.get(f"/team/?campaign={world.spring.id}"))
    assert {row[:2] for row in by_training} == {("青木 花子", "春の研修"), ("馬場 次郎", "春の研修")}
    by_team = mori.get(f"/team/?team={world.east.id}")
    assert {row[0] for row in rows(by_team)} == {"馬場 次郎"}
    assert by_team.text(".answer") == "Everybody has finished."
    assert len(rows(mori.get(f"/team/?team={world.sales.id}"))) == 4


@pytest.mark.parametrize(("sort", "first"), [("name", "青木 花子"), ("due", "馬場 次郎"), ("urgency", "青木 花子")])
def test_every_order_lists_everything_once(mori: PageClient, sort: str, first: str) -> None:
    found = rows(mori.get(f"/team/?sort={sort}"))
    assert (found[0][0], len(set(found))) == (first, 4)


def test_the_form_keeps_what_was_asked_for(mori: PageClient) -> None:
    mori.get("/team/")
    page = mori.submit({"q": "青木", "status": "overdue", "leavers": "y"}, ".filters form")
    assert page.has("option[value=overdue][selected]")
    assert page.has("input[name=q][value=青木]")
    assert page.has("input[name=leavers][checked]")
    assert "status=overdue" in page.all(".list-line a")[0]["href"]


def test_people_who_left_are_shown_on_request_only(mori: PageClient, make: Maker, world: World) -> None:
    left = make.person("退職 太郎", team=world.east, status=UserStatus.DEACTIVATED)
    make.assignment(left, campaign=world.autumn)
    assert "退職 太郎" not in mori.get("/team/").text("main")
    assert mori.page.text(".key-figures div:first-child dd") == "2"
    assert "退職 太郎" in mori.get("/team/?leavers=y").text("main")


def test_completion_follows_the_present_team(mori: PageClient, make: Maker, world: World) -> None:
    def move() -> None:
        db.session.get_one(TeamMembership, world.chiba.id).team_id = world.east.id

    make.run(move)
    assert ("千葉 三郎", "秋の研修", "Overdue") in rows(mori.get("/team/"))


def test_closed_training_is_out_of_the_way(mori: PageClient, make: Maker, world: World) -> None:
    def close() -> None:
        campaign = db.session.get_one(Campaign, world.autumn.id)
        campaign.closed_at = campaign.due_at

    make.run(close)
    page = mori.get("/team/")
    assert page.text(".answer") == "Nobody is late; 1 person still has training to finish."
    assert len(rows(page)) == 2
    assert len(rows(mori.get("/team/?campaign=all"))) == 4
    assert len(rows(mori.get(f"/team/?campaign={world.autumn.id}"))) == 2


def test_a_manager_of_an_empty_team_reads_what_to_do(client: PageClient, make: Maker, locale: str) -> None:
    alone = make.person(manages=make.team())
    page = client.sign_in(alone, locale).get("/team/")
    assert page.has(".empty-state h2")
    assert not page.has("table")


def test_without_training_the_page_says_so(client: PageClient, make: Maker) -> None:
    team = make.team()
    make.person("一人", team=team)
    page = client.sign_in(make.person(manages=team), "en").get("/team/")
    assert page.text(".answer") == "No training is open at present."
    assert rows(page) == [("一人", "", "Nothing assigned")]


def test_somebody_who_manages_nobody_is_refused(client: PageClient, world: World) -> None:
    client.sign_in(world.aoki).get("/team/", status=403)


@pytest.mark.parametrize("people", [5, 60])
def test_the_number_of_statements_does_not_grow(
    mori: PageClient, make: Maker, world: World, count_statements: StatementCounter, people: int
) -> None:
    for number in range(people):
        person = make.person(f"社員 {number:02}", team=world.east)
        make.assignment(person, campaign=world.spring)
    mori.get("/team/")
    with count_statements() as counted:
        page = mori.get("/team/")
    assert counted.number <= 8, counted.statements
    assert page.has(".pages") == (people > 25)
