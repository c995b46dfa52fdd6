"""Which rules people were asked about, as the worker counted it last; nobody is named here."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import Base, WithId, enum_type


class PersonKind(StrEnum):
    """What somebody is to the organisation; everybody is exactly one of these, the first that fits."""

    OFFICER = "officer"
    MANAGER = "manager"
    REGULAR = "regular"
    FIXED_TERM = "fixed-term"
    PART_TIME = "part-time"
    DISPATCHED = "dispatched"
    OTHER = "other"


class SubjectKind(StrEnum):
    """What people can be asked about: one rule, or any rule that serves a teaching topic."""

    CONTROL = "control"
    TOPIC = "topic"


class CoverageGroup(WithId, Base):
    """People of one kind in one division (nothing: in none), of whom each is in one group only."""

    __tablename__ = "coverage_group"

    team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("team.id"))
    kind: Mapped[PersonKind] = mapped_column(enum_type(PersonKind, "kind"))
    people: Mapped[int]
    counted_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("people > 0", name="of_somebody"),)


class CoverageCount(Base):
    """How many people of a group were asked about a subject, through one incident or (empty key) through any.

    Each person counts once: as having decided within a year, else as assigned, else as having decided earlier.
    """

    __tablename__ = "coverage_count"

    # The page looks subjects up, so they come first.
    subject_kind: Mapped[SubjectKind] = mapped_column(enum_type(SubjectKind, "subject_kind"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(80), primary_key=True)
    incident_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    group_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("coverage_group.id"), primary_key=True)
    decided: Mapped[int]
    assigned: Mapped[int]
    earlier: Mapped[int]

    __table_args__ = (
        CheckConstraint("decided >= 0 AND assigned >= 0 AND earlier >= 0", name="not_negative"),
        CheckConstraint("subject_kind = 'control' OR incident_key = ''", name="topic_through_any"),
    )
