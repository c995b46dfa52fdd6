"""What stands in the sheets of an XLSX file, read from its parts rather than by the library that wrote it."""

import io
from datetime import date, timedelta
from zipfile import ZipFile

from lxml import etree

_NAMES = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_DAY_ZERO = date(1899, 12, 30)
_FIRST_OWN_FORMAT = 164


def texts_of(data: bytes, sheet: int = 1) -> list[list[str]]:
    """Return the rows of a sheet as a CSV file of the same would hold them; fails where a cell is a formula."""
    with ZipFile(io.BytesIO(data)) as parts:
        tree = etree.fromstring(parts.read(f"xl/worksheets/sheet{sheet}.xml"))
        styles = etree.fromstring(parts.read("xl/styles.xml"))
    assert not tree.xpath("//x:f", namespaces=_NAMES), "a cell is a formula"
    formats = [int(each.get("numFmtId")) for each in styles.xpath("//x:cellXfs/x:xf", namespaces=_NAMES)]
    width = max(_column(cell) for cell in tree.xpath("//x:c", namespaces=_NAMES)) + 1
    rows = []
    for row in tree.xpath("//x:sheetData/x:row", namespaces=_NAMES):
        line = [""] * width
        for cell in row.xpath("x:c", namespaces=_NAMES):
            line[_column(cell)] = _text(cell, formats)
        rows.append(line)
    return rows


def _column(cell: etree._Element) -> int:
    letters = cell.get("r").rstrip("0123456789")
    assert len(letters) == 1, "more than 26 columns"
    return ord(letters) - ord("A")


def _text(cell: etree._Element, formats: list[int]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(cell.xpath("x:is//x:t/text()", namespaces=_NAMES))
    value = "".join(cell.xpath("x:v/text()", namespaces=_NAMES))
    if value and formats[int(cell.get("s", "0"))] >= _FIRST_OWN_FORMAT:
        return (_DAY_ZERO + timedelta(days=int(value))).isoformat()
    return value
