"""Adding, changing, deactivating and reactivating people."""

import uuid

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from training import audit, clock, constraints
from training.accounts import service as accounts
from training.administration import queries
from training.administration.data import PersonData
from training.administration.service import roles, tags
from training.deputies import service as deputies
from training.errors import FieldError, Refused
from training.extensions import db
from training.models import InvitationChannel, PersonIdentity, RetentionHold, TeamMembership, User, UserStatus

ADDED = audit.declare("person.added", "person")
CHANGED = audit.declare("person.changed", "person", "fields")
MOVED = audit.declare("person.moved", "person", "team_id")
DEACTIVATED = audit.declare("person.deactivated", "person")
REACTIVATED = audit.declare("person.reactivated", "person")

_TAKEN = {
    "uq_person_identity_email": ("email", _l("Somebody else already has this e-mail address.")),
    "uq_person_identity_employee_number": ("employee_number", _l("Somebody else already has this employee number.")),
}


def add_person(data: PersonData, actor_id: uuid.UUID | None) -> User:
    """Add a person who can't sign in until invited; raise FieldError when a sign-in name is taken."""
    identity = _checked_identity(data)
    user = User(status=UserStatus.INVITED, created_at=clock.now(), **data.account())
    with constraints.as_field_errors(_TAKEN):
        db.session.add(user)
        db.session.flush()
        db.session.add(PersonIdentity(person_id=user.id, **identity))
    audit.record(ADDED, user.id, actor_id)
    _place(user.id, data.team_id, actor_id)
    for role in sorted(data.roles):
        roles.grant_role(user.id, role, actor_id)
    tags.set_tags(user.id, data.tag_ids or (), actor_id)
    return user


def change_person(person_id: uuid.UUID, data: PersonData, actor_id: uuid.UUID | None) -> User:
    """Make a person what `data` says, roles, team and tags included; only real changes reach the ledger."""
    user = queries.hold_person(person_id)
    identity = db.session.get(PersonIdentity, person_id)
    if identity is None:
        raise Refused(_l("The name and addresses of this person were erased and can’t be changed."))
    wanted: dict[str, object] = {**_checked_identity(data)}
    changed = [name for name, value in wanted.items() if getattr(identity, name) != value]
    with constraints.as_field_errors(_TAKEN):
        for name in changed:
            setattr(identity, name, wanted[name])
    for name, value in data.account().items():
        if getattr(user, name) != value:
            setattr(user, name, value)
            changed.append(name)
    if changed:
        audit.record(CHANGED, person_id, actor_id, fields=[*sorted(changed)])
    _place(person_id, data.team_id, actor_id)
    roles.set_roles(person_id, data.roles, actor_id)
    if data.tag_ids is not None:
        tags.set_tags(person_id, data.tag_ids, actor_id)
    return user


def deactivate(person_id: uuid.UUID, actor_id: uuid.UUID | None) -> None:
    """End a person's access at once and keep the proof; nobody does so to themselves or to the last administrator."""
    if person_id == actor_id:
        raise Refused(_l("You can’t deactivate yourself. Ask another administrator to do it."))
    user = queries.hold_person(person_id)
    if user.status == UserStatus.DEACTIVATED:
        return
    roles.keep_an_administrator_without(person_id)
    user.status = UserStatus.DEACTIVATED
    user.deactivated_at = clock.now()
    db.session.flush()
    accounts.withdraw_invitations(person_id)
    accounts.end_sessions(person_id)
    audit.record(DEACTIVATED, person_id, actor_id)
    deputies.end_of_leavers([person_id], actor_id)


def reactivate(person_id: uuid.UUID, actor_id: uuid.UUID | None) -> None:
    """Let a deactivated person sign in again; without a password a new invitation is needed."""
    user = queries.hold_person(person_id)
    if user.status != UserStatus.DEACTIVATED:
        return
    if user.pseudonymised_at:
        raise Refused(
            _l("This person’s name and sign-in were erased after retention. Add whoever comes back as a new person.")
        )
    user.status = UserStatus.ACTIVE if queries.has_credential(person_id) else UserStatus.INVITED
    user.deactivated_at = None
    db.session.execute(delete(RetentionHold).where(RetentionHold.person_id == person_id))
    db.session.flush()
    audit.record(REACTIVATED, person_id, actor_id)


def reset_sign_in(person_id: uuid.UUID, channel: InvitationChannel, actor_id: uuid.UUID | None) -> str | None:
    """Take away a person's password and invite anew; return the code when `channel` is a sheet."""
    if person_id == actor_id:
        raise Refused(_l("You can’t reset your own sign-in. Change your password on your profile page."))
    roles.keep_an_administrator_without(person_id)
    return accounts.reset_sign_in(person_id, channel, actor_id)


def _checked_identity(data: PersonData) -> dict[str, str | None]:
    identity = data.identity()
    if not identity["display_name"]:
        raise FieldError("name", _l("Enter the name."))
    if not identity["email"] and not identity["employee_number"]:
        raise FieldError("email", _l("Enter an e-mail address or an employee number. It is used to sign in."))
    if data.leave_until and not data.leave_from:
        raise FieldError("leave_from", _l("Enter the first day of the leave of absence."))
    if data.leave_from and data.leave_until and data.leave_until < data.leave_from:
        raise FieldError("leave_until", _l("The leave of absence can’t end before it begins."))
    return identity


def _place(person_id: uuid.UUID, team_id: uuid.UUID | None, actor_id: uuid.UUID | None) -> None:
    # The person is locked or new, so nobody else can place them meanwhile.
    membership = db.session.get(TeamMembership, person_id, populate_existing=True)
    if (membership.team_id if membership else None) == team_id:
        return
    if team_id is not None and not queries.hold_team(team_id):
        raise FieldError("team", _l("This team no longer exists. Choose another one."))
    if membership and team_id is None:
        db.session.delete(membership)
    elif membership and team_id is not None:
        membership.team_id, membership.since = team_id, clock.now()
    elif team_id is not None:
        db.session.add(TeamMembership(person_id=person_id, team_id=team_id, since=clock.now()))
    db.session.flush()
    audit.record(MOVED, person_id, actor_id, team_id=audit.hex_of(team_id))
