"""What a database keeps beneath its columns: other spellings of the same values, and what it does by itself.

Hashes are made of what is read. A moment or an id that is spelt otherwise reads the same, and is found by no search.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import text

from training.extensions import db
from training.models import AuditEvent, LedgerEntry, LedgerSeal

TABLES = tuple(str(model.__tablename__) for model in (AuditEvent, LedgerEntry, LedgerSeal))
_MOST = 200
_DAY, _TIME = "-".join(["[0-9]" * 4, "[0-9]" * 2, "[0-9]" * 2]), ":".join(["[0-9]" * 2] * 3)
_MOMENT = f"{_DAY} {_TIME}.{'[0-9]' * 6}"
_ID = "[0-9a-f]" * 32
_SPELT = (
    (AuditEvent.__tablename__, "id", {"id": _ID, "at": _MOMENT, "actor_id": _ID}),
    (LedgerEntry.__tablename__, "event_id", {"event_id": _ID}),
    (LedgerSeal.__tablename__, "number", {"first_at": _MOMENT, "last_at": _MOMENT, "sealed_at": _MOMENT}),
)


_TRIGGERS_OF_SQLITE = """
    SELECT type || ' ' || name || ' (' || tbl_name || ')' FROM sqlite_master
    WHERE type = 'trigger' OR type = 'view' AND lower(name) IN ({tables}) ORDER BY 1
"""
_TRIGGERS_OF_POSTGRESQL = """
    SELECT 'trigger ' || tgname || ' (' || relname || ')' FROM pg_trigger
        JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
        WHERE NOT tgisinternal AND (relname IN ({tables}) OR prosrc ~ '({pattern})')
    UNION SELECT 'rule ' || rulename || ' (' || tablename || ')' FROM pg_rules WHERE tablename IN ({tables})
    UNION SELECT 'policy (' || relname || ')' FROM pg_class WHERE relrowsecurity AND relname IN ({tables})
    UNION SELECT 'view ' || relname FROM pg_class WHERE relkind IN ('v', 'm', 'f') AND relname IN ({tables})
    ORDER BY 1
"""
_FOREIGN = {"sqlite": _TRIGGERS_OF_SQLITE, "postgresql": _TRIGGERS_OF_POSTGRESQL}


class Misspelt(NamedTuple):
    """A row and its column with a value that is spelt otherwise than the program spells it."""

    table: str
    row: str
    column: str


def list_misspelt() -> list[Misspelt]:
    """List values that are not written as the program writes them; only SQLite keeps them as text."""
    if db.engine.dialect.name != "sqlite":
        return []
    return [Misspelt(*row) for table, key, columns in _SPELT for row in _misspelt_in(table, key, columns)]


def _misspelt_in(table: str, key: str, columns: dict[str, str]) -> Sequence[Any]:
    conditions = {
        name: f"({name} NOT GLOB '{pattern}' OR typeof({name}) <> 'text')" for name, pattern in columns.items()
    }
    which = " ".join(f"WHEN {name} IS NOT NULL AND {wrong} THEN '{name}'" for name, wrong in conditions.items())
    found = f"SELECT CAST({key} AS TEXT) AS row, CASE {which} END AS spelt FROM {table}"  # noqa: S608  # nosec B608  # names of ours
    statement = f"SELECT '{table}', row, spelt FROM ({found}) WHERE spelt IS NOT NULL LIMIT {_MOST}"  # noqa: S608  # nosec B608
    return db.session.execute(text(statement)).all()


def list_foreign() -> list[str]:
    """List what lets the database itself add, hide or change rows of the ledger: nothing of that kind is ours."""
    tables = ", ".join(f"'{table}'" for table in TABLES)
    statement = _FOREIGN[db.engine.dialect.name].format(tables=tables, pattern="|".join(TABLES))
    return [str(name) for name in db.session.scalars(text(statement))]
