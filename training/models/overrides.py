"""What was decided about one person's training: individual treatment, each with its reason."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import AppendOnly, Base, enum_type, new_id


class OverrideKind(StrEnum):
    """What can be decided about one person; a decision is taken back by another one."""

    EXTENSION = "extension"
    EXEMPTION = "exemption"
    RESET = "reset"
    EXTRA_TIME = "extra_time"
    ATTENDED = "attended"
    MANUAL_PASS = "manual_pass"  # noqa: S105  # a name, no secret
    TAKING_BACK = "taking_back"


class Override(AppendOnly, Base):
    """One decision about one person's training. `request_id` is the form's, so that it holds once when sent twice.

    `attempts` is how many attempts a reset found finished; `release_id` is what was attended or passed by hand.
    """

    __tablename__ = "override"

    person_id: Mapped[uuid.UUID]
    id: Mapped[uuid.UUID] = mapped_column(default=new_id)
    assignment_id: Mapped[uuid.UUID]
    kind: Mapped[OverrideKind] = mapped_column(enum_type(OverrideKind, "kind"))
    reason: Mapped[str] = mapped_column(Text)
    until: Mapped[date | None]
    minutes: Mapped[int | None]
    attempts: Mapped[int | None]
    held_on: Mapped[date | None]
    place: Mapped[str | None] = mapped_column(String(200))
    evidence: Mapped[str | None] = mapped_column(Text)
    release_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("release.id"))
    takes_back_id: Mapped[uuid.UUID | None]
    request_id: Mapped[uuid.UUID] = mapped_column(index=True)
    given_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    given_for: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    """The manager in whose place a deputy decided."""
    given_at: Mapped[datetime]

    __table_args__ = (
        PrimaryKeyConstraint("person_id", "id"),
        ForeignKeyConstraint(
            ["person_id", "assignment_id"], ["assignment.person_id", "assignment.id"], name="fk_override_assignment"
        ),
        ForeignKeyConstraint(
            ["person_id", "takes_back_id"], ["override.person_id", "override.id"], name="fk_override_taken_back"
        ),
        UniqueConstraint("person_id", "assignment_id", "request_id"),
        UniqueConstraint("person_id", "takes_back_id"),
        CheckConstraint("trim(reason) <> ''", name="with_reason"),
        CheckConstraint("(kind = 'extension') = (until IS NOT NULL)", name="extension_with_day"),
        CheckConstraint("(kind = 'extra_time') = (minutes IS NOT NULL)", name="extra_time_with_minutes"),
        CheckConstraint("minutes >= 0", name="minutes_not_negative"),
        CheckConstraint("(kind = 'reset') = (attempts IS NOT NULL)", name="reset_with_attempts"),
        CheckConstraint(
            "(kind = 'attended') = (held_on IS NOT NULL) AND (kind = 'attended') = (place IS NOT NULL)",
            name="attended_with_day_and_place",
        ),
        CheckConstraint("(kind = 'manual_pass') = (evidence IS NOT NULL)", name="manual_pass_with_evidence"),
        CheckConstraint("(kind IN ('attended', 'manual_pass')) = (release_id IS NOT NULL)", name="passed_with_release"),
        CheckConstraint("(kind = 'taking_back') = (takes_back_id IS NOT NULL)", name="taking_back_something"),
    )
