"""Imports change what their plan says, all of it or nothing, once; more than a tenth leaves only for a reason."""

import json
import os
import signal
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from tests.factories.imports import (
    HEAD,
    HEAD_OF_SALES,
    NEW,
    actions,
    apply,
    imported,
    number_of,
    people_of,
    planned,
    seen_plan,
)
from tests.factories.maker import Maker
from tests.integration.administration.test_plan_import import FILE, upload
from tests.support.client import PageClient
from tests.support.speakers import speakers
from tests.support.statements import StatementCounter
from tests.support.together import together
from training import audit, transaction
from training.accounts.personal_data import file_about
from training.administration.importing import applying, keeping, queries
from training.administration.importing.applying import PlanOutdated
from training.administration.importing.plan import Confirmation, Plan
from training.administration.importing.writing import Writer
from training.errors import Refused
from training.extensions import db
from training.models import (
    AuditEvent,
    ImportState,
    PeopleImport,
    PeopleImportLine,
    Role,
    Team,
    TeamManager,
    User,
    UserStatus,
)

ONE_DATABASE = pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)


def test_a_plan_is_applied_with_an_event_for_each_change_and_one_for_all(app: Flask, make: Maker) -> None:
    make.person("佐藤 次郎", employee_number="200", email=None)
    rows = (HEAD_OF_SALES, NEW, "200,佐藤 次郎,,本社,,パート,,,2026/9/1,2027/3/31")
    import_id = planned(make, *rows)
    assert number_of(app, User) == 1
    assert actions(app) == []
    apply(make, import_id)
    known = people_of(app)
    assert (known["101"].name, known["101"].email, known["101"].hired_on) == (
        "新入 太郎", "taro@kyokun.example", "2026-04-01",
    )  # fmt: skip
    assert known["101"].status is UserStatus.INVITED
    assert (known["200"].employment, known["200"].leave_until) == ("part-time", "2027-03-31")
    assert number_of(app, TeamManager) == 1
    assert number_of(app, PeopleImportLine) == 0
    assert actions(app) == sorted([
        "people.imported", *["person.added"] * 2, *["person.moved"] * 3, "person.changed", *["team.added"] * 2,
        "team.manager-set",
    ])  # fmt: skip
    with app.app_context():
        told = db.session.scalars(select(AuditEvent.details).where(AuditEvent.action == "people.imported")).one()
        assert json.loads(told)["joiners"] == 2
        for event in db.session.scalars(select(AuditEvent)):
            assert event.content_sha256 == audit.content_digest(event)
    with app.test_request_context():
        assert "part-time" in json.loads("".join(file_about(known["200"].id)))["account"][0].values()
    again = planned(make, *rows)
    assert make.run(lambda: keeping.counts_of(queries.get_import(again))) == {"present": 3, "unchanged": 3}


def test_it_is_applied_once_whoever_sends_it_at_the_same_moment(app: Flask, make: Maker) -> None:
    import_id = planned(make, NEW, sets_managers=False)
    other = planned(make, NEW, sets_managers=False)

    def work(one: uuid.UUID) -> object:
        seen = seen_plan(make, one)
        return lambda: applying.apply(one, None, Confirmation(), seen).state

    results = together(app, [work(import_id), work(import_id), work(other)])  # type: ignore[list-item]
    assert [result for result in results if result is ImportState.APPLIED] == [ImportState.APPLIED]
    assert all(isinstance(result, PlanOutdated | Refused) for result in results if result is not ImportState.APPLIED)
    assert number_of(app, User) == 1


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("INSERT INTO person_identity (person_id, display_name, employee_number, salt)"
         " SELECT id, 'x', '101', 'x' FROM \"user\" LIMIT 1", PlanOutdated),
        ("UPDATE \"user\" SET status = 'nobody'", IntegrityError),
    ],
    ids=["the same person at this moment", "a fault of the program"],
)  # fmt: skip
@ONE_DATABASE
def test_only_what_was_taken_meanwhile_makes_a_plan_outdated(
    make: Maker, monkeypatch: pytest.MonkeyPatch, statement: str, expected: type[Exception]
) -> None:
    make.person("A", employee_number="A1", email=None)
    import_id = planned(make, NEW, sets_managers=False)
    monkeypatch.setattr(Writer, "reactivate", lambda *_: db.session.execute(text(statement)))
    with pytest.raises(expected):
        apply(make, import_id)


def test_an_administrator_who_applies_is_not_deactivated_by_the_file_of_another(app: Flask, make: Maker) -> None:
    first, second = (make.person(roles=[Role.ADMINISTRATOR]) for _number in range(2))
    import_id = planned(make, "9,新入,,,,,,,,", everybody=True, actor_id=first.id)
    seen = seen_plan(make, import_id)
    with pytest.raises(Refused):
        make.run(lambda: applying.apply(import_id, second.id, Confirmation(1, "x"), seen))


def many(number: int) -> list[str]:
    return [f"C{i},社員 {i},c{i}@kyokun.example,本社/課{i % 3},C{i % 3},正社員,,,," for i in range(number)]


def test_more_people_take_no_more_statements(app: Flask, make: Maker, count_statements: StatementCounter) -> None:
    imported(make, *many(3))  # the teams
    seen = []
    for number in (20, 60):
        with count_statements() as counted:
            import_id = planned(make, *(row.replace("C", f"{number}-") for row in many(number)))
            apply(make, import_id)
        seen.append(len(counted.statements))
    assert seen[0] == seen[1]


def test_a_killed_import_leaves_nothing_half(app: Flask, make: Maker) -> None:
    team = make.team("本社")
    make.person("残る 人", employee_number="A1", email=None, team=team)
    import_id = planned(make, "A1,残る 人,,本社/営業部,,,,,,", NEW, sets_managers=False)
    seen = seen_plan(make, import_id)

    def die(say: object) -> None:
        Writer.place = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]
        with app.app_context():
            transaction.run(lambda: applying.apply(import_id, None, Confirmation(), seen))

    with speakers(app, [die]) as (process,):
        process.process.join()
        assert process.process.exitcode == -signal.SIGKILL
    assert list(people_of(app)) == ["A1"]
    assert (number_of(app, Team), actions(app)) == (1, [])
    apply(make, import_id)
    assert len(people_of(app)) == 2


COMMAND = Path("people.csv")


def run(app: Flask, folder: Path, text: str, *options: str) -> tuple[int, str]:
    """Run the command on a file and return its status and all that it says."""
    path = folder / COMMAND
    path.write_bytes(text.encode("cp932"))
    result = app.test_cli_runner().invoke(args=["people", "import", str(path), *options])
    return result.exit_code, result.output


def test_the_command_tells_all_errors_and_imports_with_the_same_brake(app: Flask, make: Maker, tmp_path: Path) -> None:
    make.person("残る 人", employee_number="A1", email=None)
    bad = HEAD + "A2,=1,,,,宇宙人,,,,\nA3,新入,,,,,2026/13/1,,,\n"
    status, said = run(app, tmp_path, bad, "--dry-run")
    assert (status, said.count("A2"), said.count("2026/13/1")) == (1, 1, 1)
    status, said = run(app, tmp_path, bad)
    assert (status, "--leave-out-errors" in said) == (1, True)
    assert run(app, tmp_path, "番号\n1\n")[0] == 1
    assert (number_of(app, User), number_of(app, PeopleImport)) == (1, 0)
    good = HEAD + NEW.replace(",100,", ",,") + "\n"
    status, said = run(app, tmp_path, good.replace("退職日", "退職日付"), "--dry-run")
    assert (status, "退職日付" in said) == (0, True)
    assert number_of(app, User) == 1
    status, said = run(app, tmp_path, good, "--everybody")
    assert (status, "--deactivate 1" in said) == (1, True)
    assert number_of(app, User) == 1
    assert run(app, tmp_path, good, "--everybody", "--deactivate", "1", "--reason", "moved away")[0] == 0
    assert people_of(app)["A1"].status is UserStatus.DEACTIVATED


def test_more_than_a_tenth_needs_the_number_and_the_reason(admin: PageClient, make: Maker) -> None:
    for number in range(3):
        make.person(f"社員 {number}", employee_number=f"C{number}", email=None)
    admin.get(upload(admin, "社員番号,氏名\nC0,社員 0\n".encode(), scope="everybody"))
    page = admin.submit({"leavers": "2"}, form="form[action$='/apply']", status=422)
    assert page.has("#reason-error")
    page = admin.submit({"leavers": "2", "reason": "The shop was sold"}, form="form[action$='/apply']")
    assert page.has(".notice-success")
    assert "The shop was sold" in admin.get("/administration/ledger").text("table")


def _planning(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return a list that will say of each planning whether it ran inside a transaction that writes."""
    seen: list[bool] = []
    depth: list[None] = []

    def run(work: Callable[[], Any]) -> Any:
        depth.append(None)
        try:
            return transaction_run(work)
        finally:
            depth.pop()

    def make_plan(*given: Any) -> Plan:
        seen.append(bool(depth))
        return planned(*given)

    transaction_run, planned = transaction.run, keeping.make_plan
    monkeypatch.setattr(transaction, "run", run)
    monkeypatch.setattr(keeping, "make_plan", make_plan)
    return seen


def test_people_who_changed_meanwhile_are_planned_anew(
    admin: PageClient, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = admin.get(upload(admin, FILE.encode()))
    make.person("別の 人", employee_number="B1", email=None)
    in_transaction = _planning(monkeypatch)
    page = admin.submit(form="form[action$='/apply']")
    assert in_transaction == [True, False]  # once to apply, and not again while others wait
    assert page.has(".notice-warning")
    assert "別の 人" in admin.get(f"{page.address}?group=changed").text("[aria-labelledby=lines]")
    page = admin.submit(form="form[action$='/apply']")
    assert page.has(".notice-success")


def test_a_plan_is_applied_only_from_a_page_that_showed_it(admin: PageClient, make: Maker) -> None:
    """A second click on a page of before, or a second window, applies nothing that its reader has not seen."""
    address = admin.get(upload(admin, FILE.encode())).address
    seen = admin.page.root.select_one("input[name=plan]")["value"]  # type: ignore[index]
    make.person("別の 人", employee_number="B1", email=None)
    for fields in ({"plan": seen}, {"plan": seen}, {}):
        assert admin.post(f"{address}/apply", fields).has(".notice-warning")
    assert admin.submit(form="form[action$='/apply']").has(".notice-success")
