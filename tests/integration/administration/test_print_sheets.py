"""Invitation sheets: one for each person, in the language of that person, with a code that works."""

from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.models import User, UserStatus

SHEETS = "/administration/people/sheets"
INVITED = UserStatus.INVITED


def test_sheets_are_in_the_language_of_each_person(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    first = make.person("青木 花子", email=None, employee_number="A1", status=INVITED)
    second = make.person("Ben Baker", status=INVITED, locale="en")
    active = make.person("千葉 進")
    client.sign_in(administrator, locale).get("/administration/people")
    page = client.post(SHEETS, {"person": [str(first.id), str(second.id), str(active.id), "x"]})
    assert sorted(sheet["lang"] for sheet in page.all(".invitation-sheet")) == ["en", "ja"]
    assert "ワンタイムコード" in page.text(".invitation-sheet[lang=ja]")
    assert "A1" in page.text(".invitation-sheet[lang=ja]")
    assert "One-time code" in page.text(".invitation-sheet[lang=en]")
    assert page.headers["Cache-Control"] == "no-store"


def test_the_code_of_a_sheet_opens_the_invitation_and_a_newer_sheet_replaces_it(admin: PageClient, make: Maker) -> None:
    person = make.person("青木 花子", email=None, employee_number="A1", status=INVITED)
    codes = []
    for _twice in range(2):
        admin.get(f"/administration/people/{person.id}")
        page = admin.submit({}, form="form[action$='/people/sheets']")
        codes.append(page.text(".sheet-code"))
    visitor = PageClient(admin.app)
    visitor.get("/invitation")
    visitor.submit({"sign_in_name": "A1", "code": codes[0]}, status=410)
    visitor.get("/invitation")
    page = visitor.submit({"sign_in_name": "A1", "code": codes[1].lower()})
    assert page.has("input[type=password]")


def test_a_whole_team_is_printed_at_once(admin: PageClient, make: Maker) -> None:
    top = make.team("本社")
    lower = make.team("営業部", top)
    for team in (top, lower, lower):
        make.person(team=team, status=INVITED)
    make.person(team=lower)
    make.person(status=INVITED)
    admin.get(f"/administration/teams/{top.id}")
    page = admin.submit({}, form="form[action$='/people/sheets']")
    assert len(page.all(".invitation-sheet")) == 3


def test_choosing_nobody_says_so(admin: PageClient, make: Maker) -> None:
    active = make.person()
    admin.get("/administration/people")
    for address in (SHEETS, "/administration/people/invitations"):
        for chosen in ({}, {"person": str(active.id)}, {"team": "x"}):
            assert admin.post(address, chosen).has(".notice-warning")


def test_mailing_many_skips_those_without_a_mailbox(admin: PageClient, make: Maker) -> None:
    team = make.team()
    make.person(team=team, status=INVITED)
    make.person(team=team, status=INVITED, email=None)
    admin.get(f"/administration/teams/{team.id}")
    page = admin.submit({}, form="form[action$='/people/invitations']")
    assert "1 invitation is on its way." in page.text(".notice-success")
    assert page.has(".notice-warning")
