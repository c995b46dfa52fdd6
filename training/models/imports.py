"""Imports of people: what a file would change until that is decided, and what it changed while it can be undone."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import Base, WithId, enum_type


class ImportState(StrEnum):
    """Planned writes nothing about people; discarded and expired imports never did."""

    PLANNED = "planned"
    APPLIED = "applied"
    DISCARDED = "discarded"
    EXPIRED = "expired"
    UNDONE = "undone"


class LineGroup(StrEnum):
    """What a line of a plan would do."""

    JOINER = "joiner"
    RETURNER = "returner"
    MOVER = "mover"
    CHANGED = "changed"
    LEAVER = "leaver"
    KEPT = "kept"
    UNCHANGED = "unchanged"
    TEAM = "team"
    MANAGER = "manager"
    ERROR = "error"


class Undoing(StrEnum):
    """What became of a change when its import was undone."""

    RESTORED = "restored"
    REMOVED = "removed"
    DEACTIVATED = "deactivated"
    PARTLY = "partly"
    LEFT = "left"


class PeopleImport(WithId, Base):
    """A file with people, as far as it may be kept for good: no names. `counts` says how many lines each group has."""

    __tablename__ = "people_import"

    state: Mapped[ImportState] = mapped_column(enum_type(ImportState, "state"), default=ImportState.PLANNED)
    file_sha256: Mapped[str] = mapped_column(String(64))
    everybody: Mapped[bool]
    creates_teams: Mapped[bool]
    sets_managers: Mapped[bool]
    made_at: Mapped[datetime]
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    plan_sha256: Mapped[str] = mapped_column(String(64))
    counts: Mapped[str] = mapped_column(Text)
    unused: Mapped[str] = mapped_column(Text, default="[]")
    """Headings of columns that say nothing to the program, as a JSON list; erased with the lines."""
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    undone_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("(state = 'planned') = (ended_at IS NULL)", name="ended_with_date"),
        CheckConstraint("(state = 'undone') = (undone_at IS NOT NULL)", name="undone_with_date"),
        CheckConstraint("length(file_sha256) = 64", name="file_sha256_whole"),
        CheckConstraint("length(plan_sha256) = 64", name="plan_sha256_whole"),
    )


class PeopleImportLine(Base):
    """A line of a plan; it holds names, and goes when the plan is applied or discarded, or after a day."""

    __tablename__ = "people_import_line"

    import_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_import.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[int | None]
    """Where it stands in the file; a person who is missing there has none."""
    grouping: Mapped[LineGroup] = mapped_column(enum_type(LineGroup, "grouping"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    read: Mapped[str | None] = mapped_column(Text)
    told: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index("ix_people_import_line_grouping", "import_id", "grouping", "position"),
        CheckConstraint("(read IS NULL) = (line IS NULL)", name="read_from_line"),
    )


class PeopleImportChange(Base):
    """What an import changed about a person or a team, from what to what; erased when it can't be undone any more."""

    __tablename__ = "people_import_change"

    import_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_import.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    grouping: Mapped[LineGroup] = mapped_column(enum_type(LineGroup, "grouping"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("team.id"), index=True)
    values_before: Mapped[str] = mapped_column(Text)
    values_after: Mapped[str] = mapped_column(Text)
    undoing: Mapped[Undoing | None] = mapped_column(enum_type(Undoing, "undoing"))

    # Whoever was removed by undoing is named by none of them any more, so both may be missing.
    __table_args__ = (
        CheckConstraint("person_id IS NULL OR grouping <> 'team'", name="team_alone"),
        CheckConstraint("team_id IS NULL OR grouping IN ('team', 'manager')", name="person_alone"),
        CheckConstraint("grouping NOT IN ('kept', 'unchanged', 'error')", name="changed_something"),
    )
