"""Folders that live as long as a run of the tests, and what its processes make once for all."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def shared_folder(factory: pytest.TempPathFactory, name: str) -> Path:
    """Return a folder that all processes of this run share."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def missing(mark: Path) -> Iterator[bool]:
    """Tell whether what `mark` stands for is still to be made; meanwhile the other processes wait.

    `mark` is left behind when the block ends without an error, so that nobody makes it again.
    """
    with mark.with_name(f"{mark.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        is_missing = not mark.exists()
        yield is_missing
        if is_missing:
            mark.touch()
