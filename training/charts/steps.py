"""Counts that grow day by day, as a plot of steps: what has happened until today beside what was expected by then."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

WIDTH, HEIGHT = 1000, 100
"""Of the plane that the lines are drawn in; the page stretches it."""
MOST_MARKS = 12
MOST_ROWS = 31
_LABEL = 20.0
"""How much of the width of a phone the longest label takes with the space beside it, in per cent."""


class Mark(NamedTuple):
    """A day on the plot: how far from the left in per cent, and where its label is held."""

    day: date
    place: float
    anchor: str
    has_label: bool = True

    @property
    def middle(self) -> float:
        """Return where the middle of the label is."""
        return self.place + {"start": _LABEL / 2, "middle": 0, "end": -_LABEL / 2}[self.anchor]

    def is_free_of(self, others: Iterable["Mark"]) -> bool:
        """Tell whether there is room for the label beside those of others."""
        return all(abs(self.middle - other.middle) >= _LABEL for other in others if other.has_label)


class Row(NamedTuple):
    """A day in the table; nobody knows yet how many will have done it on a day to come."""

    day: date
    done: int | None
    expected: int


@dataclass(frozen=True)
class Steps:
    """What was done and what was expected on each day; what lies before `begin` counts on that day."""

    begin: date
    today: date
    end: date
    done: Mapping[date, int]
    expected: Mapping[date, int]

    @property
    def total(self) -> int:
        """Return how many there are, expected some day or other."""
        return sum(self.expected.values())

    @property
    def done_by_today(self) -> int:
        """Return how many are done."""
        return self._sum(self.done, self.today)

    @property
    def expected_by_today(self) -> int:
        """Return how many should be done: their day is over."""
        return self._sum(self.expected, self.today - timedelta(days=1))

    @property
    def can_be_drawn(self) -> bool:
        """Tell whether there is anything to see: not all of it lies before the beginning."""
        return self.total > 0 and any(day > self.begin for day in (*self.done, *self.expected))

    @property
    def done_path(self) -> str:
        """Return the line of what is done, which ends today."""
        return f"M0 {HEIGHT} {self._steps(self.done, self.today)} H{self._x(self.today + _DAY)}"

    @property
    def done_area(self) -> str:
        """Return the plane under that line."""
        return f"{self.done_path} V{HEIGHT} Z"

    @property
    def expected_path(self) -> str:
        """Return the line of what is expected: it rises where a day that something was due on is over."""
        return f"M0 {HEIGHT} {self._steps(self.expected, self.end, shift=1)} H{WIDTH}"

    @property
    def today_mark(self) -> Mark:
        """Return where today ends, and the line with it."""
        return self._mark(self.today)

    @cached_property
    def expected_marks(self) -> list[Mark]:
        """Return the days on which most is expected; where labels would touch, only the day of more has one."""
        inside = [day for day in self.expected if self.begin <= day <= self.end]
        chosen: list[Mark] = []
        for day in sorted(inside, key=lambda day: (-self.expected[day], day))[:MOST_MARKS]:
            mark = self._mark(day)
            chosen.append(mark._replace(has_label=mark.is_free_of(chosen)))
        return sorted(chosen)

    @property
    def ends(self) -> list[Mark]:
        """Return the first and the last day, unless the label of today stands there."""
        first, last = Mark(self.begin, 0.0, "start"), Mark(self.end, 100.0, "end")
        return [mark for mark in (first, last) if mark.is_free_of([self.today_mark])]

    @property
    def rows(self) -> list[Row]:
        """Return the table: each day on which something changed, or where that is too much the last of each week."""
        days = sorted({min(max(day, self.begin), self.end) for day in [*self.done, *self.expected, self.today]})
        if len(days) > MOST_ROWS:
            weeks = {(day - self.today).days // 7: day for day in sorted({*days} - {self.today})}
            days = sorted({*weeks.values(), self.today})
        return [
            Row(day, self._sum(self.done, day) if day <= self.today else None, self._sum(self.expected, day))
            for day in days
        ]

    def _steps(self, counts: Mapping[date, int], last: date, shift: int = 0) -> str:
        return " ".join(
            f"H{self._x(day + _DAY * shift)} V{self._y(height)}" for day, height in self._heights(counts, last)
        )

    def _heights(self, counts: Mapping[date, int], last: date) -> Iterator[tuple[date, int]]:
        for day in sorted({max(day, self.begin) for day in counts if day <= last}):
            yield day, self._sum(counts, day)

    def _sum(self, counts: Mapping[date, int], last: date) -> int:
        return sum(number for day, number in counts.items() if day <= last)

    def _x(self, day: date) -> int:
        """Return where a day begins; the plane ends where the last day does."""
        return min(WIDTH * (day - self.begin).days // ((self.end - self.begin).days + 1), WIDTH)

    def _y(self, number: int) -> float:
        return round(HEIGHT * (1 - number / self.total), 2)

    def _mark(self, day: date) -> Mark:
        place = self._x(day + _DAY) / WIDTH * 100
        return Mark(day, place, "start" if place < _LABEL / 2 else "end" if place > 100 - _LABEL / 2 else "middle")


_DAY = timedelta(days=1)
