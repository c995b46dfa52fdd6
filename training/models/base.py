"""What all tables share: naming, column types, opaque ids, and rows that are only ever added."""

import os
import time
import uuid
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Delete, Dialect, Enum, Executable, MetaData, Update, Uuid, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, ORMExecuteState, Session, mapped_column, registry
from sqlalchemy.types import TypeDecorator

_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC (SQLite keeps it without a zone)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_id() -> uuid.UUID:
    """Return a UUID of version 7 (RFC 9562): opaque, and new rows lie together in an index."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=value)


def enum_type(enum: type[StrEnum], name: str) -> Enum:
    """Return a column type that keeps the values of `enum` as text with a check named `name`."""
    return Enum(
        enum,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=30,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """The base of every table."""

    registry = registry(
        metadata=MetaData(naming_convention=_NAMING),
        type_annotation_map={datetime: UtcDateTime(), uuid.UUID: Uuid()},
    )


class WithId:
    """An opaque id of its own."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)


class AppendOnly:
    """Rows that are written once: neither changed nor deleted by the program."""


class AppendOnlyViolation(Exception):
    """The program tried to change or delete a row that is only ever added."""


REMOVES_DEMONSTRATION = {"kyokun_removes_demonstration": True}
"""Execution options of a way out: taking an invented organisation away with all that it did."""
ERASES_WORDS = {"kyokun_erases_words": True}
"""Of the other one: striking what somebody wrote or what was written about somebody whose retention has ended."""


def _refuse(_mapper: Mapper[Any], _connection: Any, target: object) -> None:
    raise AppendOnlyViolation(f"{type(target).__name__} rows are never changed or deleted")


def refuse_changes(statement: Executable) -> None:
    """Raise AppendOnlyViolation when a statement changes or deletes rows that are only ever added."""
    if not isinstance(statement, Update | Delete):
        return
    kept = {mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, AppendOnly)}
    if statement.table in kept:
        raise AppendOnlyViolation(f"{statement.table} rows are never changed or deleted")


def _refuse_many(state: ORMExecuteState) -> None:
    if not any(state.execution_options.get(name) for way in (REMOVES_DEMONSTRATION, ERASES_WORDS) for name in way):
        refuse_changes(state.statement)


event.listen(AppendOnly, "before_update", _refuse, propagate=True)
event.listen(AppendOnly, "before_delete", _refuse, propagate=True)
event.listen(Session, "do_orm_execute", _refuse_many)
