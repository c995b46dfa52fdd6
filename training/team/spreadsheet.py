"""A list of people as a spreadsheet (XLSX), with numbers and dates that can be calculated with."""

from collections.abc import Iterable, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any

from flask_babel import gettext

from training import clock
from training.team.export import Cell, defused

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_000_000
"""Of one sheet, below the 1,048,576 that programs read; what goes beyond stands on the next."""
_WIDTHS = (20, 20, 36, 12, 9, 12, 12, 9, 18, 12)


def spreadsheet(heading: Sequence[str], lines: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """Return an open file, ready to be read. A line is written before the next is fetched, so memory does not grow."""
    import xlsxwriter  # few people ask for it, and processes that serve learners need not hold it  # noqa: PLC0415

    file = TemporaryFile()  # noqa: SIM115  # closed by whoever sends it
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    book.set_properties({"created": clock.now().replace(tzinfo=None)})
    formats = {
        "bold": book.add_format({"bold": True, "bottom": 1}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    sheet, row = _begin_sheet(book, heading, formats), 0
    for line in lines:
        if row == MOST_ROWS:
            sheet, row = _begin_sheet(book, heading, formats), 0
        row += 1
        for column, cell in enumerate(line):
            _write(sheet, row, column, cell, formats)
    book.close()
    file.seek(0)
    return file


def _begin_sheet(book: Any, heading: Sequence[str], formats: dict[str, Any]) -> Any:
    number = len(book.worksheets()) + 1
    name = gettext("Completion")
    sheet = book.add_worksheet(name if number == 1 else f"{name} {number}")
    for column, width in enumerate(_WIDTHS[: len(heading)]):
        sheet.set_column(column, column, width)
    for column, label in enumerate(heading):
        sheet.write_string(0, column, label, formats["bold"])
    sheet.freeze_panes(1, 1)
    _fit_on_paper(sheet)
    return sheet


def _fit_on_paper(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats["day"])
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell:
        # A cell of text is no formula here, but it becomes one when the sheet is saved as CSV.
        sheet.write_string(row, column, defused(cell))
