"""People, apart from their names; teams as a tree; roles, credentials, invitations."""

import secrets
import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.models.base import Base, WithId, enum_type


class UserStatus(StrEnum):
    """Invited has no password yet; a deactivated person keeps the proof but can't sign in."""

    INVITED = "invited"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"


class Employment(StrEnum):
    """How a person works for the organisation; training is for all of them."""

    OFFICER = "officer"
    REGULAR = "regular"
    FIXED_TERM = "fixed-term"
    PART_TIME = "part-time"
    DISPATCHED = "dispatched"
    OTHER = "other"


class Role(StrEnum):
    """What is granted by name; everybody is an employee, and managing follows from a team."""

    AUTHOR = "author"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class CredentialKind(StrEnum):
    """Ways to prove who one is."""

    PASSWORD = "password"  # noqa: S105


class InvitationChannel(StrEnum):
    """How the one-time secret reaches the person."""

    MAIL = "mail"
    SHEET = "sheet"


class User(WithId, Base):
    """An account and the person behind it, known here by an opaque id only."""

    __tablename__ = "user"

    status: Mapped[UserStatus] = mapped_column(enum_type(UserStatus, "status"), default=UserStatus.INVITED)
    locale: Mapped[str] = mapped_column(String(10), default="ja")
    time_zone: Mapped[str] = mapped_column(String(50), default="Asia/Tokyo")
    session_epoch: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    deactivated_at: Mapped[datetime | None]
    employment: Mapped[Employment | None] = mapped_column(enum_type(Employment, "employment"))
    hired_on: Mapped[date | None]
    leave_from: Mapped[date | None]
    leave_until: Mapped[date | None]
    """The last day of a leave of absence; a leave without one goes on."""
    pseudonymised_at: Mapped[datetime | None]
    """When all that named the person was erased; from then on the person is known by the id alone."""

    identity: Mapped["PersonIdentity | None"] = relationship(back_populates="user")

    __table_args__ = (
        CheckConstraint("(status = 'deactivated') = (deactivated_at IS NOT NULL)", name="deactivated_with_date"),
        CheckConstraint("leave_until IS NULL OR leave_from <= leave_until", name="leave_ends_after_start"),
        CheckConstraint("leave_until IS NULL OR leave_from IS NOT NULL", name="leave_begins"),
        CheckConstraint("pseudonymised_at IS NULL OR status = 'deactivated'", name="pseudonymised_leavers"),
    )


class PersonIdentity(Base):
    """Name and addresses of a person; the only table that holds them, so that erasing it leaves the proof.

    `email` is kept in lower case; `salt` makes digests of personal values worthless once it is gone.
    """

    __tablename__ = "person_identity"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    display_name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))
    employee_number: Mapped[str | None] = mapped_column(String(50))
    salt: Mapped[bytes] = mapped_column(default=lambda: secrets.token_bytes(16))

    user: Mapped[User] = relationship(back_populates="identity")

    __table_args__ = (
        UniqueConstraint("email"),
        UniqueConstraint("employee_number"),
        CheckConstraint("email IS NOT NULL OR employee_number IS NOT NULL", name="reachable"),
        CheckConstraint("email = lower(email)", name="email_lower_case"),
    )


class Credential(WithId, Base):
    """A secret, hashed."""

    __tablename__ = "credential"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    kind: Mapped[CredentialKind] = mapped_column(enum_type(CredentialKind, "kind"))
    secret_hash: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("person_id", "kind"),)


class RoleGrant(Base):
    """A role that a person holds."""

    __tablename__ = "role_grant"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(enum_type(Role, "role"), primary_key=True)
    granted_at: Mapped[datetime]
    granted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))


class Team(WithId, Base):
    """A node of the team tree. `name_en` is shown to people who read English, when it is set."""

    __tablename__ = "team"

    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str | None] = mapped_column(String(200))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("team.id"), index=True)
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_its_own_parent"),
        Index("uq_team_parent_id_name", "parent_id", "name", unique=True),
        # Both databases take two empty parents for different ones.
        Index(
            "uq_team_top_name",
            "name",
            unique=True,
            sqlite_where=text("parent_id IS NULL"),
            postgresql_where=text("parent_id IS NULL"),
        ),
    )


class TeamClosure(Base):
    """Every team under every team, itself included at depth 0."""

    __tablename__ = "team_closure"

    ancestor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("team.id"), primary_key=True)
    descendant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("team.id"), primary_key=True, index=True)
    depth: Mapped[int]

    __table_args__ = (
        CheckConstraint("depth >= 0", name="depth_not_negative"),
        CheckConstraint("(depth = 0) = (ancestor_id = descendant_id)", name="itself_at_depth_zero"),
    )


class TeamMembership(Base):
    """The present team of a person."""

    __tablename__ = "team_membership"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("team.id"), index=True)
    since: Mapped[datetime]


class TeamManager(Base):
    """A person who manages a team and so sees its whole tree."""

    __tablename__ = "team_manager"

    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("team.id"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), primary_key=True, index=True)
    since: Mapped[datetime]


class Invitation(WithId, Base):
    """A one-time way to choose a password, by mail or on a printed sheet.

    A mailed link is signed from the id and kept nowhere; a sheet's code is kept as its digest alone.
    """

    __tablename__ = "invitation"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    channel: Mapped[InvitationChannel] = mapped_column(enum_type(InvitationChannel, "channel"))
    code_digest: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("(channel = 'sheet') = (code_digest IS NOT NULL)", name="code_on_sheets_only"),
        CheckConstraint("expires_at > created_at", name="expires_later"),
        CheckConstraint("used_at IS NULL OR revoked_at IS NULL", name="used_or_revoked"),
    )


class SignInThrottle(Base):
    """Failures against one account or from one address inside a window; `key` is a digest."""

    __tablename__ = "sign_in_throttle"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    window_start: Mapped[datetime]
    failures: Mapped[int]
