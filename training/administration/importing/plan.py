"""What an import would do, as values: entries to show and to apply, the same for the same file and the same people."""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from training.administration.importing.collecting import batches
from training.administration.importing.problems import Problem
from training.administration.importing.teams import NewTeam
from training.models import LineGroup

Changes = dict[str, list[str]]
"""From what to what, by field; teams as paths."""

IDLE = frozenset({LineGroup.UNCHANGED, LineGroup.ERROR, LineGroup.KEPT})
"""These lines write nothing."""
_MANY = 10
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def deactivates_many(leavers: int, present: int) -> bool:
    """Tell whether more than a tenth of those present would leave, which asks for a second look."""
    return leavers * _MANY > present


class Why(StrEnum):
    """Why a line does what it does, where its group does not say it."""

    MISSING = "missing"
    LEFT = "left"
    OURSELVES = "ourselves"
    LAST_ADMINISTRATOR = "last-administrator"
    LINES_UNREAD = "lines-unread"
    STRANGER_LEFT = "stranger-left"
    LEAVES_LATER = "leaves-later"
    NAMED_ELSEWHERE = "named-elsewhere"


class Confirmation(NamedTuple):
    """What was typed because a file would deactivate many: how many, and why."""

    leavers: int | None = None
    reason: str = ""


class Entry(NamedTuple):
    """One thing that an import would do, or can't.

    `team` refers to the team where a person goes, or that is made or managed; `manager` to who manages it.
    """

    group: LineGroup
    title: str
    line: int | None = None
    person_id: uuid.UUID | None = None
    problems: Sequence[Problem] = ()
    changes: Changes = {}
    note: Why | None = None
    team: str | None = None
    manager: str | None = None

    def told(self) -> dict[str, Any]:
        """Return what is shown of it, as JSON can hold it."""
        told: dict[str, Any] = {"changes": self.changes} if self.changes else {}
        if self.note:
            told["note"] = self.note
        if self.problems:
            told["problems"] = [list(problem) for problem in self.problems]
        return told


@dataclass(frozen=True)
class Plan:
    """All that an import would do; `present` is how many people are here before."""

    entries: Sequence[Entry]
    teams: Sequence[NewTeam]
    present: int
    counts: Counter[LineGroup] = field(default_factory=Counter)

    @property
    def leavers(self) -> int:
        """Return how many people would be deactivated."""
        return self.counts[LineGroup.LEAVER]

    @property
    def is_braked(self) -> bool:
        """Tell whether so many would be deactivated that somebody has to say that number."""
        return deactivates_many(self.leavers, self.present)

    @cached_property
    def sha256(self) -> str:
        """Return the digest by which it is known whether a later plan would do the same."""
        summed = hashlib.sha256()
        for batch in batches(self.entries):
            summed.update(_encode([_said(entry) for entry in batch]).encode())
        return summed.hexdigest()


def _said(entry: Entry) -> Sequence[Any]:
    person = entry.person_id.hex if entry.person_id else None
    return entry.group, entry.title, entry.line, person, entry.told(), entry.team, entry.manager
