"""What a report is made of, whether it is read as a page, printed or calculated with."""

from collections.abc import Sequence
from typing import NamedTuple

Cell = str | int


class Line(NamedTuple):
    """A line of a table; its first cell says what it is about, `key` says so to programs."""

    key: str
    cells: Sequence[Cell]
    is_sum: bool = False


class Table(NamedTuple):
    """Lines under headings; a heading that begins with "#" is of numbers. Some are drawn as bars as well."""

    key: str
    caption: str
    columns: Sequence[str]
    lines: Sequence[Line]
    is_chart: bool = False


class Section(NamedTuple):
    """A chapter of a report."""

    key: str
    title: str
    texts: Sequence[str] = ()
    tables: Sequence[Table] = ()
    points: Sequence[str] = ()
