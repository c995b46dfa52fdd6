"""Reviews: somebody else reads what would be published, says what to change, and approves exactly that."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import Base, WithId, enum_type


class ReviewState(StrEnum):
    """Open until somebody decides, the asker withdraws, or a later state of the quiz is handed in instead."""

    OPEN = "open"
    CHANGES_ASKED = "changes_asked"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Review(WithId, Base):
    """What would be published as release `number` (the bytes and their SHA-256), who asked, and who decided."""

    __tablename__ = "review"

    quiz_key: Mapped[str] = mapped_column(String(80), index=True)
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(Text)
    state: Mapped[ReviewState] = mapped_column(enum_type(ReviewState, "state"), default=ReviewState.OPEN)
    request: Mapped[str | None] = mapped_column(Text)
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    asked_of: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    """Who is asked in particular and gets a mail; others may decide as well."""
    verdict: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("id", "quiz_key", "number", "sha256", "state"),
        CheckConstraint("number > 0", name="number_from_one"),
        CheckConstraint("length(sha256) = 64", name="sha256_whole"),
        CheckConstraint("asked_of <> asked_by", name="asked_of_somebody_else"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="closed_with_date"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"),
        CheckConstraint(
            "state NOT IN ('approved', 'changes_asked') OR decided_by <> asked_by", name="decided_by_somebody_else"
        ),
        CheckConstraint("state <> 'changes_asked' OR verdict IS NOT NULL", name="changes_with_words"),
        Index(
            "uq_review_one_open",
            "quiz_key",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )


class ReviewComment(WithId, Base):
    """What somebody remarks on a step, or on the whole quiz, and whether it is dealt with."""

    __tablename__ = "review_comment"

    review_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("review.id"), index=True)
    scenario_key: Mapped[str | None] = mapped_column(String(80), index=True)
    step_key: Mapped[str | None] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    written_at: Mapped[datetime]
    resolved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    resolved_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("(scenario_key IS NULL) = (step_key IS NULL)", name="place_whole"),
        CheckConstraint("(resolved_at IS NULL) = (resolved_by IS NULL)", name="resolved_by_somebody"),
    )
