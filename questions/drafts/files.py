"""Patterns in files: those that ship, and an organisation's own, of which a broken one spoils no other."""

from functools import cache
from pathlib import Path

from questions.drafts.pattern import Pattern
from questions.files import Folder, read_folder
from questions.folders import SHIPPED

SHIPPED_PATTERNS = SHIPPED / "patterns"


@cache
def shipped_patterns() -> dict[str, Pattern]:
    """Return the patterns that ship with the program."""
    return read_folder(SHIPPED_PATTERNS, Pattern).by_key


def all_patterns(own: Path) -> Folder[Pattern]:
    """Return the shipped patterns with an organisation's own; of two with one key, its own counts."""
    theirs = read_folder(own, Pattern)
    return Folder({**shipped_patterns(), **theirs.by_key}, theirs.errors)
