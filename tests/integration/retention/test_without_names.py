"""After somebody was pseudonymised everything that is counted or proved goes on as before."""

import csv
import json
import uuid
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.integration.learning.conftest import begin, play
from tests.integration.retention.conftest import MONTHS, leave
from tests.support.client import PageClient
from training import clock, transaction
from training.administration.importing import keeping, queries
from training.administration.importing.world import Options
from training.administration.retention import service
from training.campaigns.overrides import service as overrides
from training.campaigns.overrides.rules import Decision
from training.extensions import db
from training.ledger import service as ledger
from training.ledger.verifying import verify
from training.models import Assignment, AuditEvent, Certificate, OverrideKind, PersonIdentity, User
from training.pseudonyms import code_of

NAME, NUMBER = "退職 する人", "E0777"
FORMER = {"ja": "退職者 ", "en": "Former staff "}
FILE = f"社員番号,氏名\n{NUMBER},{NAME}"


@pytest.fixture
def passed(app: Flask, make: Maker) -> Assignment:
    """Return the training in which somebody earned a certificate before leaving."""
    person = make.person(NAME, employee_number=NUMBER, team=make.team("営業課"))
    assignment = make.assignment(person)
    browser = PageClient(app).sign_in(person)
    begin(browser, assignment)
    play(browser)
    leave(make, person, clock.now())
    with app.app_context():
        ledger.seal()
    return assignment


def pseudonymise(app: Flask) -> None:
    """Let retention begin and end, on a clock that is moved."""
    with app.app_context():
        transaction.run(lambda: service.change(MONTHS, None))
        with clock.moved_to(clock.now() + timedelta(days=31 * (MONTHS + 1))):
            assert service.pseudonymise() == 1


def told(client: PageClient, campaign: object) -> list[Any]:
    """Return the figures of the report and the lines of the files, of everybody and of the report."""
    figures = [line.get_text() for line in client.get(f"/reports/{campaign}/1").all("tr[data-figure]")]
    files = []
    for address in (f"/reports/{campaign}/1.csv", f"/team/organisation/export.csv?leavers=y&campaign={campaign}"):
        with client.flask_client.get(address) as response:
            files.append(list(csv.reader(response.get_data(as_text=True).splitlines())))
    return [figures, *files]


def test_reports_and_files_count_the_same_and_give_the_pseudonym(
    app: Flask, client: PageClient, passed: Assignment, administrator: User, locale: str
) -> None:
    client.sign_in(administrator, locale)
    before = told(client, passed.campaign_id)
    assert str(before).count(NAME) == 2
    pseudonymise(app)
    shown = FORMER[locale] + code_of(passed.person_id)
    assert str(told(client, passed.campaign_id)) == str(before).replace(NAME, shown).replace(NUMBER, "")
    assert client.get(f"/team/organisation/people/{passed.person_id}").text("h1") == shown


def test_the_certificate_and_the_ledger_stay_true(
    app: Flask, client: PageClient, make: Maker, passed: Assignment, locale: str
) -> None:
    address = "/certificates/" + make.run(lambda: db.session.scalars(select(Certificate.address)).one())
    printed = client.use_language(locale).get(address).text(".in-one-language")
    pseudonymise(app)
    page = client.get(address)
    assert page.text(".in-one-language") == printed
    assert page.has(".notice-info")
    assert not page.has("input[name=name]")
    assert code_of(passed.person_id) not in page.text("main"), "a stranger learns no id"
    with app.app_context():
        ledger.seal()
        assert verify().is_intact


def test_whoever_comes_back_is_recognised_before_and_new_after(
    client: PageClient, make: Maker, passed: Assignment, administrator: User, locale: str
) -> None:
    def plan() -> tuple[str, set[object]]:
        source = keeping.read_file(FILE.encode())
        options = Options(keeping.today(), actor_id=administrator.id)
        made = keeping.make_plan(source.lines, queries.load_world(), options)
        entry = next(entry for entry in made.entries if entry.line is not None)
        kept = keeping.keep(made, source, options)
        return str(kept.id), {entry.group.value, entry.person_id}

    import_id, who = make.run(plan)
    assert who == {"returner", passed.person_id}
    assert (
        not client.sign_in(administrator, locale).get(f"/administration/people/imports/{import_id}").has(".notice-info")
    )
    make.run(lambda: keeping.discard(uuid.UUID(import_id), None))
    pseudonymise(client.app)
    import_id, who = make.run(plan)
    assert who == {"joiner", None}
    assert client.get(f"/administration/people/imports/{import_id}").has(".notice-info")


def test_no_event_quotes_words_about_a_person(
    client: PageClient, make: Maker, administrator: User, locale: str
) -> None:
    words, person = "産休明けのため", make.person(NAME)
    assignment = make.assignment(person)
    decision = Decision(OverrideKind.EXEMPTION, words)
    make.run(lambda: overrides.give(assignment.campaign_id, person.id, decision, overrides.Giver(administrator.id)))
    salt = make.run(lambda: db.session.get_one(PersonIdentity, person.id).salt)
    exempted = select(AuditEvent.details).where(AuditEvent.action == "campaign.person-exempted")
    event = make.run(lambda: db.session.scalars(exempted).one())
    assert json.loads(event)["reason"] == sha256(salt + words.encode()).hexdigest()
    page = client.sign_in(administrator, locale).get("/administration/ledger?action=campaign.person-exempted")
    assert json.loads(event)["reason"][:12] in page.text("tbody")
