"""Who earned what at which question: the response matrix that all figures are computed from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import NamedTuple

from questions.statistics.figure import varies


class Meeting(NamedTuple):
    """One person met one question: the mark, the share earned in the rest of the quiz, the question's share of it all.

    `rest` is None when the person was asked nothing else.
    """

    mark: float
    rest: float | None
    weight: float

    @property
    def total(self) -> float:
        """Return the share earned in everything this person was asked, this question with it."""
        return self.mark if self.rest is None else self.weight * self.mark + (1 - self.weight) * self.rest


@dataclass(frozen=True)
class Matrix:
    """Marks of 0 to 1: a row for each first attempt, a column for each marked question, None where it was not asked.

    A question that was asked and left unanswered holds 0, as its mark in the attempt does; a hole is only what a draw
    left out. All questions weigh the same.
    """

    columns: int
    rows: Sequence[Sequence[float | None]]

    def __post_init__(self) -> None:
        if any(len(row) != self.columns for row in self.rows):
            raise ValueError("every row has one place for each question")

    @cached_property
    def whole(self) -> bool:
        """Tell whether everybody was asked everything."""
        return all(mark is not None for row in self.rows for mark in row)

    @cached_property
    def sums(self) -> list[tuple[float, int]]:
        """List for each row the marks earned and how many questions were asked."""
        asked = [[mark for mark in row if mark is not None] for row in self.rows]
        return [(fsum(marks), len(marks)) for marks in asked]

    @cached_property
    def scores(self) -> list[float]:
        """List the share that each row earned, rows that were asked nothing left out."""
        return [total / asked for total, asked in self.sums if asked]

    @cached_property
    def score_varies(self) -> bool:
        """Tell whether not everybody earned the same."""
        return varies(self.scores)

    def column(self, number: int) -> list[float]:
        """List the marks earned at one question."""
        return [mark for row in self.rows if (mark := row[number]) is not None]

    @cached_property
    def meetings(self) -> list[list[Meeting]]:
        """List for each question everybody's meeting with it, in the order of the rows."""
        return [list(self._meetings(number)) for number in range(self.columns)]

    def _meetings(self, number: int) -> Iterator[Meeting]:
        for row, (total, asked) in zip(self.rows, self.sums, strict=True):
            mark = row[number]
            if mark is not None:
                yield Meeting(mark, (total - mark) / (asked - 1) if asked > 1 else None, 1 / asked)
