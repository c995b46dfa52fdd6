"""Finding people, and all that an administrator sees of one: never answers."""

import re
import unicodedata
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, or_, select

from training import pseudonyms
from training.errors import NotFound
from training.extensions import db
from training.models import (
    Assignment,
    Campaign,
    Credential,
    Employment,
    Invitation,
    PersonIdentity,
    PersonTag,
    Role,
    RoleGrant,
    Team,
    TeamClosure,
    TeamManager,
    TeamMembership,
    User,
    UserStatus,
)
from training.team.selection import Statement, assignment_columns, team_name, with_place


class Presence(StrEnum):
    """What a list of people can be narrowed to."""

    PRESENT = "present"
    ACTIVE = "active"
    INVITED = "invited"
    DEACTIVATED = "deactivated"
    ALL = "all"


_STATUSES = {
    Presence.PRESENT: [UserStatus.ACTIVE, UserStatus.INVITED],
    Presence.ACTIVE: [UserStatus.ACTIVE],
    Presence.INVITED: [UserStatus.INVITED],
    Presence.DEACTIVATED: [UserStatus.DEACTIVATED],
    Presence.ALL: list(UserStatus),
}


@dataclass(frozen=True)
class PeopleWanted:
    """A filter; `role` None means any, `manager` asks for those who manage a team."""

    search: str = ""
    team_id: uuid.UUID | None = None
    presence: Presence = Presence.PRESENT
    role: Role | None = None
    manager: bool = False
    employment: Employment | None = None
    on_leave: date | None = None
    """Only those who are on leave on this day."""
    tag_id: uuid.UUID | None = None


class SheetPerson(NamedTuple):
    """What is printed on the sheet of a person who has no password yet."""

    id: uuid.UUID
    display_name: str
    email: str | None
    employee_number: str | None
    locale: str


def select_people(wanted: PeopleWanted, language: str) -> Statement:
    """Return the statement for accounts, names, team_name, team_id, manages and invited_at of people."""
    columns = with_place(
        select(
            User.id,
            User.status,
            User.locale,
            User.time_zone,
            User.created_at,
            User.deactivated_at,
            User.pseudonymised_at,
            User.employment,
            User.hired_on,
            User.leave_from,
            User.leave_until,
            PersonIdentity.display_name,
            PersonIdentity.email,
            PersonIdentity.employee_number,
            Team.id.label("team_id"),
            team_name(language).label("team_name"),
            _manages().label("manages"),
            _open_invitation().label("invited_at"),
        ).select_from(User)
    )
    return columns.where(*_conditions(wanted)).order_by(PersonIdentity.display_name, User.id)


def list_found(wanted: PeopleWanted) -> Sequence[uuid.UUID]:
    """Return the ids of all people whom a filter finds."""
    found = select(User.id).outerjoin(PersonIdentity, PersonIdentity.person_id == User.id)
    return db.session.scalars(found.where(*_conditions(wanted)).order_by(User.id)).all()


def list_roles(person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Role]]:
    """Return the roles of these people."""
    found: dict[uuid.UUID, list[Role]] = {person_id: [] for person_id in person_ids}
    rows = select(RoleGrant.person_id, RoleGrant.role).where(RoleGrant.person_id.in_(person_ids))
    for person_id, role in db.session.execute(rows.order_by(RoleGrant.role)):
        found[person_id].append(role)
    return found


def get_person(person_id: uuid.UUID, language: str) -> Any:
    """Return the row of `select_people` for one person, whatever the status."""
    row = db.session.execute(
        select_people(PeopleWanted(presence=Presence.ALL), language).where(User.id == person_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def has_credential(person_id: uuid.UUID) -> bool:
    """Tell whether a person has a password, or anything else to sign in with."""
    return bool(db.session.scalar(select(exists().where(Credential.person_id == person_id))))


def list_managed_teams(person_id: uuid.UUID, language: str) -> Sequence[Any]:
    """Return id and name of the teams that the person manages."""
    name = team_name(language).label("name")
    return db.session.execute(
        select(Team.id, name)
        .join(TeamManager, TeamManager.team_id == Team.id)
        .where(TeamManager.person_id == person_id)
        .order_by(name)
    ).all()


def list_invitations(person_id: uuid.UUID) -> Sequence[Invitation]:
    """Return the latest invitations of a person, the newest first."""
    found = select(Invitation).where(Invitation.person_id == person_id)
    return db.session.scalars(found.order_by(Invitation.created_at.desc(), Invitation.id).limit(10)).all()


def list_assignments(person_id: uuid.UUID, now: datetime) -> Sequence[Any]:
    """Return status, score and dates of all assignments of a person, the latest due first."""
    return db.session.execute(
        select(*assignment_columns(now))
        .select_from(Assignment)
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .join(User, User.id == Assignment.person_id)
        .where(Assignment.person_id == person_id)
        .order_by(Assignment.due_at.desc(), Assignment.id)
    ).all()


def list_without_password(person_ids: Collection[uuid.UUID], team_id: uuid.UUID | None) -> Sequence[SheetPerson]:
    """Return those of these people, or of a whole team with all under it, who have no password yet."""
    wanted = PeopleWanted(presence=Presence.INVITED, team_id=team_id)
    chosen = User.id.in_(person_ids) if team_id is None else User.id.is_not(None)
    rows = db.session.execute(
        select(User.id, PersonIdentity.display_name, PersonIdentity.email, PersonIdentity.employee_number, User.locale)
        .join(PersonIdentity, PersonIdentity.person_id == User.id)
        .where(*_conditions(wanted), chosen)
        .order_by(PersonIdentity.display_name, User.id)
    )
    return [SheetPerson(*row) for row in rows]


def find_people_by_names(sign_in_names: Iterable[str]) -> dict[str, uuid.UUID]:
    """Return who signs in with these e-mail addresses or employee numbers; others are left out."""
    typed = {name: unicodedata.normalize("NFKC", name).strip() for name in sign_in_names}
    lowered = [plain.lower() for plain in typed.values()]
    rows = db.session.execute(
        select(PersonIdentity.person_id, PersonIdentity.email, PersonIdentity.employee_number.label("number"))
        .join(User, User.id == PersonIdentity.person_id)
        .where(User.status != UserStatus.DEACTIVATED)
        .where(or_(PersonIdentity.email.in_(lowered), func.lower(PersonIdentity.employee_number).in_(lowered)))
    ).all()
    known = {key.lower(): row.person_id for row in rows for key in (row.email, row.number) if key}
    # Numbers may differ in case alone, so the one typed exactly wins.
    known |= {row.number: row.person_id for row in rows if row.number}
    found = {name: known.get(plain) or known.get(plain.lower()) for name, plain in typed.items()}
    return {name: person_id for name, person_id in found.items() if person_id}


def list_sign_in_names(person_ids: Collection[uuid.UUID]) -> list[str]:
    """Return by what these people sign in, so that they are found again; without those who have left."""
    present = (User.id.in_(person_ids), User.status != UserStatus.DEACTIVATED)
    name = func.coalesce(PersonIdentity.email, PersonIdentity.employee_number)
    found = select(name).join(User, User.id == PersonIdentity.person_id).where(*present, name.is_not(None))
    return list(db.session.scalars(found.order_by(name)))


def names_contain(term: str) -> ColumnElement[bool]:
    """Return the condition that a name (whatever spaces are in it), e-mail address or employee number holds `term`."""
    plain = unicodedata.normalize("NFKC", term).strip()
    squeezed = func.replace(func.replace(PersonIdentity.display_name, " ", ""), "\u3000", "")
    return or_(
        squeezed.icontains("".join(plain.split()), autoescape=True),
        PersonIdentity.email.icontains(plain, autoescape=True),
        PersonIdentity.employee_number.icontains(plain, autoescape=True),
    )


def is_called(term: str) -> ColumnElement[bool]:
    """Return the condition on `User` and names that somebody is called `term`, a pseudonym too."""
    code = re.search(rf"\b[0-9a-f]{{{pseudonyms.DIGITS}}}$", term.strip())
    if code is None:
        return names_contain(term)
    # Databases write ids with hyphens or without, but none among the last digits.
    return or_(names_contain(term), cast(User.id, String).endswith(code.group()))


def _conditions(wanted: PeopleWanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [User.status.in_(_STATUSES[wanted.presence])]
    if wanted.search:
        conditions.append(is_called(wanted.search))
    if wanted.team_id is not None:
        below = select(TeamClosure.descendant_id).where(TeamClosure.ancestor_id == wanted.team_id)
        members = select(TeamMembership.person_id).where(TeamMembership.team_id.in_(below))
        conditions.append(User.id.in_(members))
    if wanted.role is not None:
        conditions.append(User.id.in_(select(RoleGrant.person_id).where(RoleGrant.role == wanted.role)))
    if wanted.employment is not None:
        conditions.append(User.employment == wanted.employment)
    if wanted.on_leave is not None:
        conditions += [
            User.leave_from <= wanted.on_leave,
            func.coalesce(User.leave_until, wanted.on_leave) >= wanted.on_leave,
        ]
    if wanted.manager:
        conditions.append(_manages())
    if wanted.tag_id is not None:
        conditions.append(User.id.in_(select(PersonTag.person_id).where(PersonTag.tag_id == wanted.tag_id)))
    return conditions


def _manages() -> ColumnElement[bool]:
    return select(TeamManager.team_id).where(TeamManager.person_id == User.id).correlate(User).exists()


def _open_invitation() -> ColumnElement[datetime]:
    return (
        select(func.max(Invitation.created_at))
        .where(and_(Invitation.person_id == User.id, Invitation.used_at.is_(None), Invitation.revoked_at.is_(None)))
        .correlate(User)
        .scalar_subquery()
    )
