"""Content: drafts as documents that change, releases as documents that never do, and their projection for reports."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from training.models.base import AppendOnly, Base, WithId, enum_type


class DocumentRecord(WithId):
    """A document that is still edited: its canonical JSON and a number that rises with every save."""

    key: Mapped[str] = mapped_column(String(80), unique=True)
    document: Mapped[str] = mapped_column(Text)
    edition: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
    updated_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    shipped_sha256: Mapped[str | None] = mapped_column(String(64))
    """What the last imported file said that was written by hand or shipped."""
    exported_sha256: Mapped[str | None] = mapped_column(String(64))
    """What the last imported file said that had been exported; by both, imports tell which side has changed."""

    @declared_attr.directive
    def __table_args__(cls) -> tuple[CheckConstraint, ...]:  # noqa: N805  # SQLAlchemy hands it the class
        """Return the rules of every such table."""
        return (
            CheckConstraint("edition > 0", name="edition_from_one"),
            CheckConstraint("length(shipped_sha256) = 64", name="shipped_sha256_whole"),
            CheckConstraint("length(exported_sha256) = 64", name="exported_sha256_whole"),
        )


class IncidentRecord(DocumentRecord, Base):
    """An incident as it is now."""

    __tablename__ = "incident_record"


class ControlRecord(DocumentRecord, Base):
    """A control as it is now."""

    __tablename__ = "control_record"


class ScenarioDraft(DocumentRecord, Base):
    """A scenario as it is now; what employees take is the copy inside a release."""

    __tablename__ = "scenario_draft"


class QuizDraft(DocumentRecord, Base):
    """A quiz as it is now."""

    __tablename__ = "quiz_draft"


class Approval(StrEnum):
    """What a release was published on, for ever."""

    REVIEWED = "reviewed"
    """Somebody else approved these very bytes."""
    ALONE = "alone"
    """Nobody else did: the organisation had declared that one person writes and publishes."""
    PROGRAM = "program"
    """No person did: it came with the program or from files, by the command line."""
    UNRECORDED = "unrecorded"
    """Published before reviews were kept."""


class Release(AppendOnly, WithId, Base):
    """A published quiz: the canonical bytes themselves (UTF-8 text), their SHA-256, and who answers for them."""

    __tablename__ = "release"

    quiz_key: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]
    published_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    approval: Mapped[Approval] = mapped_column(enum_type(Approval, "approval"))
    review_id: Mapped[uuid.UUID | None]
    review_state: Mapped[str | None] = mapped_column(String(30))
    """Approved, for ever: the reference below lets the review become nothing else."""
    declaration: Mapped[str | None] = mapped_column(Text)
    """Why the organisation had nobody else, as declared at the time."""

    __table_args__ = (
        UniqueConstraint("quiz_key", "number"),
        UniqueConstraint("review_id"),
        # A review of other bytes, of another quiz or number, or with another verdict is no reason to publish these.
        ForeignKeyConstraint(
            ["review_id", "quiz_key", "number", "sha256", "review_state"],
            ["review.id", "review.quiz_key", "review.number", "review.sha256", "review.state"],
            name="fk_release_approved_bytes",
        ),
        CheckConstraint("(review_id IS NULL) = (review_state IS NULL)", name="review_with_state"),
        CheckConstraint("review_state = 'approved'", name="review_approved"),
        CheckConstraint("number > 0", name="number_from_one"),
        CheckConstraint("length(sha256) = 64", name="sha256_whole"),
        CheckConstraint("(approval = 'reviewed') = (review_id IS NOT NULL)", name="reviewed_with_review"),
        CheckConstraint("(approval = 'alone') = (declaration IS NOT NULL)", name="alone_with_declaration"),
        CheckConstraint(
            "approval NOT IN ('reviewed', 'alone') OR published_by IS NOT NULL", name="published_by_somebody"
        ),
    )


class ReleaseStep(AppendOnly, Base):
    """A decision of a release, as rows that reports can join."""

    __tablename__ = "release_step"

    release_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("release.id"), primary_key=True)
    scenario_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    step_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    position: Mapped[int]
    question_uid: Mapped[str] = mapped_column(String(40), index=True)
    question_revision: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(30))
    family: Mapped[str | None] = mapped_column(String(80))
    marked: Mapped[bool]
    barrier: Mapped[bool]

    __table_args__ = (UniqueConstraint("release_id", "position"),)


class ReleaseStepControl(AppendOnly, Base):
    """A control that a decision of a release practises."""

    __tablename__ = "release_step_control"

    release_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    scenario_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    step_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    control_key: Mapped[str] = mapped_column(String(80), primary_key=True, index=True)

    __table_args__ = (
        ForeignKeyConstraint(
            ["release_id", "scenario_key", "step_key"],
            ["release_step.release_id", "release_step.scenario_key", "release_step.step_key"],
            name="fk_release_step_control_step",
        ),
    )


class ReleaseScenario(AppendOnly, Base):
    """A scenario of a release and the incident that it is about; a drawn one is asked of some people only."""

    __tablename__ = "release_scenario"

    release_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("release.id"), primary_key=True)
    scenario_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    incident_key: Mapped[str] = mapped_column(String(80))
    drawn: Mapped[bool]
