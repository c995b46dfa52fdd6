"""An administrator adds a team and people, and invites them by mail and on paper."""

import itertools
from datetime import timedelta

import pytest
from sqlalchemy import update

from questions.play import marked_steps
from questions.release import Bank
from tests.browser.conftest import NewVisitor
from tests.browser.pages.accounts import Agreement, Invitation, SignIn, sign_in
from tests.browser.visitor import Visitor
from tests.factories import documents
from tests.support.browser import Site
from training import clock, dates
from training.administration.data import PersonData
from training.coverage import service as coverage
from training.extensions import db
from training.mail.messages import MailKind
from training.models import ControlRecord, PersonIdentity, Role
from training.studio import service as studio

NUMBERS = itertools.count(1)
REASON = "部門と合意しました。"  # in the language of the colleagues who read it later on pages of theirs


@pytest.fixture
def administrator(site: Site, visit: NewVisitor, locale: str) -> Visitor:
    """Return an administrator who has signed in."""
    email = f"administrator{next(NUMBERS)}@kyokun.example"
    roles = frozenset({Role.ADMINISTRATOR})
    site.give_password(site.add_person(PersonData("管理 恵", email=email, locale=locale, roles=roles)))
    return sign_in(visit(), email)


def test_a_new_team_with_people_who_come_in(site: Site, visit: NewVisitor, locale: str, administrator: Visitor) -> None:
    number = next(NUMBERS)
    add_team(administrator, f"物流{number}部", f"Logistics {number}")
    team = administrator.page.url
    email, staff = f"new{number}@kyokun.example", f"L-{number:04}"
    add_person(administrator, "新田 望", "E-mail address", email, locale)
    administrator.press("Mail an invitation")
    assert administrator.reads("Outbox", within=".site-nav")
    newcomer = visit()
    newcomer.open(mailed_link(site, email))
    come_in(newcomer)
    administrator.open(team)
    add_person(administrator, "倉田 歩", "Employee number", staff, locale)
    administrator.press("Print an invitation sheet")
    code = administrator.text(".sheet-code")
    packer = visit()
    SignIn(packer).use_sheet(staff, code)
    come_in(packer)
    administrator.open(team)
    administrator.press("Show these people")
    assert "新田 望" in administrator.text()
    assert "倉田 歩" in administrator.text()


def test_every_page_of_the_navigation(site: Site, visit: NewVisitor, locale: str, administrator: Visitor) -> None:
    for link in administrator.page.locator(".site-nav a").all():
        address = link.get_attribute("href")
        assert address
        administrator.open(address)
        assert administrator.page.locator("h1").count() == 1
        administrator.page.go_back()
    see_what_was_asked_and_what_has_aged(site, administrator)
    decide_about_somebody(site, administrator, REASON)


def see_what_was_asked_and_what_has_aged(site: Site, administrator: Visitor) -> None:
    """Look at the rules after the worker has counted, and stand by a control that nobody has read for long."""
    number = next(NUMBERS)
    # Of its own: reviews of others' releases approve shipped controls, which have not aged then.
    control = next(iter(documents.bank().controls.values())).model_copy(update={"key": f"aged-{number}"})
    site.run(lambda: studio.import_bank(Bank({control.key: control}, {}, {}, {}), None))
    # In a division of its own, since what others have decided about would count before what is only assigned.
    team = site.add_team(f"検品{number}課", f"Checking {number}")
    site.assign("mis-sent-mail", site.add_person(PersonData("設問 待", employee_number=f"Q-{number:04}", team_id=team)))
    site.read(coverage.count)
    long_ago = clock.now() - timedelta(days=800)
    one = update(ControlRecord).where(ControlRecord.key == control.key).values(updated_at=long_ago)
    site.run(lambda: db.session.execute(one))
    administrator.press("Everybody", within=".site-nav")
    administrator.press("Who was asked about what")
    administrator.hand.press(administrator.page.locator(".filters:not([open]) summary"))
    administrator.hand.pick(administrator.page.locator(".filters [name=team]"), str(team))
    _scenario, asked = marked_steps(site.document("mis-sent-mail"))[0]
    administrator.hand.type(administrator.page.locator(".filters [name=q]"), asked.controls[0])
    administrator.press("Show", within=".filters")
    assert administrator.page.locator(".coverage-assigned").count()
    administrator.press("What has aged", within="main .actions")
    administrator.press("Read again, still right")
    assert administrator.reads("It is recorded that you have read it and find it right.")


def decide_about_somebody(site: Site, administrator: Visitor, reason: str) -> None:
    """Exempt a person, take it back, look at a class that was held and at more time for everybody."""
    staff = f"D-{next(NUMBERS):04}"
    person = site.add_person(PersonData("決定 待", employee_number=staff))
    campaign = site.assign("mis-sent-mail", person)
    administrator.open(f"/campaigns/{campaign}")
    administrator.go(lambda: administrator.hand.press(administrator.page.locator("tbody td a[href*='/people/']")))
    administrator.press("Exemption", within="main")
    administrator.write("Reason", reason)
    administrator.press("Exemption", within="main form")
    administrator.go(lambda: administrator.hand.press(administrator.page.locator("tbody td a[href$='/take-back']")))
    administrator.write("Why it is taken back", reason)
    administrator.press("Take it back")
    for page in ("due", "people", "close", "extend", "exempt"):
        administrator.open(f"/campaigns/{campaign}/{page}")
    administrator.open(f"/campaigns/{campaign}/class")
    administrator.page.locator("[name=held_on]").fill(site.read(dates.today).isoformat())
    administrator.write("Place and teacher", "3F")
    administrator.write("Who took part", f"{staff}\nnobody@kyokun.example")
    administrator.write("Reason", reason)
    administrator.press("Check the list")
    administrator.press("Record them")


def test_how_people_are_reminded(site: Site, administrator: Visitor, locale: str) -> None:
    administrator.press("Settings", within=".site-nav")
    administrator.press("Reminders and hours of mail")
    administrator.write("Days before the due date", "10, 2")
    administrator.press("Save reminders")
    assert administrator.reads("The settings were saved.")
    email = f"reminded{next(NUMBERS)}@kyokun.example"
    site.assign("mis-sent-mail", site.add_person(PersonData("案内 受", email=email, locale=locale)))
    administrator.press("Campaigns", within=".site-nav")
    first = administrator.page.locator("main th a").first
    administrator.go(lambda: administrator.hand.press(first))
    administrator.press("Reminders", within="main .actions")
    administrator.press("Save reminders")
    assert administrator.reads("The reminders of this campaign were saved.")
    administrator.press("Campaigns", within=".site-nav")
    administrator.go(lambda: administrator.hand.press(administrator.page.locator("main th a").first))
    administrator.press("Pause this campaign", within="main .actions")
    administrator.press("Pause this campaign")
    assert administrator.reads("The campaign was paused.")
    administrator.press("Go on with this campaign")
    assert administrator.reads("The campaign goes on. Due dates have moved by the days of the pause.")


def add_team(visitor: Visitor, name: str, name_en: str) -> None:
    """Add a team at the top."""
    visitor.press("Teams", within=".site-nav")
    visitor.press("Add a team")
    visitor.hand.type(visitor.page.locator("main [name=name]"), name)
    visitor.hand.type(visitor.page.locator("main [name=name_en]"), name_en)
    visitor.press("Add this team")
    assert visitor.reads("The team was added.")


def add_person(visitor: Visitor, name: str, sign_in_by: str, sign_in_name: str, locale: str) -> None:
    """Add a person to the team whose page is open."""
    visitor.press("Add a person here")
    visitor.hand.type(visitor.page.locator("main [name=name]"), name)
    visitor.write(sign_in_by, sign_in_name)
    visitor.hand.pick(visitor.page.locator("main select[name=language]"), locale)
    visitor.press("Add this person")
    assert visitor.reads("%(name)s was added. Send an invitation next.", name=name)


def come_in(visitor: Visitor) -> None:
    """Choose a password and agree."""
    Invitation(visitor).choose_password()
    Agreement(visitor).agree()
    assert visitor.reads("Nothing is assigned to you")


def mailed_link(site: Site, email: str) -> str:
    """Return the link in the invitation that went to an address."""
    person = site.read(lambda: db.session.query(PersonIdentity).filter_by(email=email).one().person_id)
    return site.mailed_link(person, MailKind.INVITATION)
