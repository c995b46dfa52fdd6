"""The chain as auditors see it: its state, its files, a check on request; and each event with its seal."""

import json
import re
import threading
import time
from functools import partial

import pytest
from flask import Flask

from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training import seals, transaction
from training.administration import service as administration
from training.extensions import db
from training.jobs import ticks, work
from training.ledger import checks, queries, service
from training.ledger.verifying import verify
from training.models import LedgerCheck, Role, User

LEDGER = "/administration/ledger"


@pytest.fixture
def auditor(client: PageClient, make: Maker) -> PageClient:
    """Return the client, signed in as an auditor."""
    return client.sign_in(make.person("監査 人", roles=[Role.AUDITOR]), "en")


def seal(app: Flask, make: Maker, *names: str) -> None:
    """Record an event for each name, and seal them."""
    for name in names:
        make.run(partial(administration.add_team, name, None, None, None))
    with app.app_context():
        service.seal()


def do_checks(app: Flask) -> None:
    """Do what the worker would."""
    with app.app_context():
        check_id = transaction.run(checks.take)
        assert check_id
        checks.finish(check_id, verify)


def test_nothing_is_sealed_at_first(client: PageClient, make: Maker, locale: str) -> None:
    client.sign_in(make.person(roles=[Role.AUDITOR]), locale)
    assert client.get(f"{LEDGER}/seals").has(".empty-state")
    client.get(f"{LEDGER}/head.json", 404)
    for number in (0, 1, 2**31, 10**30):
        client.get(f"{LEDGER}/seals/{number}", 404)
        client.get(f"{LEDGER}/seals/{number}/head.json", 404)


def test_each_event_says_in_which_seal_it_is(app: Flask, auditor: PageClient, make: Maker) -> None:
    seal(app, make, "営業部", "総務部")
    seal(app, make, "経理部")
    make.run(lambda: administration.add_team("倉庫", None, None, None))
    page = auditor.get(LEDGER)
    assert [cell.get_text(" ", strip=True) for cell in page.all("tbody td:last-child")] == [
        "Not yet", "Seal 2 No. 3", "Seal 1 No. 2", "Seal 1 No. 1",
    ]  # fmt: skip
    assert "1 entry waits for its seal" in page.text(".facts-line")
    assert len(auditor.get(f"{LEDGER}?seal=1").all("tbody tr")) == 2
    assert auditor.get(f"{LEDGER}?seal=9").has(".empty-state")
    auditor.get(f"{LEDGER}?seal=0", 404)
    auditor.get(f"{LEDGER}?seal=one", 404)


def test_what_it_concerned_is_found_by_kind_and_name(app: Flask, auditor: PageClient, make: Maker) -> None:
    team = make.run(lambda: administration.add_team("営業部", "Sales", None, None))
    make.run(lambda: administration.add_team("100%総務_部", None, None, None))
    person = make.person("青木 花子")
    make.run(lambda: administration.deactivate(person.id, None))
    for query, number in {
        "kind=team": 2, "kind=person": 1, "subject=sales": 1, f"subject={team.id}": 1, "subject=青木花子": 1,
        "subject=100%25": 1, "subject=0_": 0, "kind=person&subject=営業": 0,
    }.items():  # fmt: skip
        assert len(auditor.get(f"{LEDGER}?{query}").all("tbody tr")) == number, query
    auditor.get(f"{LEDGER}?kind=nothing", 404)


def test_the_head_can_be_kept_elsewhere(app: Flask, auditor: PageClient, make: Maker) -> None:
    seal(app, make, "営業部")
    seal(app, make, "総務部")
    auditor.get(f"{LEDGER}/seals")
    answer = auditor.flask_client.get(f"{LEDGER}/head.json")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kyokun-ledger-head-000002.json"'
    head = seals.read_head(answer.data)
    assert (head.number, json.loads(head.statement)["total"]) == (2, 2)
    assert seals.read_head(auditor.flask_client.get(f"{LEDGER}/seals/1/head.json").data).number == 1
    with app.app_context():
        assert verify([head]).is_intact
    pem = auditor.flask_client.get(f"{LEDGER}/seals/2/key.pem").text
    assert re.fullmatch(r"-----BEGIN PUBLIC KEY-----\n[\w+/]{59}=\n-----END PUBLIC KEY-----\n", pem)
    page = auditor.get(f"{LEDGER}/seals/2")
    assert head.statement.decode() in page.text("main")


def test_an_auditor_asks_for_a_check_and_reads_what_it_found(
    app: Flask, client: PageClient, make: Maker, locale: str
) -> None:
    seal(app, make, "営業部", "総務部")
    auditor = client.sign_in(make.person(roles=[Role.AUDITOR]), locale)
    auditor.get(f"{LEDGER}/seals")
    page = auditor.submit({}, form=f"form[action='{LEDGER}/check']")
    assert page.has(".notice-success")
    assert not page.has(f"form[action='{LEDGER}/check']")
    do_checks(app)
    page = auditor.get(f"{LEDGER}/seals")
    assert page.has("section[aria-labelledby=checks] .status-passed")
    assert page.has(f"form[action='{LEDGER}/check']")
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit_event SET details = '{}' WHERE action = 'team.added'")
    page = auditor.submit({}, form=f"form[action='{LEDGER}/check']")
    do_checks(app)
    page = auditor.get(f"{LEDGER}/seals")
    assert len(page.all(".findings li")) == 2
    assert {"ja": "封印1", "en": "in seal 1"}[locale] in page.all(".findings li")[0].get_text()
    assert page.has(".notice-error")
    found = auditor.get(f"{LEDGER}?action=ledger.tampering-found")
    assert len(found.all("tbody tr")) == 1


def test_asking_twice_is_one_check_and_one_event(app: Flask, make: Maker, administrator: User) -> None:
    for _twice in range(2):
        make.run(lambda: checks.ask(administrator.id))
    assert make.run(lambda: db.session.query(LedgerCheck).count()) == 1
    do_checks(app)
    assert make.run(checks.take) is None, "the next one is due in a day"


@pytest.mark.parametrize("test_database", ["postgresql"], indirect=True)  # SQLite has one writer at a time
def test_two_who_ask_at_once_get_one_check(app: Flask, make: Maker, administrator: User) -> None:
    asked = threading.Barrier(2, timeout=30)

    def ask() -> None:
        assert queries.find_open_check() is None
        asked.wait()
        checks.ask(administrator.id)

    others = [threading.Thread(target=lambda: make.run(ask)) for _one in range(2)]
    for other in others:
        other.start()
    for other in others:
        other.join(30)
    assert make.run(lambda: db.session.query(LedgerCheck).count()) == 1


def test_the_worker_checks_by_itself_once_something_is_sealed(app: Flask, make: Maker) -> None:
    assert make.run(checks.take) is None
    seal(app, make, "営業部")
    first = make.run(checks.take)
    assert first
    assert make.run(checks.take) is None, "another worker does it"


def test_a_check_runs_beside_the_other_ticks(app: Flask, make: Maker) -> None:
    make.run(lambda: administration.add_team("営業部", None, None, None))
    for name in ("ledger seals", "ledger check"):
        ticks.once(app, next(tick for tick in work.TICKS if tick.name == name))
    end = time.monotonic() + 30
    while not make.run(lambda: db.session.query(LedgerCheck).filter(LedgerCheck.finished_at.is_not(None)).count()):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_statements_do_not_grow_with_seals(
    app: Flask, auditor: PageClient, make: Maker, count_statements: StatementCounter
) -> None:
    numbers = []
    for round_ in range(2):
        for number in range(1 + 5 * round_):
            seal(app, make, f"{round_}-{number}")
        for address in (LEDGER, f"{LEDGER}/seals"):
            auditor.get(address)
            with count_statements() as counted:
                auditor.get(address)
            numbers.append(counted.number)
    assert numbers[:2] == numbers[2:]
    assert max(numbers) <= 14
