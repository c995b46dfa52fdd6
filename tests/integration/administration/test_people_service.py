"""What the service of people promises."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories.maker import Maker
from training import transaction
from training.accounts import service as accounts
from training.administration import queries, service
from training.administration.service import PersonData
from training.errors import FieldError, Refused
from training.extensions import db
from training.models import (
    AuditEvent,
    Invitation,
    InvitationChannel,
    PersonIdentity,
    Role,
    RoleGrant,
    TeamMembership,
    User,
    UserStatus,
)


def actions(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.at, AuditEvent.id)))


def test_a_person_is_added_with_team_roles_and_ledger_entries(app: Flask, make: Maker) -> None:
    team = make.team()
    data = PersonData("  佐藤　　愛子 ", "AIKO@Kyokun.example", "Ａ１２", "en", team.id, frozenset({Role.AUTHOR}))
    user = make.run(lambda: service.add_person(data, None))
    with app.app_context():
        identity = db.session.get_one(PersonIdentity, user.id)
        assert identity.display_name == "佐藤 愛子"
        assert identity.email == "aiko@kyokun.example"
        assert identity.employee_number == "A12"
        assert db.session.get_one(TeamMembership, user.id).team_id == team.id
        assert db.session.get(RoleGrant, (user.id, Role.AUTHOR)) is not None
        assert db.session.get_one(User, user.id).status is UserStatus.INVITED
    assert set(actions(app)) == {"person.added", "person.moved", "role.granted"}


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (PersonData("B", "TAKEN@kyokun.example"), "email"),
        (PersonData("B", None, "n1"), "employee_number"),
        (PersonData("B"), "email"),
        (PersonData("  ", "b@kyokun.example"), "name"),
    ],
)
def test_a_sign_in_name_belongs_to_one_person(app: Flask, make: Maker, data: PersonData, field: str) -> None:
    make.person(email="taken@kyokun.example", employee_number="n1")
    with pytest.raises(FieldError) as caught:
        make.run(lambda: service.add_person(data, None))
    assert caught.value.field == field
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(User)) == 1
    assert actions(app) == []


def test_changing_a_person_into_somebody_else_is_a_field_error(make: Maker) -> None:
    make.person(email="taken@kyokun.example")
    person = make.person()
    with pytest.raises(FieldError) as caught:
        make.run(lambda: service.change_person(person.id, PersonData("B", "taken@kyokun.example"), None))
    assert caught.value.field == "email"


def test_only_real_changes_reach_the_ledger(app: Flask, make: Maker) -> None:
    person = make.person("山田 花子", email="a@kyokun.example")
    same = PersonData("山田 花子", "a@kyokun.example", None, "ja")
    make.run(lambda: service.change_person(person.id, same, None))
    assert actions(app) == []
    make.run(lambda: service.change_person(person.id, PersonData("山田 花", "a@kyokun.example"), None))
    assert actions(app) == ["person.changed"]
    with app.app_context():
        assert db.session.scalar(select(AuditEvent.details)) == '{"fields":["display_name"]}'


def test_deactivating_ends_sessions_and_invitations(app: Flask, make: Maker) -> None:
    administrator = make.person(roles=[Role.ADMINISTRATOR])
    person = make.person(status=UserStatus.INVITED)
    with app.app_context():
        transaction.run(lambda: accounts.issue_sheet(person.id, administrator.id))
    make.run(lambda: service.deactivate(person.id, administrator.id))
    with app.app_context():
        row = db.session.get_one(User, person.id)
        assert row.status is UserStatus.DEACTIVATED
        assert row.session_epoch == person.session_epoch + 1
        assert db.session.scalar(select(Invitation.revoked_at)) is not None
    make.run(lambda: service.reactivate(person.id, administrator.id))
    with app.app_context():
        # Without a password there is nothing to sign in with.
        assert db.session.get_one(User, person.id).status is UserStatus.INVITED


def test_people_are_found_by_what_they_sign_in_with(app: Flask, make: Maker) -> None:
    lower, upper = make.person(email=None, employee_number="a1"), make.person(email=None, employee_number="A1")
    mail = make.person(email="aoki@kyokun.example", employee_number="Z9")
    make.person(email="gone@kyokun.example", status=UserStatus.DEACTIVATED)
    with app.app_context():
        found = queries.find_people_by_names(["a1", "A1", "ｚ９", " AOKI@kyokun.example", "gone@kyokun.example", "x"])
    assert found == {"a1": lower.id, "A1": upper.id, "ｚ９": mail.id, " AOKI@kyokun.example": mail.id}


def test_nobody_deactivates_themselves(make: Maker) -> None:
    make.person(roles=[Role.ADMINISTRATOR])
    person = make.person(roles=[Role.ADMINISTRATOR])
    with pytest.raises(Refused):
        make.run(lambda: service.deactivate(person.id, person.id))
    with pytest.raises(Refused):
        make.run(lambda: service.reset_sign_in(person.id, InvitationChannel.SHEET, person.id))


def test_the_last_active_administrator_stays(make: Maker) -> None:
    last = make.person(roles=[Role.ADMINISTRATOR])
    make.person(roles=[Role.ADMINISTRATOR], status=UserStatus.DEACTIVATED)
    make.person(roles=[Role.ADMINISTRATOR], status=UserStatus.INVITED)
    auditor = make.person(roles=[Role.AUDITOR])
    for work in (
        lambda: service.deactivate(last.id, auditor.id),
        lambda: service.revoke_role(last.id, Role.ADMINISTRATOR, auditor.id),
        lambda: service.reset_sign_in(last.id, InvitationChannel.SHEET, auditor.id),
    ):
        with pytest.raises(Refused):
            make.run(work)
    other = make.person(roles=[Role.ADMINISTRATOR])
    make.run(lambda: service.revoke_role(last.id, Role.ADMINISTRATOR, other.id))
    with pytest.raises(Refused):
        make.run(lambda: service.deactivate(other.id, last.id))
