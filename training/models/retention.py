"""Who is kept by name although the retention of leavers has ended, and why."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import Base


class RetentionHold(Base):
    """A leaver who is not pseudonymised while this row is there: a dispute, an audit that has begun."""

    __tablename__ = "retention_hold"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    held_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    held_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("trim(reason) <> ''", name="with_reason"),)
