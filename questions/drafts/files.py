"""Patterns in files: those that ship, and an organisation's own, of which a broken one spoils no other."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from questions.drafts.pattern import Pattern
from questions.fileerrors import BrokenBank, FileError
from questions.files import read_document
from questions.folders import SHIPPED

SHIPPED_PATTERNS = SHIPPED / "patterns"


class Patterns(NamedTuple):
    """Patterns by key, and what is wrong in the files that could not be read."""

    by_key: dict[str, Pattern]
    errors: list[FileError]


def read_patterns(folder: Path) -> Patterns:
    """Read all patterns of a folder; one that is missing holds none."""
    found, errors = {}, []
    for path in sorted(folder.glob("*.yml")):
        errors.append(FileError(path, 1, f"bank files end in .yaml; rename it to {path.stem}.yaml"))
    for path in sorted(folder.glob("*.yaml")):
        try:
            pattern = read_document(path, Pattern)
        except BrokenBank as broken:
            errors += broken.errors
            continue
        if path.stem != pattern.key:
            errors.append(FileError(path, 1, f"the file should be named after its key, {pattern.key}.yaml"))
        else:
            found[pattern.key] = pattern
    return Patterns(found, errors)


@cache
def shipped_patterns() -> dict[str, Pattern]:
    """Return the patterns that ship with the program."""
    return read_patterns(SHIPPED_PATTERNS).by_key


def all_patterns(own: Path) -> Patterns:
    """Return the shipped patterns with an organisation's own; of two with one key, its own counts."""
    theirs = read_patterns(own)
    return Patterns({**shipped_patterns(), **theirs.by_key}, theirs.errors)
