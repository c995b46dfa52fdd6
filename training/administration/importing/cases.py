"""Each line with whom it is about, as planning goes on with it."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from training.administration.data import is_likely_hire
from training.administration.importing.lines import Line
from training.administration.importing.matching import About
from training.administration.importing.problems import Problem, Reason
from training.administration.importing.world import Person

Who = str
"""The id of a person in hexadecimal digits, or `line:` and the line that brings the person."""

Found = Mapping[int, list[Problem]]
"""What is wrong, by the number of the line; a line that is sound is missing."""


class Case(NamedTuple):
    """A line, the person it is about (nobody for somebody new), and whether its leaving date has passed."""

    line: Line
    person: Person | None
    has_left: bool

    @property
    def number(self) -> int:
        """Return the number of the line."""
        return self.line.number

    @property
    def who(self) -> Who:
        """Return how the person is referred to."""
        return self.person.id.hex if self.person else f"line:{self.line.number}"

    @property
    def person_id(self) -> uuid.UUID | None:
        """Return the id of whom the line is about, if it is known."""
        return self.person.id if self.person else None


def cases_of(lines: Iterable[Line], about: About, today: str) -> list[Case]:
    """Return the lines with whom they are about; the day in the file is the last one at work."""
    return [
        Case(line, about.get(line.number), bool(leaves := line.get("leaves_on")) and leaves < today) for line in lines
    ]


def by_line(problems: Iterable[Problem]) -> Found:
    """Return problems by the line that they are about."""
    found: dict[int, list[Problem]] = {}
    for problem in problems:
        if problem.line is not None:
            found.setdefault(problem.line, []).append(problem)
    return found


def nameless(cases: Iterable[Case], found: Found) -> list[Problem]:
    """Name newcomers without a name; broken names, and lines that could not be cut, are named already."""
    return [
        Problem(Reason.NO_NAME, line=case.number)
        for case in cases
        if not case.person and not case.has_left and not case.line.get("name") and case.number not in found
    ]


def hired_unlikely(cases: Iterable[Case], today: str) -> list[Problem]:
    """Name hire dates that are likely mistyped."""
    present = date.fromisoformat(today)
    return [
        Problem(Reason.UNLIKELY_HIRE, value=hired, line=case.number)
        for case in cases
        if (hired := case.line.get("hired_on")) and not is_likely_hire(date.fromisoformat(hired), present)
    ]
