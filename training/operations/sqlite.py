"""Copying an SQLite database while it is in use, by SQLite's own backup interface."""

import sqlite3
from contextlib import closing
from pathlib import Path

from training.operations.archive import BackupError

_BUSY_SECONDS = 30.0


def dump(database: Path, target: Path) -> None:
    """Write a consistent copy of the database as one file, while others read and write."""
    if not database.exists():
        raise BackupError(f"There is no database at {database}.")
    try:
        with closing(_open(database)) as source, closing(sqlite3.connect(target)) as copy:
            # All pages in one step: one moment is copied, and a busy writer can't make it begin anew.
            source.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
        check(target)
    except sqlite3.Error as error:
        raise BackupError(f"The database can't be copied: {error}.") from error


def load(source: Path, database: Path) -> None:
    """Put the copy in place of the database in one transaction; programs that have it open see the new content."""
    try:
        check(source)
        database.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(database)) as target:
            target.execute(f"PRAGMA busy_timeout={int(_BUSY_SECONDS * 1000)}")
            target.execute("PRAGMA synchronous=FULL")
            copy.backup(target, pages=-1)
    except sqlite3.Error as error:
        raise BackupError(f"The database can't be written: {error}. Stop Kyokun and try again.") from error


def check(path: Path) -> None:
    """Raise BackupError when SQLite finds damage in a copy."""
    with closing(sqlite3.connect(path)) as copy:
        found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise BackupError(f"The copy is damaged: {found}.")


def _open(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.resolve().as_uri()}?mode=rw", uri=True, timeout=_BUSY_SECONDS)
