"""Counts of completion, kept beside the assignments they follow from, and notes of what has changed since.

Nothing here points at other tables: these rows follow from others, and are counted anew when those have gone.
"""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import Base, WithId, enum_type
from training.models.delivery import AssignmentStatus
from training.models.overrides import OverrideKind

NOWHERE = uuid.UUID(int=0)
"""The place of those who belong to no team; any other place is a team, without those below it."""
ORGANISATION = uuid.UUID(int=1)
"""Stands for all places together, where sums over them are kept as well."""


class CompletionChange(WithId, Base):
    """The completion of a place, or of all of them, has changed since it was counted."""

    __tablename__ = "completion_change"

    place: Mapped[uuid.UUID]
    everywhere: Mapped[bool] = mapped_column(default=False, server_default=false())


class CompletionPlace(Base):
    """A place that has been counted: in which time zone days were told, and which campaigns were open then."""

    __tablename__ = "completion_place"

    place: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    zone: Mapped[str] = mapped_column(String(50))
    open_sha256: Mapped[str] = mapped_column(String(64))


class CompletionCount(WithId, Base):
    """How many present assignments of a campaign are alike in a place, of people who have not left."""

    __tablename__ = "completion_count"

    place: Mapped[uuid.UUID]
    campaign_id: Mapped[uuid.UUID]
    status: Mapped[AssignmentStatus] = mapped_column(enum_type(AssignmentStatus, "status"))
    due_at: Mapped[datetime]
    settled_by: Mapped[OverrideKind | None] = mapped_column(enum_type(OverrideKind, "settled_by"))
    is_extended: Mapped[bool]
    leave_from: Mapped[date | None]
    leave_until: Mapped[date | None]
    number: Mapped[int]

    __table_args__ = (
        Index("ix_completion_count_place_campaign_id", "place", "campaign_id"),
        CheckConstraint("number > 0", name="of_some"),
    )


class CompletionPasses(Base):
    """How many of the present assignments of a campaign were passed on one day in a place, or in the organisation.

    The organisation's rows change in the transaction that counts a place anew, so they are always sums over places.
    """

    __tablename__ = "completion_passes"

    place: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    campaign_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    passed_on: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int]

    __table_args__ = (CheckConstraint("number >= 0", name="not_negative"),)


class CompletionPeople(WithId, Base):
    """How many people of a place are alike in what they have left to do, in one campaign or (nothing) in all open ones.

    `due_at` is when the first of what they have not finished is due.
    """

    __tablename__ = "completion_people"

    place: Mapped[uuid.UUID]
    campaign_id: Mapped[uuid.UUID | None]
    is_assigned: Mapped[bool]
    due_at: Mapped[datetime | None]
    leave_from: Mapped[date | None]
    leave_until: Mapped[date | None]
    number: Mapped[int]

    __table_args__ = (
        Index("ix_completion_people_place_campaign_id", "place", "campaign_id"),
        CheckConstraint("number > 0", name="of_some"),
    )
