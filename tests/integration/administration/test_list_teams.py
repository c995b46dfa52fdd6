"""The pages of the team tree."""

import uuid

from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training.models import User

TEAMS = "/administration/teams"


def test_the_tree_grows_team_by_team(client: PageClient, administrator: User, make: Maker, locale: str) -> None:
    page = client.sign_in(administrator, locale).get(TEAMS)
    assert page.has(".empty-state")
    client.get(f"{TEAMS}/new")
    client.submit({"name": "本社", "name_en": "Head office"})
    client.get(client.page.all("a[href*='teams/new']")[0]["href"])
    page = client.submit({"name": "営業部"})
    assert page.text("h1") == "営業部"
    page = client.get(TEAMS)
    assert [row.get_text(strip=True) for row in page.all("tbody th")] == [
        {"en": "Head office", "ja": "本社"}[locale],
        "営業部",
    ]
    assert page.all("tbody th")[1]["class"] == "tree-1"


def test_a_taken_name_is_a_field_error(admin: PageClient, make: Maker) -> None:
    make.team("営業部", make.team("本社"))
    for parent in ("本社", ""):
        admin.get(f"{TEAMS}/new")
        option = next((o for o in admin.page.all("#parent option") if o.get_text(strip=True) == parent), None)
        name = "営業部" if option else "本社"
        page = admin.submit({"name": name, "parent": option["value"] if option else ""}, status=422)
        assert page.has("#name-error")


def test_a_team_moves_but_never_under_itself(admin: PageClient, make: Maker) -> None:
    top = make.team("本社")
    lower = make.team("営業部", top)
    other = make.team("別会社")
    page = admin.get(f"{TEAMS}/{top.id}/edit")
    offered = [option["value"] for option in page.all("#parent option")]
    assert offered == ["", str(other.id)]
    page = admin.submit({"parent": str(lower.id)}, status=422)
    assert page.has("#parent-error")
    admin.get(f"{TEAMS}/{top.id}/edit")
    admin.submit({"parent": str(other.id), "name": "旧本社"})
    assert [link.get_text() for link in admin.get(f"{TEAMS}/{lower.id}").all(".breadcrumb-trail a")] == [
        "Teams",
        "別会社",
        "旧本社",
    ]


def test_managers_are_added_by_sign_in_name_and_removed(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    team = make.team()
    make.person("森 一郎", email=None, employee_number="M1")
    client.sign_in(administrator, locale).get(f"{TEAMS}/{team.id}")
    page = client.submit({"person": "nobody"}, form="main form:has(#person)", status=422)
    assert page.has("#person-error")
    page = client.submit({"person": "m1"}, form="main form:has(#person)")
    assert "森 一郎" in page.text("[aria-labelledby=managers] tbody")
    page = client.submit({}, form="form[action$='/remove']")
    assert not page.has("[aria-labelledby=managers] tbody")


def test_an_empty_team_is_archived_after_asking(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    team = make.team()
    client.sign_in(administrator, locale).get(f"{TEAMS}/{team.id}/archive")
    client.submit()
    client.get(f"{TEAMS}/{team.id}", 404)


def test_archived_teams_come_back_from_the_top_down(admin: PageClient, make: Maker) -> None:
    top = make.team("本社")
    lower = make.team("営業部", top)
    for team in (lower, top):
        admin.get(f"{TEAMS}/{team.id}/archive")
        admin.submit()
    page = admin.get(TEAMS)
    assert [row.get_text(strip=True) for row in page.all("[aria-labelledby=archived] tbody th")] == ["本社", "営業部"]
    admin.post(f"{TEAMS}/{lower.id}/restore", status=409)
    for team in (top, lower):
        admin.get(TEAMS)
        assert admin.submit({}, form=f"form[action$='{team.id}/restore']").text("h1") == team.name
    assert not admin.get(TEAMS).has("#archived")


def test_a_team_with_people_is_not_archived(admin: PageClient, make: Maker) -> None:
    team = make.team()
    make.person(team=team)
    assert not admin.get(f"{TEAMS}/{team.id}").has("a[href$='/archive']")
    admin.get(f"{TEAMS}/{team.id}/archive")
    assert admin.submit(status=409).has(".error-summary")


def test_unknown_teams_are_not_found(admin: PageClient) -> None:
    unknown = uuid.uuid4()
    for page in ("", "/edit", "/archive"):
        admin.get(f"{TEAMS}/{unknown}{page}", 404)
    admin.get(TEAMS)
    for page in ("/edit", "/archive", "/managers"):
        admin.post(f"{TEAMS}/{unknown}{page}", {"name": "x", "person": "admin@kyokun.example"}, status=404)


def test_statements_do_not_grow_with_teams(admin: PageClient, make: Maker, count_statements: StatementCounter) -> None:
    admin.get(TEAMS)  # reads the organisation's name for a while
    numbers = []
    for more in (2, 20):
        for number in range(more):
            team = make.team(f"T{more}-{number}")
            make.person(team=team, manages=team)
        with count_statements() as counted:
            admin.get(TEAMS)
        numbers.append(counted.number)
    assert numbers[0] == numbers[1]
