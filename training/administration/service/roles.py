"""Granting and revoking roles; there is always somebody left who can administer."""

import uuid

from flask_babel import lazy_gettext as _l

from training import audit, clock
from training.administration import queries
from training.errors import NotFound, Refused
from training.extensions import db
from training.models import Role, RoleGrant, User
from training.statements import insert_once

GRANTED = audit.declare("role.granted", "person", "role")
REVOKED = audit.declare("role.revoked", "person", "role")


def grant_role(person_id: uuid.UUID, role: Role, actor_id: uuid.UUID | None) -> None:
    """Grant `role`; granting it again changes nothing."""
    if db.session.get(User, person_id) is None:
        raise NotFound
    values = {"person_id": person_id, "role": role, "granted_at": clock.now(), "granted_by": actor_id}
    if insert_once(RoleGrant, values):
        audit.record(GRANTED, person_id, actor_id, role=role.value)


def revoke_role(person_id: uuid.UUID, role: Role, actor_id: uuid.UUID | None) -> None:
    """Take `role` away; refuse when nobody active would be left to administer."""
    grant = db.session.get(RoleGrant, (person_id, role))
    if grant is None:
        return
    if role == Role.ADMINISTRATOR:
        keep_an_administrator_without(person_id)
    db.session.delete(grant)
    db.session.flush()
    audit.record(REVOKED, person_id, actor_id, role=role.value)


def set_roles(person_id: uuid.UUID, wanted: frozenset[Role], actor_id: uuid.UUID | None) -> None:
    """Grant and revoke until the person holds exactly the `wanted` roles."""
    held = frozenset(queries.list_roles([person_id])[person_id])
    for role in sorted(wanted - held):
        grant_role(person_id, role, actor_id)
    for role in sorted(held - wanted):
        revoke_role(person_id, role, actor_id)


def keep_an_administrator_without(person_id: uuid.UUID) -> None:
    """Raise Refused when this person is the only active administrator."""
    if queries.hold_administrators() == {person_id}:
        raise Refused(_l("This is the only active administrator. Make somebody else an administrator first."))
