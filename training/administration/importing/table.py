"""From text to rows: which character stands between cells, where the headings are, and every row that can't be cut."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from training.administration.importing.columns import Column, problems_of, recognise
from training.administration.importing.problems import Problem, Reason, UnreadableFile

MOST_LINES = 200_000
MOST_LINES_OF_PAGE = 25_000
"""What a request applies within twenty seconds beside others; web servers end requests after thirty."""
_LONGEST_CELL = 5_000
_SEPARATORS = (",", ";", "\t")
_ROWS_ABOVE_HEADINGS = 10
_SEP = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


class Row(NamedTuple):
    """The cells of one line, or the problem that it could not be cut into cells."""

    line: int
    cells: Sequence[str]
    problem: Problem | None = None


class Table(NamedTuple):
    """The headings, what they mean, and the rows under them."""

    headings: list[str]
    columns: list[Column | None]
    rows: Iterator[Row]

    @property
    def unused(self) -> list[str]:
        """Return the headings of columns that are not used."""
        return [head for head, column in zip(self.headings, self.columns, strict=True) if head and column is None]


def cut(text: str, most: int = MOST_LINES) -> Table:
    """Return the table that `text` holds; raise UnreadableFile, for more than `most` lines while they are taken."""
    csv.field_size_limit(_LONGEST_CELL)
    separator, skipped = _shape(text)
    rows = _rows(text, separator)
    for row in rows:
        columns = recognise(row.cells)
        if row.line <= skipped or row.problem or not any(columns):
            continue
        headings = [" ".join(cell.split()) for cell in row.cells]
        if problems := problems_of(headings, columns):
            raise UnreadableFile(problems)
        return Table(headings, columns, _checked(rows, len(headings), most))
    raise UnreadableFile([Problem(Reason.NO_HEADINGS)])


def _shape(text: str) -> tuple[str, int]:
    """Return the separator by which most headings are recognised, and the lines before those headings."""
    if told := _SEP.match(text):
        return told[1], 1
    best: tuple[int, str, int] = (0, ",", 0)
    for separator in _SEPARATORS:
        for row in _rows(text[:200_000], separator):
            if row.line > _ROWS_ABOVE_HEADINGS:
                break
            known = sum(column is not None for column in recognise(row.cells))
            if known > best[0]:
                best = (known, separator, row.line - 1)
    return best[1], best[2]


def _rows(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = Reason.TOO_LONG if "limit" in str(error) else Reason.QUOTES
            yield Row(line, (), Problem(reason, line=line))
        else:
            yield Row(line, cells)


def _checked(rows: Iterator[Row], width: int, most: int) -> Iterator[Row]:
    """Leave out empty rows; name those with more cells than headings, since they may stand in wrong columns."""
    number = 0
    for row in rows:
        if not row.problem and not any(cell.strip() for cell in row.cells):
            continue
        number += 1
        if number > most:
            reason = Reason.TOO_MANY_LINES if most == MOST_LINES else Reason.TOO_MANY_FOR_PAGE
            raise UnreadableFile([Problem(reason, value=f"{most:,}")])
        if row.problem:
            yield row
        elif len(row.cells) < width:
            # Excel leaves out empty cells at the end of a line in some of its formats.
            yield Row(row.line, [*row.cells, *[""] * (width - len(row.cells))])
        elif any(cell.strip() for cell in row.cells[width:]):
            yield Row(row.line, row.cells, Problem(Reason.TOO_MANY_CELLS, line=row.line))
        else:
            yield row
    if not number:
        raise UnreadableFile([Problem(Reason.ONLY_HEADINGS)])
