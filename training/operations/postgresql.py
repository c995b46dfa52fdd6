"""Copying a PostgreSQL database while it is in use, by its own client programs."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import URL, Engine, inspect

from training.operations.archive import BackupError

_PLAIN = ("--no-owner", "--no-privileges")


def dump(url: URL, target: Path) -> None:
    """Write a consistent copy in the custom format of pg_dump, while others read and write."""
    _run("pg_dump", [*_PLAIN, "--format=custom", f"--file={target}", f"--dbname={_address(url)}"], url)


def load(source: Path, engine: Engine) -> None:
    """Put the copy in place of all tables, in one transaction."""
    script = source.with_suffix(".sql")
    # Written out whole before anything is dropped: a copy that breaks off half-way must not be committed.
    _run("pg_restore", [*_PLAIN, f"--file={script}", str(source)], engine.url)
    quote = engine.dialect.identifier_preparer.quote
    tables = ", ".join(quote(name) for name in inspect(engine).get_table_names())
    drop = [f"--command=DROP TABLE {tables} CASCADE"] if tables else []
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    engine.dispose()
    _run("psql", [*options, f"--dbname={_address(engine.url)}", *drop, f"--file={script}"], engine.url)


def _address(url: URL) -> str:
    return url.set(drivername="postgresql", password=None).render_as_string()


def _run(program: str, arguments: Sequence[str], url: URL) -> None:
    found = shutil.which(program)
    if found is None:
        raise BackupError(
            f"The program {program} is needed and is not on the PATH. Install the client programs of PostgreSQL, in "
            "the version of the server or newer (on Debian and Ubuntu: the package postgresql-client)."
        )
    # A password among the arguments could be read by everybody on the machine.
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    done = subprocess.run(  # noqa: S603  # a program of PostgreSQL with our own arguments
        [found, *arguments], env={**os.environ, **secret}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()}")
