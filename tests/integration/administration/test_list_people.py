"""Administrators find people among many."""

import pytest

from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.page import Page
from tests.support.statements import StatementCounter
from training.models import Role, User, UserStatus

ADDRESS = "/administration/people"


def names(page: Page) -> list[str]:
    return [link.get_text() for link in page.all("tbody th a")]


def test_the_list_says_who_is_who(client: PageClient, administrator: User, make: Maker, locale: str) -> None:
    top = make.team("本社", name_en="Head office")
    make.person("青木 花子", employee_number="A1", team=top, manages=top, roles=[Role.AUTHOR])
    make.person("馬場 次郎", email=None, employee_number="B2", status=UserStatus.INVITED)
    page = client.sign_in(administrator, locale).get(ADDRESS)
    assert names(page) == ["管理 守", "青木 花子", "馬場 次郎"]
    words = {"en": ("Head office", "Manager, Author", "Not invited yet"), "ja": ("本社", "上長、作成者", "未招待")}
    for word in words[locale]:
        assert word in page.text("table")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=青木花子", ["青木 花子"]),
        ("q=aoki@", ["青木 花子"]),
        ("q=Ｎ００９", ["伊藤 進"]),
        ("q=%25", []),
        ("status=invited", ["馬場 次郎"]),
        ("status=deactivated", ["千葉 去"]),
        ("status=all&q=千葉", ["千葉 去"]),
        ("q=千葉", []),
        ("role=author", ["青木 花子"]),
        ("role=manager", ["伊藤 進"]),
    ],
)
def test_filters_narrow_the_list(admin: PageClient, make: Maker, query: str, found: list[str]) -> None:
    team = make.team()
    make.person("青木 花子", email="aoki@kyokun.example", roles=[Role.AUTHOR])
    make.person("馬場 次郎", status=UserStatus.INVITED)
    make.person("千葉 去", status=UserStatus.DEACTIVATED)
    make.person("伊藤 進", email=None, employee_number="N009", manages=team)
    page = admin.get(f"{ADDRESS}?{query}")
    assert names(page) == found
    assert page.has(".empty-state") is not bool(found)


def test_a_team_filter_takes_lower_teams_along(admin: PageClient, make: Maker) -> None:
    top = make.team("本社")
    make.person("青木 花子", team=make.team("営業部", top))
    make.person("馬場 次郎", team=make.team("別会社"))
    assert names(admin.get(f"{ADDRESS}?team={top.id}")) == ["青木 花子"]


@pytest.mark.parametrize("query", ["status=x", "team=x", "role=x", "page=0", "page=99", "page=x"])
def test_what_is_not_offered_is_not_found(admin: PageClient, query: str) -> None:
    admin.get(f"{ADDRESS}?{query}", 404)


def test_pages_keep_the_filter(admin: PageClient, make: Maker) -> None:
    for number in range(30):
        make.person(f"社員 {number:02}")
    page = admin.get(f"{ADDRESS}?q=社員")
    assert len(names(page)) == 25
    page = admin.get(page.all(".pages a[rel=next]")[0]["href"])
    assert len(names(page)) == 5
    assert page.has('input[name=q][value="社員"]')


def test_statements_do_not_grow_with_people(admin: PageClient, make: Maker, count_statements: StatementCounter) -> None:
    admin.get(ADDRESS)  # reads the organisation's name for a while
    numbers = []
    for more in (3, 20):
        for _each in range(more):
            make.person(roles=[Role.AUTHOR], status=UserStatus.INVITED)
        with count_statements() as counted:
            admin.get(ADDRESS)
        numbers.append(counted.number)
    assert numbers[0] == numbers[1]


def test_employees_are_refused(client: PageClient, make: Maker) -> None:
    client.sign_in(make.person()).get(ADDRESS, 403)
