"""What is known about editing a document beside the document itself: its earlier editions, and what is older in it."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import AppendOnly, Base, WithId

_IS_DOCUMENT = "kind IN ('control', 'incident', 'quiz', 'scenario')"


class DocumentEdition(Base):
    """An edition of a document: who saved it and when for ever, what it said while it is one of the latest."""

    __tablename__ = "document_edition"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    document_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document: Mapped[str | None] = mapped_column(Text)
    """What work begun on it is joined with; long ago it is not kept any more."""
    sha256: Mapped[str | None] = mapped_column(String(64))
    """None only of an edition of long ago whose digest nobody recorded."""
    changed_steps: Mapped[str | None] = mapped_column(Text)
    """The keys of the steps that it added, changed or took out, as JSON; None when that was not recorded."""
    saved_at: Mapped[datetime]
    saved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))

    __table_args__ = (
        CheckConstraint(_IS_DOCUMENT, name="kind"),
        CheckConstraint("edition > 0", name="edition_from_one"),
        CheckConstraint("length(sha256) = 64", name="sha256_whole"),
        CheckConstraint("document IS NULL OR sha256 IS NOT NULL", name="digest_of_words"),
    )


class ReleaseEdition(AppendOnly, Base):
    """A document that went into a release, and in which edition; None when that was not recorded."""

    __tablename__ = "release_edition"

    release_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("release.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    document_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    edition: Mapped[int | None]

    __table_args__ = (
        CheckConstraint(_IS_DOCUMENT, name="kind"),
        CheckConstraint("edition > 0", name="edition_from_one"),
    )


class OlderText(Base):
    """A language of a text that was left as it was when another was changed; `edition` is the one that did so."""

    __tablename__ = "older_text"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    document_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    place: Mapped[str] = mapped_column(String(400), primary_key=True)
    language: Mapped[str] = mapped_column(String(20), primary_key=True)
    edition: Mapped[int]

    __table_args__ = (
        CheckConstraint(_IS_DOCUMENT, name="kind"),
        CheckConstraint("edition > 0", name="edition_from_one"),
    )


class DocumentCheck(AppendOnly, WithId, Base):
    """Somebody has read an edition of a document again and found it right, without changing it."""

    __tablename__ = "document_check"

    kind: Mapped[str] = mapped_column(String(20))
    document_key: Mapped[str] = mapped_column(String(80))
    edition: Mapped[int]
    checked_at: Mapped[datetime]
    checked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))

    __table_args__ = (
        CheckConstraint(_IS_DOCUMENT, name="kind"),
        CheckConstraint("edition > 0", name="edition_from_one"),
    )
