"""A report as a spreadsheet: its chapters, the people that they count, and what was decided about these."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any

from flask_babel import gettext

from training import clock
from training.evidence.reports import rows
from training.evidence.reports.parts import Section
from training.evidence.reports.rows import Cell
from training.team.export import defused

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SUMMARY_WIDTHS = (46, 24, 24, 24, 18, 66)
_PEOPLE_WIDTHS = (20, 14, 20, 18, 26, 12, 12, 18, 9, 12, 18, 9, 12, 9, 8, 12, 12, 12)
_DECISIONS_WIDTHS = (12, 20, 14, 20, 36, 40, 20, 12, 36)
_A4 = 9


class _Book:
    """A workbook that writes each line before the next is fetched, so that memory does not grow with people."""

    def __init__(self, file: IO[bytes]) -> None:
        import xlsxwriter  # few people ask for it, and other processes need not hold it  # noqa: PLC0415

        self.book = xlsxwriter.Workbook(file, {"constant_memory": True})
        self.book.set_properties({"created": clock.now().replace(tzinfo=None)})
        self.title = self.book.add_format({"bold": True, "font_size": 14})
        self.bold = self.book.add_format({"bold": True, "bottom": 1})
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})

    def sheet(self, name: str, widths: Sequence[int]) -> Any:
        """Begin a sheet that fits on paper."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        return sheet

    def write(self, sheet: Any, row: int, column: int, cell: Cell, text_format: Any = None) -> None:
        """Write one cell; text is never a formula, not even after saving as CSV."""
        if isinstance(cell, date):
            sheet.write_datetime(row, column, cell, self.day)
        elif isinstance(cell, int):
            sheet.write_number(row, column, cell)
        elif cell:
            sheet.write_string(row, column, defused(cell), text_format)

    def list(
        self, name: str, widths: Sequence[int], header: Sequence[str], found: Iterable[Any], cells: Callable[[Any], Any]
    ) -> None:
        """Write a sheet with one line for each row that is found."""
        sheet = self.sheet(name, widths)
        for column, heading in enumerate(header):
            self.write(sheet, 0, column, heading, self.bold)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        for number, row in enumerate(found, 1):
            for column, cell in enumerate(cells(row)):
                self.write(sheet, number, column, cell)


def workbook(title: str, sections: Sequence[Section], people: Iterable[Any], decisions: Iterable[Any]) -> IO[bytes]:
    """Return an open file, ready to be read; whoever sends it closes it."""
    file = TemporaryFile()  # noqa: SIM115  # see above
    book = _Book(file)
    _summary(book, title, sections)
    book.list(gettext("People who were meant"), _PEOPLE_WIDTHS, rows.people_header(), people, rows.People().cells)
    book.list(gettext("Decisions"), _DECISIONS_WIDTHS, rows.decisions_header(), decisions, rows.Decisions().cells)
    book.book.close()
    file.seek(0)
    return file


def _summary(book: _Book, title: str, sections: Sequence[Section]) -> None:
    sheet, row = book.sheet(gettext("Report"), _SUMMARY_WIDTHS), 0
    book.write(sheet, row, 0, title, book.title)
    for section in sections:
        row += 2
        book.write(sheet, row, 0, section.title, book.title)
        for text in (*section.texts, *section.points):
            row += 1
            book.write(sheet, row, 0, text)
        for table in section.tables:
            row += 2
            for column, heading in enumerate(table.columns):
                book.write(sheet, row, column, heading.removeprefix("#"), book.bold)
            for line in table.lines:
                row += 1
                for column, cell in enumerate(line.cells):
                    book.write(sheet, row, column, cell, book.wrapped)
