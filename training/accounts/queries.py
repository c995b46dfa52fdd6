"""Reads of accounts."""

import unicodedata
import uuid
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import exists, func, or_, select

from training import clock
from training.errors import NotFound
from training.extensions import db
from training.models import (
    Acknowledgement,
    AcknowledgementKind,
    Credential,
    CredentialKind,
    Invitation,
    PersonIdentity,
    Role,
    RoleGrant,
    User,
    UserStatus,
)


class InvitationState(StrEnum):
    """What an invitation can still do."""

    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


class Secret(NamedTuple):
    """A password hash and whose it is."""

    person_id: uuid.UUID
    secret_hash: str


class Profile(NamedTuple):
    """What a person sees of the own account."""

    person_id: uuid.UUID
    display_name: str
    email: str | None
    employee_number: str | None
    locale: str
    time_zone: str

    @property
    def sign_in_name(self) -> str:
        """Return what the person types to sign in."""
        return self.email or self.employee_number or ""

    @property
    def own_words(self) -> list[str]:
        """Return what must not make up the person's password."""
        return [word for word in (self.display_name, self.email, self.employee_number) if word]


def find_person_by_name(sign_in_name: str) -> uuid.UUID | None:
    """Return who signs in with this e-mail address or employee number, typed in whatever case and width."""
    typed = unicodedata.normalize("NFKC", sign_in_name).strip()
    numbers = (typed, typed.upper())
    rows = db.session.execute(
        select(PersonIdentity.person_id, PersonIdentity.employee_number).where(
            or_(PersonIdentity.email == typed.lower(), PersonIdentity.employee_number.in_(numbers))
        )
    ).all()
    # The database tells numbers apart by case, so the one typed exactly comes first.
    return min(rows, key=lambda row: row.employee_number != typed).person_id if rows else None


def find_secret(sign_in_name: str) -> Secret | None:
    """Return the password hash of the active person who signs in with this name."""
    row = db.session.execute(
        select(Credential.person_id, Credential.secret_hash)
        .join(User, User.id == Credential.person_id)
        .where(
            Credential.person_id == find_person_by_name(sign_in_name),
            Credential.kind == CredentialKind.PASSWORD,
            User.status == UserStatus.ACTIVE,
        )
    ).one_or_none()
    return Secret(*row) if row else None


def find_password_hash(person_id: uuid.UUID) -> str | None:
    """Return the password hash of a person."""
    return db.session.scalar(
        select(Credential.secret_hash).where(
            Credential.person_id == person_id, Credential.kind == CredentialKind.PASSWORD
        )
    )


def get_profile(person_id: uuid.UUID) -> Profile:
    """Return a person's own account; raise NotFound when the identity was erased."""
    row = db.session.execute(
        select(
            User.id,
            PersonIdentity.display_name,
            PersonIdentity.email,
            PersonIdentity.employee_number,
            User.locale,
            User.time_zone,
        )
        .join(PersonIdentity, PersonIdentity.person_id == User.id)
        .where(User.id == person_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    return Profile(*row)


def find_invitation(invitation_id: uuid.UUID) -> Invitation | None:
    """Return an invitation."""
    return db.session.get(Invitation, invitation_id)


def find_sheet(person_id: uuid.UUID, code_digest: str) -> Invitation | None:
    """Return the person's invitation on paper with this code, in whatever state."""
    return db.session.scalar(
        select(Invitation).where(Invitation.person_id == person_id, Invitation.code_digest == code_digest)
    )


def state_of(invitation: Invitation) -> InvitationState:
    """Return what an invitation can still do."""
    if invitation.used_at:
        return InvitationState.USED
    if invitation.revoked_at:
        return InvitationState.REVOKED
    return InvitationState.EXPIRED if invitation.expires_at <= clock.now() else InvitationState.OPEN


def is_agreed(person_id: uuid.UUID, version: int) -> bool:
    """Tell whether the person agreed to this edition of what is recorded, or a later one."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    Acknowledgement.person_id == person_id,
                    Acknowledgement.kind == AcknowledgementKind.RECORDING,
                    Acknowledgement.version >= version,
                )
            )
        )
    )


def list_administrator_names() -> list[str]:
    """Return the names of the people to ask, for the pages that say whom to ask; a few are enough."""
    return list(
        db.session.scalars(
            select(PersonIdentity.display_name)
            .join(RoleGrant, RoleGrant.person_id == PersonIdentity.person_id)
            .join(User, User.id == PersonIdentity.person_id)
            .where(RoleGrant.role == Role.ADMINISTRATOR, User.status == UserStatus.ACTIVE)
            .order_by(PersonIdentity.display_name)
            .limit(3)
        )
    )


def has_administrator() -> bool:
    """Tell whether somebody holds the administrator's role."""
    return bool(
        db.session.scalar(select(func.count()).select_from(RoleGrant).where(RoleGrant.role == Role.ADMINISTRATOR))
    )
