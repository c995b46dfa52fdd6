"""Which named constraint a database refused to break, told alike by SQLite and PostgreSQL."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from training.errors import FieldError
from training.extensions import db

_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (?:index '(?P<index>\w+)'|(?P<columns>.+))")
_SQLITE_CHECK = re.compile(r"CHECK constraint failed: (?P<name>\w+)")


def broken(error: IntegrityError) -> str | None:
    """Return the name of the constraint that `error` is about, or None when the database does not tell."""
    diagnostics = getattr(error.orig, "diag", None)
    if diagnostics is not None:
        return diagnostics.constraint_name  # type: ignore[no-any-return]
    message = str(error.orig)
    if found := _SQLITE_CHECK.search(message):
        return found["name"]
    if not (found := _SQLITE_UNIQUE.search(message)):
        return None
    if found["index"]:
        return found["index"]
    # SQLite names columns, not the constraint; the naming convention leads back to it.
    columns = [column.strip().split(".") for column in found["columns"].split(",")]
    return f"uq_{columns[0][0]}_{'_'.join(column for _table, column in columns)}"


@contextmanager
def as_field_errors(fields: Mapping[str, tuple[str, object]]) -> Iterator[None]:
    """Flush at the end; turn a broken constraint into the FieldError (field, message) that `fields` has for it."""
    try:
        yield
        db.session.flush()
    except IntegrityError as error:
        name = broken(error)
        if name is not None and name in fields:
            raise FieldError(*fields[name]) from error
        raise
