"""Whoever has no mailbox is told on paper, once, and every page says so."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.integration.learning.conftest import begin, play
from tests.support.client import PageClient
from tests.support.mailbox import Mailbox
from tests.support.statements import StatementCounter
from training import clock
from training.campaigns.overrides import service as overrides
from training.campaigns.overrides.rules import Decision
from training.extensions import db
from training.mail import delivery, messages
from training.models import (
    Assignment,
    AuditEvent,
    Campaign,
    Handout,
    MailState,
    OutgoingMail,
    Override,
    OverrideKind,
    PersonIdentity,
    Role,
    Team,
    ToldDue,
    User,
)
from training.reminders.slips import service
from training.team.scope import Scope

NOT_FOUND, FORBIDDEN = 404, 403


@pytest.fixture
def sales(make: Maker) -> Team:
    return make.team("営業部")


@pytest.fixture
def mori(make: Maker, sales: Team) -> User:
    return make.person("森 一郎", manages=sales)


@pytest.fixture
def campaign(make: Maker) -> Campaign:
    return make.campaign(name="春の研修")


@pytest.fixture
def staff(make: Maker, sales: Team, campaign: Campaign) -> Callable[..., User]:
    """Make somebody of the team to whom the campaign is assigned, by default without a mailbox."""

    def work(name: str, *, email: str | None = None, locale: str = "ja", team: Team | None = None) -> User:
        person = make.person(name, email=email, employee_number=f"E-{name}", locale=locale, team=team or sales)
        make.assignment(person, campaign=campaign)
        return person

    return work


def path(campaign: Campaign, of: str = "") -> str:
    return f"/team{of}/campaigns/{campaign.id}/slips"


def outbox(make: Maker) -> list[tuple[str, str, bool]]:
    """Return (kind, state, whether it has a date) of every mail."""
    columns = (OutgoingMail.kind, OutgoingMail.state, OutgoingMail.sent_at.is_not(None))
    rows = make.run(lambda: db.session.execute(select(*columns).order_by(OutgoingMail.kind)).all())
    return [(row[0], row[1].value, row[2]) for row in rows]


def assignment_of(make: Maker, person: User) -> uuid.UUID:
    found = make.run(lambda: db.session.scalars(select(Assignment).where(Assignment.person_id == person.id)).one())
    return uuid.UUID(str(found.id))


def test_a_manager_prints_what_would_have_been_mailed(
    client: PageClient, make: Maker, mori: User, *, campaign: Campaign, staff: Callable[..., User], locale: str
) -> None:
    staff("青木")
    staff("Baba", locale="en")
    staff("千葉", email="chiba@minato.example")
    staff("外野", team=make.team("工場"))
    client.sign_in(mori, locale)
    page = client.get(f"/team/campaigns/{campaign.id}/remind")
    assert page.one(f"a[href='{path(campaign)}']")
    page = client.get(path(campaign))
    assert [row.get_text(strip=True)[:2] for row in page.all("tbody th")] == ["Ba", "青木"]
    assert outbox(make) == []
    page = client.submit()
    slips = {slip["lang"]: slip.get_text(" ", strip=True) for slip in page.all(".slip")}
    assert "青木 様" in slips["ja"]
    assert "E-青木" in slips["ja"]
    assert "Dear Baba" in slips["en"]
    assert len(page.all(".slip-code svg")) == 2
    assert outbox(make) == [("assigned", "printed", True)] * 2
    (event,) = make.run(lambda: db.session.scalars(select(AuditEvent).where(AuditEvent.action.like("reminder%"))).all())
    assert (event.action, event.actor_id, '"printed":2' in event.details) == ("reminder.printed", mori.id, True)
    assert len(make.run(lambda: db.session.scalars(select(ToldDue)).all())) == 2
    again = client.get(path(campaign))
    assert not again.all("input[name=slip]")
    client.get(again.one("#runs ~ .table-scroll a")["href"])
    assert len(client.page.all(".slip")) == 2


def test_nothing_is_printed_twice_as_new_and_nothing_of_it_is_mailed(  # noqa: PLR0917
    app: Flask, make: Maker, mori: User, server: Mailbox, campaign: Campaign, staff: Callable[..., User]
) -> None:
    aoki = staff("青木")
    chosen, scope = [assignment_of(make, aoki)], Scope(mori.id)

    def printed(days: int) -> bool:
        with clock.moved_to(clock.now() + timedelta(days=days)):
            return make.run(lambda: service.print_slips(scope, campaign.id, chosen, mori.id)) is not None

    assert [printed(0), printed(0), printed(2), printed(2)] == [True, False, True, False]
    assert outbox(make) == [("assigned", "printed", True), ("nudge", "printed", True)]
    # A mailbox that comes later brings no second announcement.
    make.run(lambda: setattr(db.session.get_one(PersonIdentity, aoki.id), "email", "aoki@minato.com"))
    make.run(lambda: messages.assigned(chosen[0], aoki.id, "ja"))
    with app.app_context(), clock.moved_to(clock.now() + timedelta(days=9)):
        assert delivery.deliver() == {}
    assert not server.mails


def test_a_result_has_one_slip(client: PageClient, make: Maker, sales: Team) -> None:
    people = [make.person(name, email=None, team=sales) for name in ("合格", "不合格")]
    release = make.release()
    campaign = make.campaign(release)
    for person, wrong in zip(people, ((), ("open", "fields", "order")), strict=True):
        client.sign_in(person, "en")
        begin(client, make.assignment(person, campaign=campaign))
        play(client, wrong)
    client.sign_in(make.person(roles=[Role.ADMINISTRATOR]), "en")
    client.get(path(campaign, "/organisation"))
    assert sorted(cell.get_text() for cell in client.page.all("td[data-label=Slip]")) == [
        "Result: not passed",
        "Result: passed",
    ]
    page = client.submit()
    assert sorted(title.get_text() for title in page.all(".slip h2")) == [
        "Not passed yet",
        "You have passed",
    ]
    assert outbox(make) == [("failed", "printed", True), ("passed", "printed", True)]
    page = client.get(path(campaign, "/organisation"))
    assert [cell.get_text() for cell in page.all("td[data-label=Slip]")] == ["Reminder"]
    assert "Printed today" in page.text("main")


def slips(make: Maker, manager: User, campaign: Campaign) -> dict[str, str]:
    found = make.run(lambda: service.look(Scope(manager.id), campaign.id, "ja").waiting)
    return {each.row.display_name: each.slip.value for each in found if not each.is_printed_today}


def test_a_decision_has_a_slip_for_whoever_does_not_know_it_from_another(
    client: PageClient, make: Maker, mori: User, *, campaign: Campaign, staff: Callable[..., User]
) -> None:
    people = {name: staff(name) for name in ("延長", "免除", "集合", "知らない")}
    mailed = staff("千葉", email="chiba@minato.example")
    giver = overrides.Giver(make.person(roles=[Role.ADMINISTRATOR]).id)
    later = Decision(OverrideKind.EXTENSION, "出張のため", until=clock.now().date() + timedelta(days=400))
    attended = Decision(OverrideKind.ATTENDED, "集合研修で受講", held_on=clock.now().date(), place="会議室")

    def decide(person: User, decision: Decision) -> None:
        make.run(lambda: overrides.give(campaign.id, person.id, decision, giver))

    chosen = [assignment_of(make, people[name]) for name in ("延長", "免除")]
    make.run(lambda: service.print_slips(Scope(mori.id), campaign.id, chosen, mori.id))
    with clock.moved_to(clock.now() + timedelta(days=1)):
        for name in ("延長", "知らない"):
            decide(people[name], later)
        for person in (people["免除"], mailed):
            decide(person, Decision(OverrideKind.EXEMPTION, "担当外のため"))
        decide(people["集合"], attended)
        assert slips(make, mori, campaign) == {
            **dict.fromkeys(("延長", "免除", "集合"), "decision"),
            "知らない": "announcement",
        }
        client.sign_in(mori, "ja")
        client.get(path(campaign))
        page = client.submit()
        papers = [slip.get_text(" ", strip=True) for slip in page.all(".slip")]
        assert [text for text in papers if "免除 様" in text and "免除されました" in text]
        assert [text for text in papers if "延長 様" in text and "期限が延び" in text]
        assert "出張" not in str(page.one("main")), "the reason is for the person alone"
        client.get(page.one("nav[aria-label] a[href$=slips]")["href"])
        assert slips(make, mori, campaign) == {}
    assert sorted(outbox(make))[:3] == [("assigned", "printed", True)] * 3
    with clock.moved_to(clock.now() + timedelta(days=2)):
        person_id, taking_back = people["免除"].id, Decision(OverrideKind.TAKING_BACK, "担当になった")
        given = select(Override).where(Override.person_id == person_id)
        event = make.run(lambda: db.session.scalars(given).one())
        make.run(lambda: overrides.take_back(campaign.id, person_id, event.id, taking_back, giver))
        assert slips(make, mori, campaign)["免除"] == "decision"


def test_one_team_at_a_time(
    client: PageClient, make: Maker, mori: User, *, sales: Team, campaign: Campaign, staff: Callable[..., User]
) -> None:
    below, other = make.team("営業一課", parent=sales), make.team("営業二課", parent=sales)
    factory = make.team("工場")
    for name, team in (("青木", below), ("馬場", other)):
        staff(name, team=team)
    client.sign_in(mori, "en")
    page = client.get(f"{path(campaign)}?team={below.id}")
    assert [row.get_text(strip=True)[:2] for row in page.all("tbody th")] == ["青木"]
    page = client.post(f"{path(campaign)}?team={below.id}", {})
    assert [row.get_text(strip=True)[:2] for row in page.all("tbody th")] == ["青木"], "the choice stays in the address"
    assert len(client.get(f"{path(campaign)}?team={sales.id}").all("tbody th")) == 2
    client.get(f"{path(campaign)}?team={factory.id}", NOT_FOUND)


def test_the_outbox_says_that_it_was_printed(
    client: PageClient, make: Maker, mori: User, *, campaign: Campaign, staff: Callable[..., User]
) -> None:
    chosen = [assignment_of(make, staff("青木"))]
    make.run(lambda: service.print_slips(Scope(mori.id), campaign.id, chosen, mori.id))
    client.sign_in(make.person(roles=[Role.ADMINISTRATOR]), "en")
    row = client.get("/administration/outbox?state=printed").one("tbody tr")
    assert "Printed" in row.get_text()
    page = client.get(row.one("a")["href"])
    assert "Printed on" in page.text("dl")
    assert not page.has("main form")
    assert "Printed slips about a campaign" in client.get("/administration/ledger").text("main")


def test_who_is_away_or_done_and_what_is_closed_has_no_slip(
    make: Maker, mori: User, sales: Team, *, campaign: Campaign, staff: Callable[..., User]
) -> None:
    away, here = staff("休職"), staff("在席")
    make.run(lambda: setattr(db.session.get_one(User, away.id), "leave_from", clock.now().date() - timedelta(days=3)))

    def names() -> list[str]:
        found = make.run(lambda: service.look(Scope(mori.id), campaign.id, "ja").waiting)
        return [each.row.display_name for each in found]

    assert names() == ["在席"]
    chosen = [assignment_of(make, person) for person in (away, here)]
    make.run(lambda: service.print_slips(Scope(mori.id), campaign.id, chosen, mori.id))
    assert [row.person_id for row in make.run(lambda: db.session.scalars(select(Handout)).all())] == [here.id]
    make.run(lambda: setattr(db.session.get_one(Campaign, campaign.id), "closed_at", clock.now()))
    assert names() == []


def test_outside_of_the_own_people_there_is_nothing(
    client: PageClient, make: Maker, mori: User, *, campaign: Campaign, staff: Callable[..., User]
) -> None:
    factory = make.team("工場")
    other = staff("外野", team=factory)
    suzuki = make.person("鈴木", manages=factory)
    client.sign_in(mori)
    client.get(path(campaign), NOT_FOUND)
    client.post(path(campaign), {"slip": str(assignment_of(make, other))}, NOT_FOUND)
    client.get(path(campaign, "/organisation"), FORBIDDEN)
    chosen = [assignment_of(make, other)]
    run_id = make.run(lambda: service.print_slips(Scope(suzuki.id), campaign.id, chosen, suzuki.id))
    client.get(f"{path(campaign)}/{run_id}", NOT_FOUND)
    own = staff("青木")
    client.post(path(campaign), {"slip": str(assignment_of(make, other))})
    assert make.run(lambda: db.session.scalars(select(Handout.person_id)).all()) == [other.id]
    assert client.get(path(campaign)).one(f"input[value='{assignment_of(make, own)}']")


def test_pages_of_many_ask_as_often_as_those_of_one(
    client: PageClient, make: Maker, mori: User, *, campaign: Campaign, staff: Callable[..., User],
    count_statements: StatementCounter,
) -> None:  # fmt: skip
    client.sign_in(mori)
    counts = []
    for number in (1, 20):
        chosen = [assignment_of(make, staff(f"{number}-{each}")) for each in range(number)]
        run_id = make.run(partial(service.print_slips, Scope(mori.id), campaign.id, chosen, mori.id))
        for address in (path(campaign), f"{path(campaign)}/{run_id}"):
            client.get(address)
            with count_statements() as counted:
                client.get(address)
            counts.append(len(counted.statements))
    assert counts[:2] == counts[2:]


def test_a_slip_that_is_printed_is_not_sent_again_by_anybody(
    client: PageClient, make: Maker, mori: User, *, campaign: Campaign, staff: Callable[..., User]
) -> None:
    chosen = [assignment_of(make, staff("青木"))]
    make.run(lambda: service.print_slips(Scope(mori.id), campaign.id, chosen, mori.id))
    mail = make.run(lambda: db.session.scalars(select(OutgoingMail)).one())
    client.sign_in(make.person(roles=[Role.ADMINISTRATOR]), "en")
    client.get("/administration/outbox")
    client.post(f"/administration/outbox/{mail.id}/retry", status=409)
    assert make.run(lambda: db.session.get_one(OutgoingMail, mail.id).state) == MailState.PRINTED
