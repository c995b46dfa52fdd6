"""Two windows that send the same form at the same moment: the later one wins or nothing changes, and neither fails."""

from collections.abc import Callable
from itertools import repeat

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories.maker import Maker
from tests.support.together import together
from training import settings
from training.accounts import service as accounts
from training.administration import service
from training.administration.service import PersonData
from training.extensions import db
from training.models import (
    AuditEvent,
    Base,
    Credential,
    OrganisationSlot,
    Role,
    RoleGrant,
    Setting,
    TeamManager,
    TeamMembership,
    User,
)

WINDOWS = 4


def number_of(app: Flask, model: type[Base]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_one_password_remains_and_every_change_ends_the_sessions(app: Flask, make: Maker) -> None:
    person = make.person(email="aoki@kyokun.example")

    def change(secret_hash: str) -> Callable[[], object]:
        return lambda: accounts.set_password(person.id, secret_hash, person.id).session_epoch

    epochs = together(app, [change(f"hash {number}") for number in range(WINDOWS)])
    assert sorted(map(str, epochs)) == [str(person.session_epoch + number) for number in range(1, WINDOWS + 1)]
    with app.app_context():
        kept = db.session.scalars(select(Credential.secret_hash)).one()
        assert kept == f"hash {epochs.index(db.session.get_one(User, person.id).session_epoch)}"


def test_a_setting_stored_for_the_first_time_is_one_of_those_sent(app: Flask) -> None:
    def store(name: str) -> Callable[[], object]:
        return lambda: settings.store("organisation_name", name)

    names = [f"会社{number}" for number in range(WINDOWS)]
    assert together(app, [store(name) for name in names]) == [None] * WINDOWS
    assert number_of(app, Setting) == 1
    with app.app_context():
        assert settings.find("organisation_name") in names


def test_a_note_on_a_control_is_one_of_those_sent(app: Flask) -> None:
    def write(contact: str) -> Callable[[], object]:
        return lambda: service.set_slot("payment-callback", "ja", None, contact, None).contact

    contacts = [f"内線{number}" for number in range(WINDOWS)]
    assert together(app, [write(contact) for contact in contacts]) == contacts
    with app.app_context():
        assert db.session.scalars(select(OrganisationSlot.contact)).one() in contacts


@pytest.mark.parametrize("model", [RoleGrant, TeamManager, TeamMembership])
def test_what_holds_already_is_recorded_once(app: Flask, make: Maker, model: type[Base]) -> None:
    person, team = make.person(), make.team()
    data = PersonData("山田 花子", "hanako@kyokun.example", team_id=team.id)
    make.run(lambda: service.change_person(person.id, PersonData(data.name, data.email), None))
    before = number_of(app, AuditEvent)
    works: dict[type[Base], Callable[[], object]] = {
        RoleGrant: lambda: service.grant_role(person.id, Role.AUTHOR, None),
        TeamManager: lambda: service.set_manager(team.id, person.id, None),
        TeamMembership: lambda: service.change_person(person.id, data, None) and None,
    }
    assert together(app, [*repeat(works[model], WINDOWS)]) == [None] * WINDOWS
    assert (number_of(app, model), number_of(app, AuditEvent) - before) == (1, 1)
