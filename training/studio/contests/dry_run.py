"""What a ruling would change, counted before anything is changed."""

import json
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from questions.kinds import Response
from questions.quiz import ReleaseDocument
from questions.ruling import Ruling, rounded
from questions.statistics import DIVISIBLE, FLOOR, in_fives, is_told, shares
from training import releases
from training.studio.contests import queries

_ROUNDING = 2e-6
"""Marks and scores are kept with six decimals, so a pass mark may be missed by as little without being missed."""


class Change(NamedTuple):
    """A mark before and after a ruling, rounded as marks are kept."""

    before: float
    after: float


@dataclass(frozen=True)
class DryRun:
    """How marks would change, and how many results would reach the pass mark; no more than statistics may say.

    Each person counts once, by the first finished attempt that counts, and people are counted in fives. What an answer
    would be worth is told where the share of those who gave this answer may be told, whatever the key is: else one key
    after the other could be tried until every answer is counted.
    """

    people: int
    changes: list[tuple[Change, int]]
    untold: int
    """Of how many people nothing is said in `changes`."""
    passes: int
    """Rounded down to fives."""

    @property
    def enough(self) -> bool:
        """Tell whether there are people enough to say anything."""
        return self.people >= DIVISIBLE

    @property
    def changed(self) -> int:
        """Return how many marks are known to change; it may be up to `untold` more."""
        return sum(number for change, number in self.changes if change.before != change.after)


def dry_run(ruling: Ruling) -> DryRun:
    """Count what `ruling` would change in finished attempts, over all releases; change nothing."""
    grade = lru_cache(maxsize=4096)(lambda response: rounded(ruling.grade(_response(response))))
    rows = in_fives(_first_answers(ruling))
    given = Counter((row.response, row.points) for row in rows)
    changes = Counter[Change]()
    for response, points in _told(given):
        changes[Change(points, grade(response))] += given[response, points]
    documents = releases.get_many({row.release_id for row in rows})
    passes = sum(_passes(row, grade(row.response), documents[row.release_id].document) for row in rows)
    return DryRun(len(rows), sorted(changes.items()), len(rows) - changes.total(), passes // FLOOR * FLOOR)


def _told(given: Mapping[tuple[str, float], int]) -> list[tuple[str, float]]:
    """List the answers whose share may be told; all that nobody gave are a group of their own, of none."""
    sizes: dict[tuple[str, float] | None, int] = {**dict(sorted(given.items())), None: 0}
    found = shares(sizes)
    return [answer for answer in given if is_told([found[answer]])]


def _passes(row: Any, points: float, document: ReleaseDocument) -> bool:
    if row.passed or points == row.points:
        return False
    share = row.score + (points - row.points) / document.decisions
    return bool((share + _ROUNDING) * 100 >= document.quiz.pass_mark)


def _first_answers(ruling: Ruling) -> Sequence[Any]:
    first: dict[uuid.UUID, Any] = {}
    for row in queries.list_answers(ruling):
        first.setdefault(row.person_id, row)
    return list(first.values())


def _response(stored: str) -> Response:
    return tuple(json.loads(stored))
