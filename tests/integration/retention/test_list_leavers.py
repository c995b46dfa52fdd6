"""Administrators see who will be pseudonymised when, and hold somebody back with a reason."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.factories.maker import LONG_AGO, Maker
from tests.integration.retention.conftest import LATER, keep_for, leave
from tests.support.client import PageClient
from tests.support.page import Page
from tests.support.statements import StatementCounter
from training import clock, dates
from training.administration.retention import rules, service
from training.extensions import db
from training.models import AuditEvent, RetentionHold, User
from training.paging import PER_PAGE
from training.pseudonyms import code_of

LEAVERS, SETTING = "/administration/people/leavers", "/administration/settings/retention"


def rows(page: Page) -> list[str]:
    return [line.get_text(" ") for line in page.all("tbody tr")]


def test_the_setting_tells_who_is_first_and_leads_to_the_list(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    leave(make, make.person("退職 一"), clock.now() - timedelta(days=500))
    leave(make, make.person("退職 二"), clock.now() - timedelta(days=30))
    client.sign_in(administrator, locale).get("/administration/settings")
    client.get(SETTING)
    assert client.submit({"months": "11"}, status=422).has("#months-error")
    page = client.submit({"months": "12"})
    assert page.address == LEAVERS
    assert page.one("nav a[aria-current='true']")["href"] == "/administration/people"
    assert "1" in page.text(".notice-success")
    assert len(rows(page)) == 2
    with client.app.app_context():
        kept = rules.find()
        assert kept is not None
        assert kept.begins_on == dates.today() + rules.NOTICE
    client.get(SETTING)
    assert client.submit({"months": ""}).address == "/administration/settings"
    with client.app.app_context():
        assert rules.find() is None


def test_whoever_is_held_back_keeps_the_name_until_let_go(
    app: Flask, client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    person = leave(make, make.person("係争 中"))
    keep_for(make)
    page = client.sign_in(administrator, locale).get(LEAVERS)
    client.get(str(page.one("tbody td a")["href"]))
    assert client.submit({"reason": "  "}, status=422).has("#reason-error")
    page = client.submit({"reason": "訴訟のため"})
    assert "訴訟のため" in page.text("tbody")
    assert "管理 守" in page.text("tbody")
    with app.app_context(), clock.moved_to(LATER):
        assert service.pseudonymise() == 0
    assert len(rows(client.get(f"{LEAVERS}?show=held"))) == 1
    page = client.submit(form=f"form[action$='{person.id}/release']")
    assert page.has(".notice-success")
    with app.app_context(), clock.moved_to(LATER):
        assert service.pseudonymise() == 1
        assert not db.session.scalars(select(RetentionHold)).all()
        told = db.session.scalars(select(AuditEvent.details).where(AuditEvent.action == "person.held-back"))
        assert "訴訟" not in "".join(told)
    assert client.get(LEAVERS).has(".empty-state")


def test_a_pseudonym_is_shown_found_and_comes_back_as_nobody(
    app: Flask, client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    person = leave(make, make.person("退職 者", employee_number="E1"))
    keep_for(make)
    with app.app_context(), clock.moved_to(LATER):
        service.pseudonymise()
    shown = {"ja": "退職者 ", "en": "Former staff "}[locale] + code_of(person.id)
    people = client.sign_in(administrator, locale).get(f"/administration/people?q={shown}&status=all")
    assert [shown] == [cell.get_text() for cell in people.all("tbody th")]
    assert client.get(f"/administration/people/{person.id}").text("h1") == shown
    assert shown in client.get(f"/administration/ledger?person={shown}").text("tbody")
    client.get(f"{LEAVERS}/{person.id}/hold", 404)
    client.get(f"/administration/people/{person.id}/reactivate")
    assert client.submit(status=409).has(".error-summary")


def test_the_list_is_paged_and_asks_a_fixed_number_of_questions(
    client: PageClient, administrator: User, make: Maker, count_statements: StatementCounter
) -> None:
    keep_for(make)
    leave(make, make.person())
    client.sign_in(administrator, "en")
    with count_statements() as few:
        assert len(rows(client.get(LEAVERS))) == 1
    for _each in range(PER_PAGE + 1):
        leave(make, make.person("後の 人"), LONG_AGO + timedelta(days=1))
    with count_statements() as many:
        assert len(rows(client.get(LEAVERS))) == PER_PAGE
    assert many.number <= few.number
    assert len(rows(client.get(f"{LEAVERS}?page=2"))) == 2
    assert len(rows(client.get(f"{LEAVERS}?q=後の&page=2"))) == 1


def test_the_command_tells_first_and_does_it_then(app: Flask, make: Maker) -> None:
    person = leave(make, make.person("退職 者"))
    command = app.test_cli_runner()
    assert "0" not in command.invoke(args=["people", "pseudonymise", "--dry-run"]).output
    keep_for(make)
    with clock.moved_to(LATER):
        told = command.invoke(args=["people", "pseudonymise", "--dry-run"]).output
        assert code_of(person.id) in told
        assert "退職 者" not in told
        assert "1" in command.invoke(args=["people", "pseudonymise"]).output
        assert code_of(person.id) not in command.invoke(args=["people", "pseudonymise", "--dry-run"]).output
