"""Who was reminded of which training, how a campaign reminds, and which due date a person was told last."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import AppendOnly, Base, enum_type, new_id


class ReminderKind(StrEnum):
    """Why a mail about unfinished training goes out."""

    BEFORE = "before"
    AFTER = "after"
    NUDGE = "nudge"
    ESCALATION = "escalation"


class Reminder(AppendOnly, Base):
    """A mail about the unfinished training of `person_id`, to that person or (escalation) to a manager.

    `planned_on` is the day of the plan, `sent_on` the reader's day on which the mail may leave, `due_at` what the mail
    was planned by. Both unique rules let ticks run as often and at as many places as they like.
    """

    __tablename__ = "reminder"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    id: Mapped[uuid.UUID] = mapped_column(default=new_id)
    kind: Mapped[ReminderKind] = mapped_column(enum_type(ReminderKind, "kind"))
    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    cycle: Mapped[int]
    assignment_id: Mapped[uuid.UUID]
    recipient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    planned_on: Mapped[date]
    sent_on: Mapped[date]
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))

    __table_args__ = (
        PrimaryKeyConstraint("person_id", "id"),
        ForeignKeyConstraint(
            ["person_id", "assignment_id"], ["assignment.person_id", "assignment.id"], name="fk_reminder_assignment"
        ),
        UniqueConstraint(
            "person_id", "campaign_id", "cycle", "kind", "planned_on", "recipient_id", name="uq_reminder_planned_once"
        ),
        Index(
            "uq_reminder_one_a_day",
            "person_id",
            "campaign_id",
            "sent_on",
            unique=True,
            sqlite_where=text("kind <> 'escalation'"),
            postgresql_where=text("kind <> 'escalation'"),
        ),
        Index("ix_reminder_recipient_id_campaign_id_sent_on", "recipient_id", "campaign_id", "sent_on"),
        CheckConstraint("(kind = 'escalation') = (recipient_id <> person_id)", name="escalation_to_another"),
        CheckConstraint("(kind = 'nudge') = (created_by IS NOT NULL)", name="nudge_by_somebody"),
    )


class ReminderPlan(Base):
    """How one campaign reminds, where it differs from the organisation's own plan; days as canonical JSON lists."""

    __tablename__ = "reminder_plan"

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    days_before: Mapped[str] = mapped_column(String(100))
    days_after: Mapped[str] = mapped_column(String(100))
    manager_after: Mapped[int | None]
    changed_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("manager_after BETWEEN 1 AND 90", name="manager_after_in_range"),)


class ToldDue(Base):
    """The due date that a person was told last; `sequence` counts how often it has moved (RFC 5545)."""

    __tablename__ = "told_due"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    assignment_id: Mapped[uuid.UUID]
    due_at: Mapped[datetime]
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    told_at: Mapped[datetime]

    __table_args__ = (
        PrimaryKeyConstraint("person_id", "assignment_id"),
        ForeignKeyConstraint(
            ["person_id", "assignment_id"], ["assignment.person_id", "assignment.id"], name="fk_told_due_assignment"
        ),
        CheckConstraint("sequence >= 0", name="sequence_not_negative"),
    )


class Handout(AppendOnly, Base):
    """A slip of paper that took the place of a mail; what was printed together has one `run_id`."""

    __tablename__ = "handout"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    mail_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("outgoing_mail.id"))
    run_id: Mapped[uuid.UUID]
    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    assignment_id: Mapped[uuid.UUID]
    attempt_id: Mapped[uuid.UUID | None]
    """The attempt whose result it tells."""
    printed_at: Mapped[datetime]
    printed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))

    __table_args__ = (
        PrimaryKeyConstraint("person_id", "mail_id"),
        ForeignKeyConstraint(
            ["person_id", "assignment_id"], ["assignment.person_id", "assignment.id"], name="fk_handout_assignment"
        ),
        ForeignKeyConstraint(
            ["person_id", "attempt_id"], ["attempt.person_id", "attempt.id"], name="fk_handout_attempt"
        ),
        Index("ix_handout_campaign_id_run_id", "campaign_id", "run_id"),
    )
