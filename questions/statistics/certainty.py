"""How sure people were, and whether they were right to be."""

from collections.abc import Iterable
from dataclasses import dataclass

from questions.statistics.figure import SAME, Figure, Reason

LOW, MEDIUM, HIGH = 1, 2, 3


@dataclass(frozen=True)
class CertaintyRow:
    """Those who named one certainty: how many of them were right (full marks) and how many were not."""

    level: int
    right: int
    wrong: int

    @property
    def number(self) -> int:
        """Return how many they are."""
        return self.right + self.wrong

    @property
    def share_right(self) -> Figure:
        """Return the share of them that was right."""
        return Figure(self.right / self.number) if self.number else Figure(reason=Reason.NO_ANSWERS)

    @property
    def share_wrong(self) -> Figure:
        """Return the share of them that was not."""
        return self.share_right.map(lambda share: 1 - share)


def certainty_table(answers: Iterable[tuple[int | None, float]]) -> list[CertaintyRow]:
    """Return a row for low, medium and high certainty from pairs of certainty and mark; without certainty, no rows.

    A second-best answer that earns part of the mark counts as wrong, as it does for "confidently wrong".
    """
    given = [(level, mark > 1 - SAME) for level, mark in answers if level is not None]
    if not given:
        return []
    return [
        CertaintyRow(
            level,
            sum(right for named, right in given if named == level),
            sum(not right for named, right in given if named == level),
        )
        for level in (LOW, MEDIUM, HIGH)
    ]
