"""Counting the statements that a page sends to the database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

_NOW_AND_THEN = re.compile(
    r"FROM (setting|alembic_version|pg_catalog\.pg_class)\b|organisation_slot\.contact\s+FROM organisation_slot$"
)
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)", re.IGNORECASE)


class Counted:
    """The statements seen inside a block, transaction control and settings left out."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    @property
    def number(self) -> int:
        """Return how many there were."""
        return len(self.statements)

    @property
    def writes(self) -> list[str]:
        """Return those that change rows."""
        return [statement for statement in self.statements if _WRITES.match(statement)]


class StatementCounter:
    """Counts on one engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def __call__(self) -> Iterator[Counted]:
        """Count inside the block."""
        counted = Counted()

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            # What the organisation has set and the database's version are read once in a while: no page asks for them.
            now_and_then = _NOW_AND_THEN.search(statement) and not _WRITES.match(statement)
            if not now_and_then and not statement.startswith(
                ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")
            ):
                counted.statements.append(statement)

        event.listen(self.engine, "before_cursor_execute", note)
        try:
            yield counted
        finally:
            event.remove(self.engine, "before_cursor_execute", note)
