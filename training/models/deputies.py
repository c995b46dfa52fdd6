"""Who stands in for a manager, from which day to which."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import Base, WithId


class Deputyship(WithId, Base):
    """A person who sees and reminds as a manager does, on the days from `starts_on` to `ends_on`.

    `ended_at` ends it earlier; without `ended_by` the program did, since one of the two has left.
    """

    __tablename__ = "deputyship"

    manager_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    deputy_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    created_at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))

    __table_args__ = (
        CheckConstraint("manager_id <> deputy_id", name="somebody_else"),
        CheckConstraint("starts_on <= ends_on", name="ends_after_start"),
        CheckConstraint("ended_by IS NULL OR ended_at IS NOT NULL", name="ended_with_date"),
    )
