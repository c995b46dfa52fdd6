"""The page of coverage shows what nobody was asked about, in whatever groups, and never more than counts."""

import csv
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.factories.documents import release_document
from tests.factories.maker import Maker
from tests.integration.coverage.conftest import RARE, World
from tests.support.client import PageClient
from tests.support.page import Page
from tests.support.statements import StatementCounter
from training import clock
from training.coverage import service
from training.extensions import db
from training.models import Attempt, AttemptEnd, CoverageGroup, Role

ASKED = "check-the-address"


def cells(page: Page, rule: str = ASKED) -> dict[str, str]:
    """Map the groups to what the last line of a rule's table says of them."""
    table = f"[aria-labelledby=rule-{rule}]"
    groups = [head.get_text(strip=True) for head in page.all(f"{table} thead th")][1:]
    row = page.all(f"{table} tbody tr")[-1]
    said = [td.get_text(" / ", strip=True) for td in row.select("td")]
    return dict(zip(groups, said, strict=True))


def test_each_group_stands_by_itself(client: PageClient, world: World, locale: str) -> None:
    """One employee of two has decided, the manager has it to do, and nobody asked the others."""
    world.count()
    page = client.sign_in(world.auditor, locale).get("/coverage/")
    expected = {
        "en": {
            "Officers": "not assigned",
            "Managers": "nobody yet / 1 person has it to do",
            "Regular employees": "1 of 2",
            "Dispatched workers": "not assigned",
            "Everybody else": "not assigned",
        },
        "ja": {
            "役員": "割り当てなし",
            "上長": "回答者なし / 1人は割り当て済み・未回答",
            "正社員": "2人中1人",
            "派遣社員": "割り当てなし",
            "その他の従業者": "割り当てなし",
        },
    }
    assert cells(page) == expected[locale]
    headings = [h3.get_text(strip=True) for h3 in page.all(".coverage-rule h3")]
    assert headings[0] == {"en": "Lock", "ja": "施錠"}[locale], "the rule that nothing asks about comes first"
    assert page.has(f"[aria-labelledby=rule-{RARE}] .coverage-said.coverage-nothing")
    topics = [td.get_text(" ", strip=True) for td in page.all("table:first-of-type tbody tr td:last-child")][:4]
    assert topics[2] == {"en": "1 of 6 1 person has it to do", "ja": "6人中1人 1人は割り当て済み・未回答"}[locale]


def test_divisions_are_groups_as_well(client: PageClient, world: World) -> None:
    world.count()
    client.sign_in(world.auditor, "en")
    assert cells(client.get("/coverage/?by=team")) == {
        "Factory": "not assigned",
        "Sales": "1 of 3 / 1 person has it to do",
        "No division": "not assigned",
    }
    page = client.get(f"/coverage/?team={world.factory.id}")
    assert page.has(f"[aria-labelledby=rule-{ASKED}] .coverage-said.coverage-published")
    assert "A mail to many" in page.text(f"[aria-labelledby=rule-{ASKED}] li")


def test_what_was_decided_long_ago_has_to_be_asked_again(client: PageClient, world: World) -> None:
    with clock.moved_to(clock.now() + timedelta(days=340)):
        world.count()
        page = client.sign_in(world.auditor, "en").get("/coverage/")
    assert cells(page)["Regular employees"] == "nobody within a year / 1 person longer ago"


def test_somebody_asked_twice_counts_once(client: PageClient, world: World) -> None:
    """Two campaigns and two releases, one finished and one open: still one person who has decided."""
    again = world.make.release(release_document(certainty=True), 2)
    later = world.make.campaign(again, name="秋の研修", due_in_days=5)
    world.results.assign(world.aoki, later)
    world.finish(world.baba)
    world.finish(world.baba, later)
    world.count()
    page = client.sign_in(world.auditor, "en").get("/coverage/")
    assert cells(page)["Regular employees"] == "2 of 2"


@pytest.mark.parametrize("values", [{"practice": True}, {"ended": AttemptEnd.TIME_UP}], ids=["practice", "time up"])
def test_practice_and_time_that_ran_out_are_no_decisions(
    client: PageClient, world: World, values: dict[str, object]
) -> None:
    world.make.run(lambda: db.session.execute(update(Attempt).values(values)))
    world.count()
    page = client.sign_in(world.auditor, "en").get("/coverage/")
    assert cells(page)["Regular employees"] == "not assigned"


def test_filters_stay_in_the_address_and_the_file_says_the_same(client: PageClient, world: World) -> None:
    world.count()
    client.sign_in(world.auditor, "en")
    for address, rules in (
        ("show=nobody", [RARE]),
        ("show=unpublished", [RARE]),
        ("show=group", [RARE, ASKED]),
        ("topic=roles", [ASKED]),
        ("q=lock", [RARE]),
        ("q=nowhere", []),
    ):
        page = client.get(f"/coverage/?{address}")
        assert [section["aria-labelledby"] for section in page.all(".coverage-rule")] == [
            f"rule-{key}" for key in rules
        ]
        if rules:
            assert address in str(page.one("a[href*='export.csv']")["href"])
    lines = list(csv.reader(client.get("/coverage/export.csv?topic=roles").body.lstrip("\ufeff").splitlines()))
    client.get("/coverage/?show=everything", status=404)
    client.get(f"/coverage/?team={world.aoki.id}", status=404)
    found = {(line[3], line[4]): line[5:9] for line in lines[1:]}
    assert found["A mail to many", "Regular employees"] == ["2", "1", "0", "0"]
    assert found["Any case", "Everybody"] == ["6", "1", "1", "0"]


def test_before_the_worker_has_counted_the_bank_is_shown(client: PageClient, world: World) -> None:
    page = client.sign_in(world.auditor, "en").get("/coverage/")
    assert len(page.all(".coverage-rule")) == len([RARE, ASKED])


def test_a_count_replaces_the_last_one_and_is_not_made_too_often(app: Flask, world: World) -> None:
    with app.app_context():
        now = clock.now()
        for minutes, counted in ((0, True), (5, False), (10, True)):
            with clock.moved_to(now + timedelta(minutes=minutes)):
                assert service.count_when_old() is counted
        assert db.session.scalar(select(func.sum(CoverageGroup.people))) == 6
        assert db.session.scalar(select(func.count(CoverageGroup.counted_at.distinct()))) == 1


@pytest.mark.parametrize("role", [None, Role.AUTHOR])
def test_others_are_refused(client: PageClient, make: Maker, role: Role | None) -> None:
    client.sign_in(make.person(roles=[role] if role else [])).get("/coverage/", status=403)


@pytest.mark.parametrize("more", [0, 30])
def test_the_number_of_statements_does_not_grow(
    client: PageClient, world: World, count_statements: StatementCounter, more: int
) -> None:
    for number in range(more):
        team = world.make.team(f"課 {number}", world.sales)
        world.finish(world.make.person(team=team))
    world.count()
    client.sign_in(world.auditor).get("/coverage/")
    with count_statements() as counted:
        client.get("/coverage/")
    assert counted.number == 13
