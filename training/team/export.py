"""A list of people as cells, and these as CSV that spreadsheet programs open as text and nothing else."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from flask_babel import gettext, to_user_timezone

from training.formatting import whole_percent
from training.pseudonyms import named
from training.team.forms import PASSED_BY, STATUS_LABELS
from training.team.status import ShownStatus

Cell = str | int | date | None

BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_INNER_FORMULA = re.compile(r"([;\t\r\n] *)(?=[=+\-@＝＋－＠])")


def defused(cell: str) -> str:
    """Return `cell` so that no spreadsheet program takes it for a formula; some also read full-width signs."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def csv_lines(records: Iterable[Any]) -> Iterator[str]:
    """Return the byte order mark, the header in the page's language, and a line for each record."""
    yield BYTE_ORDER_MARK + csv_line(header())
    for record in records:
        yield csv_line([_text(cell) for cell in cells(record)])


def header() -> list[str]:
    """Return what stands above the cells, in the page's language."""
    return [
        gettext("Full name"),
        gettext("Team"),
        gettext("Training"),
        gettext("Status"),
        gettext("Score in percent"),
        gettext("Due"),
        gettext("Finished on"),
        gettext("Attempts"),
        gettext("Passed by"),
        gettext("Extended until"),
    ]


def cells(record: Any) -> list[Cell]:
    """Return what every file tells of a record."""
    return [
        named(record.display_name, record.person_id),
        record.team_name or "",
        record.campaign_name or gettext("Nothing assigned"),
        str(STATUS_LABELS[record.status]) if record.status else "",
        None if record.counted_score is None else whole_percent(record.counted_score),
        _day(record.due_at),
        _day(record.completed_at),
        record.attempts_finished or 0,
        passed_by(record),
        record.extended_until,
    ]


def passed_by(record: Any) -> str:
    """Return by what somebody has passed, or nothing."""
    if record.status != ShownStatus.PASSED:
        return ""
    return str(PASSED_BY.get(record.settled_by, PASSED_BY[None]))


def _day(moment: datetime | None) -> date | None:
    return to_user_timezone(moment).date() if moment else None


def _text(cell: Cell) -> str:
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


def csv_line(cells: list[str]) -> str:
    """Return a line of cells, none of which is a formula."""
    buffer = io.StringIO()
    # Where a spreadsheet program separates by semicolons, quotes inside a line hold no cell together.
    whole = (_INNER_FORMULA.sub(r"\1'", defused(cell)) for cell in cells)
    csv.writer(buffer, lineterminator="\r\n").writerow(whole)
    return buffer.getvalue()
