"""Imports change what their plan says, all of it or nothing, once, and can be undone."""

import json
import os
import signal
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from tests.factories.maker import Maker
from tests.support.speakers import speakers
from tests.support.statements import StatementCounter
from tests.support.together import together
from training import audit, clock, transaction
from training.accounts import service as accounts
from training.accounts.personal_data import everything_about
from training.administration.importing import applying, keeping, queries, undoing
from training.administration.importing.applying import PlanOutdated
from training.administration.importing.plan import Confirmation
from training.administration.importing.world import Options, Person
from training.administration.importing.writing import Writer
from training.administration.service import people
from training.errors import Refused
from training.extensions import db
from training.models import (
    AuditEvent,
    Base,
    ImportState,
    InvitationChannel,
    PeopleImport,
    PeopleImportChange,
    PeopleImportLine,
    PersonIdentity,
    Role,
    Team,
    TeamManager,
    Undoing,
    User,
    UserStatus,
)

HEAD = "社員番号,氏名,メールアドレス,部署,上長,雇用区分,入社日,退職日,休職開始日,休職終了日\n"
NEW = "101,新入 太郎,taro@kyokun.example,本社/営業部,100,正社員,2026/4/1,,,"
HEAD_OF_SALES = "100,営業 部長,,本社/営業部,,役員,,,,"


ONE_DATABASE = pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)


def planned(make: Maker, *rows: str, head: str = HEAD, **chosen: Any) -> uuid.UUID:
    """Keep the plan of these lines and return its id."""
    data = (head + "\n".join(rows)).encode()
    source = keeping.read_file(data)

    def work() -> uuid.UUID:
        options = Options(keeping.today(), **chosen)
        plan = keeping.make_plan(source.read, queries.load_world(), options)
        return keeping.keep(plan, source, options).id

    return make.run(work)


def apply(make: Maker, import_id: uuid.UUID, confirmation: Confirmation = Confirmation()) -> None:  # noqa: B008
    make.run(lambda: applying.apply(import_id, None, confirmation))


def imported(make: Maker, *rows: str, **chosen: Any) -> uuid.UUID:
    import_id = planned(make, *rows, **chosen)
    apply(make, import_id, Confirmation(sum_of_leavers(make, import_id), "a reason"))
    return import_id


def sum_of_leavers(make: Maker, import_id: uuid.UUID) -> int:
    return make.run(lambda: keeping.counts_of(queries.get_import(import_id))["leaver"])


def people_of(app: Flask) -> dict[str, Person]:
    with app.app_context():
        world = queries.load_world()
        db.session.rollback()
    return {person.employee_number or person.email: person for person in world.people}


def number_of(app: Flask, model: type[Base]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def actions(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(db.session.scalars(select(AuditEvent.action)))


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
        assert "part-time" in json.dumps(everything_about(known["200"].id)["account"])
        for event in db.session.scalars(select(AuditEvent)):
            assert event.content_sha256 == audit.content_digest(event)
    again = planned(make, *rows)
    assert make.run(lambda: keeping.counts_of(queries.get_import(again))) == {"present": 3, "unchanged": 3}


def test_it_is_applied_once_whoever_sends_it_at_the_same_moment(app: Flask, make: Maker) -> None:
    import_id = planned(make, NEW, sets_managers=False)
    other = planned(make, NEW, sets_managers=False)

    def work(one: uuid.UUID) -> object:
        return lambda: applying.apply(one, None, Confirmation()).state

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
    with pytest.raises(Refused):
        make.run(lambda: applying.apply(import_id, second.id, Confirmation(1, "x")))


def test_undoing_restores_what_nobody_has_changed_since(app: Flask, make: Maker) -> None:
    team = make.team("本社")
    for number, name in (("A0", "動いた 人"), ("A2", "変えた 人"), ("A3", "二度 変わった人")):
        make.person(name, employee_number=number, email=None, team=team)
    make.person("退職 した人", employee_number="A1", email=None, team=team, status=UserStatus.INVITED)
    make.person("戻った 人", employee_number="A5", email=None, team=team, status=UserStatus.DEACTIVATED)
    before = people_of(app)
    import_id = imported(
        make,
        "A0,動いた 人,,本社/営業部,,,,,,",
        "A1,退職 した人,,,,,,2020/3/31,,",
        "A2,改名 した人,a2@kyokun.example,,,パート,2020/4/1,,2026/9/1,2027/3/31",
        "A3,二度 目,a3@kyokun.example,,,,,,,",
        "A5,戻った 人,,,,,,,,",
        "B1,新入 甲,,本社/新部,,,,,,",
        "B2,新入 乙,b2@kyokun.example,,,,,,,",
        "B3,新入 丙,,,,,,,,",
    )
    ids = {number: person.id for number, person in people_of(app).items()}

    def since() -> None:
        accounts.invite(ids["B2"], InvitationChannel.MAIL, None)
        db.session.get_one(User, ids["B3"]).status = UserStatus.ACTIVE
        db.session.get_one(PersonIdentity, ids["A3"]).display_name = "三度 目"

    make.run(since)
    counts = make.run(lambda: undoing.undo(import_id, None))
    after = people_of(app)
    kept = ("A0", "A1", "A2", "A5")
    assert {key: after[key] for key in kept} == {key: before[key] for key in kept}
    assert (after["A3"].name, after["A3"].email) == ("三度 目", "")
    assert "B1" not in after
    assert (after["B2"].status, after["B3"].status) == (UserStatus.DEACTIVATED, UserStatus.ACTIVE)
    with app.app_context():
        assert db.session.scalars(select(Team.name)).all() == ["本社"]
    assert counts == {
        Undoing.RESTORED: 4, Undoing.PARTLY: 1, Undoing.REMOVED: 3, Undoing.DEACTIVATED: 1, Undoing.LEFT: 1,
    }  # fmt: skip
    with pytest.raises(Refused):
        make.run(lambda: undoing.undo(import_id, None))


def test_undoing_lets_nobody_in_who_was_deactivated_again_since(app: Flask, make: Maker) -> None:
    person_id = make.person("退職 した人", employee_number="A1", email=None, status=UserStatus.INVITED).id
    import_id = imported(make, "A1,退職 した人,,,,,,2020/3/31,,")
    make.run(lambda: people.reactivate(person_id, None))
    make.run(lambda: people.deactivate(person_id, None))
    assert make.run(lambda: undoing.undo(import_id, None)) == {Undoing.LEFT: 1}
    assert people_of(app)["A1"].status is UserStatus.DEACTIVATED


def test_names_are_erased_when_nobody_decides_and_when_it_is_too_late_to_undo(app: Flask, make: Maker) -> None:
    waiting, applied = planned(make, "7,待つ 人,,,,,,,,"), imported(make, NEW, HEAD_OF_SALES)
    assert make.run(keeping.erase_outdated) == 0
    for days, rows in ((2, {PeopleImportLine: 0, PeopleImportChange: 5}), (15, {PeopleImportChange: 0})):
        with clock.moved_to(clock.now() + timedelta(days=days)):
            assert make.run(keeping.erase_outdated) == 1
        assert {model: number_of(app, model) for model in rows} == rows
    with app.app_context():
        states = {row.id: row.state for row in db.session.scalars(select(PeopleImport))}
    assert states == {waiting: ImportState.EXPIRED, applied: ImportState.APPLIED}
    with clock.moved_to(clock.now() + timedelta(days=15)), pytest.raises(Refused):
        make.run(lambda: undoing.undo(applied, None))


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

    def die(say: object) -> None:
        Writer.place = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]
        with app.app_context():
            transaction.run(lambda: applying.apply(import_id, None, Confirmation()))

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
