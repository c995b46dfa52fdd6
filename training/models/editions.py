"""What is known about editing a document beside the document itself: its earlier editions, and what is older in it."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import Base


class DocumentEdition(Base):
    """What a document said in one of its latest editions, so that work begun on it can be joined with later ones."""

    __tablename__ = "document_edition"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    document_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime]
    saved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))


class OlderText(Base):
    """A language of a text that was left as it was when another was changed; `edition` is the one that did so."""

    __tablename__ = "older_text"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    document_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    place: Mapped[str] = mapped_column(String(400), primary_key=True)
    language: Mapped[str] = mapped_column(String(20), primary_key=True)
    edition: Mapped[int]
