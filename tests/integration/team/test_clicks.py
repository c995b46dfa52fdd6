"""What a manager came for is two clicks away from where signing in leads; only what a page offers is clicked."""

import pytest
from sqlalchemy import select

from tests.factories.cohorts import settled
from tests.factories.maker import Maker
from tests.integration.team.conftest import World
from tests.support.client import PageClient
from tests.support.page import Page
from tests.support.statements import StatementCounter
from training import dates, settings
from training.deputies import service as deputies
from training.deputies.period import Period
from training.extensions import db
from training.mail.hours import SETTING
from training.models import AssignmentStatus, OutgoingMail, PersonIdentity, Reminder, User

CLICKS = 2
STATEMENTS = 12
"""Of the first page with all that it can tell."""


class Walk:
    """A manager's way from the page that signing in leads to, by links and buttons of the page that is open."""

    def __init__(self, client: PageClient) -> None:
        self.client, self.clicks = client, 0
        client.get("/")

    def click(self, selector: str) -> Page:
        """Follow a link, or press the button of a form."""
        self.clicks += 1
        found = self.client.page.one(selector)
        if found.name == "a":
            return self.client.get(str(found["href"]))
        return self.client.submit(form=selector)


@pytest.fixture
def team(make: Maker, world: World) -> World:
    """Three have not finished, Aoki among them; a training that is over has left something to talk about."""
    make.run(lambda: settings.store(SETTING, [0, 24]))  # hours that are always open: it is not asked when mails arrive
    for name, status in (("赤井", "not_started"), ("白井", "failed"), ("黒井", "passed")):
        make.assignment(make.person(name, team=world.east), campaign=world.spring, status=AssignmentStatus(status))
    settled(make, world.factory_only.id, world.release.id, world.east.id)
    return world


def test_from_sign_in_to_a_reminder_of_the_three_unfinished(
    client: PageClient, make: Maker, team: World, locale: str
) -> None:
    walk = Walk(client.sign_in(team.mori, locale))
    walk.click("nav a[href='/team/']")
    page = walk.click(f"form[action='/team/campaigns/{team.spring.id}/remind']")
    assert page.has(".notice-success")
    told = make.run(lambda: db.session.scalars(select(Reminder.person_id)).all())
    assert len(told) == 3
    assert len(make.run(lambda: db.session.scalars(select(OutgoingMail.id)).all())) == 3
    assert walk.clicks == CLICKS


def test_from_sign_in_to_the_sheet_for_a_talk(client: PageClient, team: World, locale: str) -> None:
    walk = Walk(client.sign_in(team.mori, locale))
    walk.click("nav a[href='/team/']")
    assert walk.click(".three-answers a[href$='.pdf']").status == 200
    assert walk.clicks == CLICKS
    assert client.flask_client.get(str(client.page.one("a[href$='.pdf']")["href"])).data.startswith(b"%PDF")


def test_a_button_says_whom_no_mail_reaches(client: PageClient, make: Maker, team: World) -> None:
    make.assignment(make.person("紙田", team=team.east, email=None), campaign=team.spring)
    walk = Walk(client.sign_in(team.mori, "en"))
    form = f"form[action='/team/campaigns/{team.spring.id}/remind']"
    assert "Remind 4 people" in walk.click("nav a[href='/team/']").text(f"{form} button")
    page = walk.click(form)
    assert "3 people are reminded." in page.text("main")
    assert "1 person can't be reminded by mail" in page.text("main")


def test_many_are_not_reminded_before_they_were_looked_over(client: PageClient, make: Maker, team: World) -> None:
    for number in range(25):
        make.assignment(make.person(f"社員 {number:02}", team=team.east), campaign=team.spring)
    page = client.sign_in(team.mori).get("/team/")
    assert not page.has(f"form[action='/team/campaigns/{team.spring.id}/remind']")
    assert page.has(f".three-answers a.btn[href='/team/campaigns/{team.spring.id}/remind']")


def test_the_topic_is_of_ones_own_teams_alone(
    client: PageClient, make: Maker, team: World, count_statements: StatementCounter
) -> None:
    wada = make.person("和田 二郎", team=team.factory, manages=team.factory)
    assert not client.sign_in(wada).get("/team/").has(".three-answers a[href$='.pdf']")
    client.sign_in(team.mori).get("/team/")
    with count_statements() as counted:
        assert client.get("/team/").has(".three-answers a[href$='.pdf']")
    assert counted.number <= STATEMENTS, counted.statements


def test_a_deputy_is_told_nothing_of_gaps(client: PageClient, make: Maker, team: World) -> None:
    make.person("代理 人", email="deputy@kyokun.example")
    today = make.run(dates.today)
    make.run(lambda: deputies.name(team.mori.id, "deputy@kyokun.example", Period(today, today), team.mori.id))
    deputy = make.run(
        lambda: db.session.scalars(select(User).join(PersonIdentity).where(PersonIdentity.email.like("deputy@%"))).one()
    )
    gaps = ".three-answers a[href*='/gaps/']"
    assert client.sign_in(team.mori).get("/team/").has(gaps)
    page = client.sign_in(deputy).get("/team/")
    assert page.has(f"form[action='/team/campaigns/{team.spring.id}/remind']")
    assert not page.has(gaps)
