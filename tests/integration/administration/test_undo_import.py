"""Undoing an import restores what nobody has changed since, as long as what it changed is kept."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.imports import HEAD_OF_SALES, NEW, imported, number_of, people_of, planned
from tests.factories.maker import Maker
from training import clock
from training.accounts import service as accounts
from training.administration.importing import keeping, undoing
from training.administration.service import people
from training.errors import Refused
from training.extensions import db
from training.models import (
    ImportState,
    InvitationChannel,
    PeopleImport,
    PeopleImportChange,
    PeopleImportLine,
    PersonIdentity,
    Team,
    Undoing,
    User,
    UserStatus,
)


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
