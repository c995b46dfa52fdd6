"""What administrators write into the report of a cycle; its numbers are kept nowhere, since they are counted."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import Base


class ReportText(Base):
    """Purpose and plan of a cycle, and what is still to be done after it; `edition` tells two writers apart."""

    __tablename__ = "report_text"

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    cycle: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    purpose: Mapped[str] = mapped_column(Text)
    open_points: Mapped[str] = mapped_column(Text)
    edition: Mapped[int]
    written_at: Mapped[datetime]
    written_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))

    __table_args__ = (
        CheckConstraint("cycle > 0", name="cycle_from_one"),
        CheckConstraint("edition > 0", name="edition_from_one"),
    )
