"""Erasing what names people, table by table, as `training.personal` declares it."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, case, delete, exists, null, update

from questions.canonical import canonical_bytes
from questions.kinds import KINDS
from training.extensions import db
from training.models import Answer, Base, ReleaseStep
from training.models.base import ERASES_WORDS
from training.personal import SIGN, TABLES, Fate

_IN_OWN_WORDS = [name for name, kind in KINDS.items() if kind.in_own_words]
"""Answers of the other kinds are keys and numbers, which are proof."""


def erase(person_ids: Sequence[uuid.UUID]) -> None:
    """Delete, empty or strike all that names these people; rows that are proof stay with their ids."""
    for name, held in TABLES.items():
        table = Base.metadata.tables[name]
        if held.rows is Fate.GOES:
            _execute(delete(table).where(table.c.person_id.in_(person_ids)))
            continue
        left = {table.c[column]: _left(table.c[column], words.fate) for column, words in held.words.items()}
        changed = {column: value for column, value in left.items() if value is not None}
        if changed:
            own = and_(table.c.person_id.in_(person_ids), *_narrowed(table))
            _execute(update(table).where(own).values(changed))


def _left(column: ColumnElement[Any], fate: Fate) -> ColumnElement[Any] | None:
    """Return what is left of a text; None where it stays as it is."""
    if fate is Fate.EMPTIED:
        return null()
    if fate is Fate.STRUCK:
        sign = canonical_bytes([SIGN]).decode() if column is Answer.__table__.c.response else SIGN
        return case((column.is_not(None), sign))
    return None


def _narrowed(table: Table) -> list[ColumnElement[bool]]:
    """Return which rows have words of one's own."""
    if table is not Answer.__table__:
        return []
    names = ("release_id", "scenario_key", "step_key")
    same = (getattr(ReleaseStep, name) == table.c[name] for name in names)
    return [exists().where(*same, ReleaseStep.kind.in_(_IN_OWN_WORDS)).correlate(table)]


def _execute(statement: Any) -> None:
    db.session.execute(statement, execution_options=ERASES_WORDS)
