"""After the fact: a person contests how an answer was marked, and an author rules."""

import uuid
from datetime import datetime

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

from training.models.base import AppendOnly, Base, WithId, new_id


class Ruling(AppendOnly, WithId, Base):
    """How a question is graded from now on: its canonical document, the hash of that, and why."""

    __tablename__ = "ruling"

    question_uid: Mapped[str] = mapped_column(String(40), index=True)
    question_revision: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    ruled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    ruled_at: Mapped[datetime]
    declaration: Mapped[str | None] = mapped_column(Text)
    """Why nobody else could correct what this person had written; None where somebody else did."""

    __table_args__ = (CheckConstraint("length(sha256) = 64", name="sha256_whole"),)


class Contest(Base):
    """What a person says against the marking of one own answer, and what an author replied."""

    __tablename__ = "contest"

    person_id: Mapped[uuid.UUID]
    id: Mapped[uuid.UUID] = mapped_column(default=new_id)
    attempt_id: Mapped[uuid.UUID]
    scenario_key: Mapped[str] = mapped_column(String(80))
    step_key: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(Text)
    contested_at: Mapped[datetime]
    ruling_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("ruling.id"))
    reply: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))

    __table_args__ = (
        PrimaryKeyConstraint("person_id", "id"),
        ForeignKeyConstraint(
            ["person_id", "attempt_id", "scenario_key", "step_key"],
            ["answer.person_id", "answer.attempt_id", "answer.scenario_key", "answer.step_key"],
            name="fk_contest_answer",
        ),
        UniqueConstraint("person_id", "attempt_id", "scenario_key", "step_key"),
        CheckConstraint("(answered_at IS NULL) = (reply IS NULL)", name="answered_with_reply"),
        CheckConstraint("ruling_id IS NULL OR answered_at IS NOT NULL", name="ruled_with_date"),
    )
