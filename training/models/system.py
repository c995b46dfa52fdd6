"""Mail to send, what privileged people did, settings, and what an organisation adds to a control."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import AppendOnly, Base, WithId, enum_type


class MailState(StrEnum):
    """A send whose outcome is unknown is uncertain and is never repeated by itself; what is printed is on paper."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    PRINTED = "printed"


class OutgoingMail(WithId, Base):
    """One mail per dedupe key: its kind and opaque parameters; words and address are put together when it is sent."""

    __tablename__ = "outgoing_mail"

    dedupe_key: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    kind: Mapped[str] = mapped_column(String(50))
    locale: Mapped[str] = mapped_column(String(10))
    parameters: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(String(200))
    state: Mapped[MailState] = mapped_column(enum_type(MailState, "state"), default=MailState.QUEUED)
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    next_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        UniqueConstraint("dedupe_key"),
        UniqueConstraint("message_id"),
        Index("ix_outgoing_mail_state_next_at", "state", "next_at"),
        CheckConstraint("(state IN ('sent', 'printed')) = (sent_at IS NOT NULL)", name="sent_with_date"),
    )


class AuditEvent(AppendOnly, WithId, Base):
    """What somebody did: opaque ids and declared details only, with a hash over its own content."""

    __tablename__ = "audit_event"

    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    action: Mapped[str] = mapped_column(String(60), index=True)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(80), index=True)
    details: Mapped[str] = mapped_column(Text)
    content_sha256: Mapped[str] = mapped_column(String(64))


class Setting(Base):
    """A setting of the organisation, as canonical JSON."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime]


class OrganisationSlot(Base):
    """What the organisation shows under a control in one language: its own clause, and whom to call."""

    __tablename__ = "organisation_slot"

    control_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    locale: Mapped[str] = mapped_column(String(10), primary_key=True)
    clause: Mapped[str | None] = mapped_column(String(200))
    contact: Mapped[str | None] = mapped_column(String(500))
    updated_at: Mapped[datetime]
