"""The first administrator of an empty installation."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from training import audit, clock, settings
from training.accounts import queries, service
from training.errors import Refused
from training.extensions import db
from training.models import PersonIdentity, Role, RoleGrant, User, UserStatus, new_id

SET_UP = audit.declare("accounts.set_up", "person")


@dataclass(frozen=True)
class FirstAdministrator:
    """What is asked at the beginning."""

    organisation: str
    display_name: str
    email: str | None
    employee_number: str | None
    locale: str
    time_zone: str


def check_empty() -> None:
    """Raise Refused when there is an administrator already."""
    if queries.has_administrator():
        raise Refused(_l("This installation already has an administrator. Sign in, or use its backup."))


def set_up(first: FirstAdministrator, secret_hash: str) -> User:
    """Name the organisation and make its first administrator; raise Refused when there is one already."""
    check_empty()
    now = clock.now()
    settings.store("organisation_name", first.organisation)
    user = User(id=new_id(), status=UserStatus.ACTIVE, locale=first.locale, time_zone=first.time_zone, created_at=now)
    db.session.add(user)
    db.session.flush()
    db.session.add(
        PersonIdentity(
            person_id=user.id,
            display_name=first.display_name,
            email=first.email,
            employee_number=first.employee_number,
        )
    )
    db.session.add(RoleGrant(person_id=user.id, role=Role.ADMINISTRATOR, granted_at=now))
    service.keep_password(user, secret_hash)
    audit.record(SET_UP, user.id, user.id)
    db.session.flush()
    return user
