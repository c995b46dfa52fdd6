"""Who a campaign is for: a union of everybody, teams with all under them, roles, and single people."""

import uuid
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, Select, false, or_, select, true

from questions.canonical import canonical_bytes
from training.models import (
    Role,
    RoleGrant,
    TeamClosure,
    TeamManager,
    TeamMembership,
    User,
    UserStatus,
)


class AudienceRole(StrEnum):
    """What people do, as far as a campaign can ask for it."""

    MANAGERS = "managers"
    AUTHORS = "authors"
    ADMINISTRATORS = "administrators"
    AUDITORS = "auditors"


_GRANTED = {
    AudienceRole.AUTHORS: Role.AUTHOR,
    AudienceRole.ADMINISTRATORS: Role.ADMINISTRATOR,
    AudienceRole.AUDITORS: Role.AUDITOR,
}


class Audience(BaseModel):
    """A union: whoever is in one of its parts is in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    everyone: bool = False
    team_ids: list[uuid.UUID] = []
    roles: list[AudienceRole] = []
    person_ids: list[uuid.UUID] = []

    def kept(self) -> str:
        """Return the canonical JSON that a campaign keeps."""
        return canonical_bytes(self).decode()

    def united_with(self, other: "Audience") -> "Audience":
        """Return the audience of everybody who is in this one or in `other`."""
        return Audience(
            everyone=self.everyone or other.everyone,
            team_ids=sorted({*self.team_ids, *other.team_ids}),
            roles=sorted({*self.roles, *other.roles}),
            person_ids=sorted({*self.person_ids, *other.person_ids}),
        )


def person_ids(audience: Audience) -> Select[Any]:
    """Return the ids of everybody in `audience` as a statement; deactivated people are never among them."""
    return select(User.id).where(User.status != UserStatus.DEACTIVATED, or_(false(), *_parts(audience)))


def _parts(audience: Audience) -> list[ColumnElement[bool]]:
    if audience.everyone:
        return [true()]
    parts: list[ColumnElement[bool]] = []
    if audience.team_ids:
        members = (
            select(TeamMembership.person_id)
            .join(TeamClosure, TeamClosure.descendant_id == TeamMembership.team_id)
            .where(TeamClosure.ancestor_id.in_(audience.team_ids))
        )
        parts.append(User.id.in_(members))
    if AudienceRole.MANAGERS in audience.roles:
        parts.append(User.id.in_(select(TeamManager.person_id)))
    granted = [_GRANTED[role] for role in audience.roles if role in _GRANTED]
    if granted:
        parts.append(User.id.in_(select(RoleGrant.person_id).where(RoleGrant.role.in_(granted))))
    if audience.person_ids:
        parts.append(User.id.in_(audience.person_ids))
    return parts
