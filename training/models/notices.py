"""Public notices that authors pasted. Their wording belongs to others, so they stay here and go into no export."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import Base, WithId


class NoticeRecord(WithId, Base):
    """A notice as it was pasted, what its author keeps of the reading, and the incident made from it."""

    __tablename__ = "notice_record"

    title: Mapped[str] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(String(500))
    source_text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(10))
    desk: Mapped[str] = mapped_column(Text)
    edition: Mapped[int] = mapped_column(default=1)
    incident_key: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(index=True)
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    updated_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("edition > 0", name="edition_from_one"),)


class NoticeEdition(Base):
    """An earlier desk of a notice, which work begun on it is joined with; the first one is what the reader found."""

    __tablename__ = "notice_edition"

    notice_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("notice_record.id"), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    desk: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("edition > 0", name="edition_from_one"),)
