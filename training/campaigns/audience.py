"""Who a campaign is for: everybody, teams with all under them, roles, tags and people; some of them, less others."""

import uuid
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, Select, and_, case, false, literal, not_, or_, select, true

from questions.canonical import canonical_bytes
from training import dates
from training.models import (
    Employment,
    PersonTag,
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


class Missing(StrEnum):
    """Why somebody whom an audience names is not in it."""

    LEFT = "left"
    NAMED = "named"
    TEAM = "team"
    TAG = "tag"
    EMPLOYMENT = "employment"
    NO_TAG = "no_tag"
    HIRED_BEFORE = "hired_before"
    HIRED_AFTER = "hired_after"
    NO_HIRE_DATE = "no_hire_date"
    NOT_YET = "not_yet"


class Audience(BaseModel):
    """Whoever is in one of the parts is in it, if the conditions hold and nothing leaves the person out.

    Conditions do not hold back single people: they were named.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    everyone: bool = False
    team_ids: list[uuid.UUID] = []
    roles: list[AudienceRole] = []
    tag_ids: list[uuid.UUID] = []
    person_ids: list[uuid.UUID] = []
    employments: list[Employment] = []
    only_tag_ids: list[uuid.UUID] = []
    hired_from: date | None = None
    hired_until: date | None = None
    without_team_ids: list[uuid.UUID] = []
    without_tag_ids: list[uuid.UUID] = []
    without_person_ids: list[uuid.UUID] = []

    def kept(self) -> str:
        """Return the canonical JSON that a campaign keeps."""
        return canonical_bytes(self.model_dump(mode="json", exclude_defaults=True)).decode()

    def names_anybody(self) -> bool:
        """Tell whether it has any part at all."""
        return bool(self.everyone or self.team_ids or self.roles or self.tag_ids or self.person_ids)

    def awaits_newcomers(self) -> bool:
        """Tell whether it is made for people who may all be still to come."""
        return self.hired_from is not None and self.names_anybody()

    def narrowed_as(self, other: "Audience") -> "Audience":
        """Return these parts under the conditions of `other`; whoever is named here is left out no longer."""
        return other.model_copy(
            update={
                "everyone": self.everyone,
                "team_ids": self.team_ids,
                "roles": self.roles,
                "tag_ids": self.tag_ids,
                "person_ids": self.person_ids,
                "without_person_ids": sorted({*other.without_person_ids} - {*self.person_ids}),
            }
        )

    def united_with(self, other: "Audience") -> "Audience":
        """Return the audience of everybody who is in this one or, under its conditions, in `other`."""
        return other.narrowed_as(self).model_copy(
            update={
                "everyone": self.everyone or other.everyone,
                "team_ids": sorted({*self.team_ids, *other.team_ids}),
                "roles": sorted({*self.roles, *other.roles}),
                "tag_ids": sorted({*self.tag_ids, *other.tag_ids}),
                "person_ids": sorted({*self.person_ids, *other.person_ids}),
            }
        )


def person_ids(audience: Audience) -> Select[Any]:
    """Return the ids of everybody in `audience` as a statement; deactivated people are never among them."""
    return select(User.id).where(User.status != UserStatus.DEACTIVATED, _named(audience), is_in(audience))


def is_in(audience: Audience) -> ColumnElement[bool]:
    """Return the condition that nothing keeps a person out, one of those whom the audience names."""
    return and_(true(), *(not_(condition) for _why, condition in _obstacles(audience)))


def missing(audience: Audience) -> Select[Any]:
    """Return a statement over `person_id` and `why` of whoever is named and yet not in the audience."""
    obstacles = [(User.status == UserStatus.DEACTIVATED, Missing.LEFT)]
    obstacles += [(condition, why) for why, condition in _obstacles(audience)]
    why = case(*((condition, literal(reason.value)) for condition, reason in obstacles))
    is_of_interest = or_(User.status != UserStatus.DEACTIVATED, User.id.in_(audience.person_ids))
    return select(User.id.label("person_id"), why.label("why")).where(
        _named(audience), is_of_interest, or_(*(condition for condition, _why in obstacles))
    )


def _obstacles(audience: Audience) -> list[tuple[Missing, ColumnElement[bool]]]:
    found: list[tuple[Missing, ColumnElement[bool]]] = []
    if audience.without_person_ids:
        found.append((Missing.NAMED, User.id.in_(audience.without_person_ids)))
    if audience.without_team_ids:
        found.append((Missing.TEAM, User.id.in_(_members(audience.without_team_ids))))
    if audience.without_tag_ids:
        found.append((Missing.TAG, User.id.in_(_tagged(audience.without_tag_ids))))
    conditions: list[tuple[Missing, ColumnElement[bool]]] = []
    if audience.employments:
        other = or_(User.employment.is_(None), User.employment.not_in(audience.employments))
        conditions.append((Missing.EMPLOYMENT, other))
    if audience.only_tag_ids:
        conditions.append((Missing.NO_TAG, User.id.not_in(_tagged(audience.only_tag_ids))))
    if audience.hired_from or audience.hired_until:
        conditions.append((Missing.NO_HIRE_DATE, User.hired_on.is_(None)))
    if audience.hired_from:
        conditions.append((Missing.HIRED_BEFORE, _known(User.hired_on < audience.hired_from)))
    if audience.hired_until:
        conditions.append((Missing.HIRED_AFTER, _known(User.hired_on > audience.hired_until)))
    if audience.person_ids:
        conditions = [(why, and_(User.id.not_in(audience.person_ids), held)) for why, held in conditions]
    found += conditions
    found.append((Missing.NOT_YET, _known(User.hired_on > dates.today())))
    return found


def _known(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    # NOT of an unknown comparison is unknown, too, and would leave everybody out who has no such date.
    return and_(User.hired_on.is_not(None), condition)


def _named(audience: Audience) -> ColumnElement[bool]:
    return or_(false(), *_parts(audience))


def _members(team_ids: list[uuid.UUID]) -> Select[Any]:
    return (
        select(TeamMembership.person_id)
        .join(TeamClosure, TeamClosure.descendant_id == TeamMembership.team_id)
        .where(TeamClosure.ancestor_id.in_(team_ids))
    )


def _tagged(tag_ids: list[uuid.UUID]) -> Select[Any]:
    return select(PersonTag.person_id).where(PersonTag.tag_id.in_(tag_ids))


def _parts(audience: Audience) -> list[ColumnElement[bool]]:
    if audience.everyone:
        return [true()]
    parts: list[ColumnElement[bool]] = []
    if audience.team_ids:
        parts.append(User.id.in_(_members(audience.team_ids)))
    if AudienceRole.MANAGERS in audience.roles:
        parts.append(User.id.in_(select(TeamManager.person_id)))
    granted = [_GRANTED[role] for role in audience.roles if role in _GRANTED]
    if granted:
        parts.append(User.id.in_(select(RoleGrant.person_id).where(RoleGrant.role.in_(granted))))
    if audience.tag_ids:
        parts.append(User.id.in_(_tagged(audience.tag_ids)))
    if audience.person_ids:
        parts.append(User.id.in_(audience.person_ids))
    return parts
