"""The chain over the ledger: seals, which event stands where in them, and checks of the whole."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import AppendOnly, Base, WithId

_WHOLE = ("previous_sha256", "root_sha256", "public_key", "next_key")


class LedgerSeal(AppendOnly, Base):
    """A batch of events under one digest, chained to the batch before and signed (`training/seals.py`)."""

    __tablename__ = "ledger_seal"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    previous_sha256: Mapped[str] = mapped_column(String(64))
    root_sha256: Mapped[str] = mapped_column(String(64))
    events: Mapped[int]
    events_total: Mapped[int]
    first_at: Mapped[datetime | None]
    last_at: Mapped[datetime | None]
    sealed_at: Mapped[datetime]
    public_key: Mapped[str] = mapped_column(String(64))
    next_key: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    signature: Mapped[str] = mapped_column(String(128))

    __table_args__ = (
        # Two sealers at once make one chain: the second finds the number and the predecessor taken.
        UniqueConstraint("previous_sha256"),
        UniqueConstraint("sha256"),
        CheckConstraint("number > 0", name="number_from_one"),
        CheckConstraint("events >= 0 AND events_total >= events", name="counts_whole"),
        CheckConstraint("events <= 1000", name="events_in_one_batch"),
        CheckConstraint(" AND ".join(f"length({name}) = 64" for name in _WHOLE), name="digests_whole"),
        CheckConstraint("(events = 0) = (first_at IS NULL)", name="span_with_events"),
        CheckConstraint("(first_at IS NULL) = (last_at IS NULL)", name="span_whole"),
        CheckConstraint("length(sha256) = 64 AND length(signature) = 128", name="signed"),
    )


class LedgerEntry(AppendOnly, Base):
    """An event's place in a seal, with the hash that the event had then.

    It refers to no row: it is what is left of an event or a seal that somebody removed, and no migration may stop at
    that.
    """

    __tablename__ = "ledger_entry"

    event_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    seal_number: Mapped[int]
    position: Mapped[int]
    content_sha256: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("seal_number", "position"),
        CheckConstraint("position >= 0", name="position_from_zero"),
        CheckConstraint("length(content_sha256) = 64", name="sha256_whole"),
    )


class LedgerCheck(WithId, Base):
    """A check of the whole ledger: asked for by somebody or by the program, done by the worker."""

    __tablename__ = "ledger_check"

    asked_at: Mapped[datetime] = mapped_column(index=True)
    asked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    leased_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    # True or nothing, so that of two who ask at once one is the first.
    is_open: Mapped[bool | None] = mapped_column(default=True, unique=True)
    report: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        CheckConstraint("(finished_at IS NULL) = (report IS NULL)", name="finished_with_report"),
        CheckConstraint(
            "finished_at IS NULL AND is_open IS TRUE OR finished_at IS NOT NULL AND is_open IS NULL",
            name="open_until_finished",
        ),
    )
