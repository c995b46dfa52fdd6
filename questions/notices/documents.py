"""Text of Word and PDF files."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from questions.notices.problems import Reason, Unreadable

LARGEST_UNPACKED = 50_000_000
MOST_PAGES = 100
"""Pages that are read of a PDF; a notice has two or three."""

MOST_CONTENT, MOST_DRAWN = 3_000_000, 200_000
"""Bytes and operations of pages: some seconds of work."""

MOST_CHARACTERS = 300_000
"""More than is read of a text, so that a longer file is known for one."""

_TYPES = "[Content_Types].xml"
_OFFICE = re.compile(rb"PK\x03\x04.{26}(?:xl|ppt)/", re.DOTALL)
"""The head of a part of a workbook or of slides; a damaged archive has lost its list of parts, not their heads."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_JOINS = re.compile(r"[ぁ-んァ-ヶー一-龥々、「（(]$")
_GOES_ON = re.compile(r"^[ぁ-んァ-ヶー一-龥々、。」）)0-9０-９]")
_ITEM = re.compile(
    r"^\s?(?:[・■□●○◆◇※【(（<]|第?[0-9０-９]{1,3}\s?[.．、)）]|[①-⑳]|\d{1,4}年|\d{1,2}月\d{1,2}日|記$|以上$)"
)


def word_text(data: bytes) -> str:
    """Return the paragraphs of a .docx file in their order, those in tables, boxes and controls too."""
    from docx import Document  # noqa: PLC0415 - loads lxml and its templates

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
        problem = _problem_of(members)
        body = None if problem else Document(io.BytesIO(data)).element.body
    except Exception as error:  # the library raises whatever the broken part made it stumble over
        raise Unreadable(Reason.NOT_TEXT if _OFFICE.search(data) else Reason.BROKEN_WORD) from error
    if problem:
        raise Unreadable(problem)
    return "\n".join(_paragraphs(body))


def _problem_of(members: list[zipfile.ZipInfo]) -> Reason | None:
    names = [member.filename for member in members]
    if _TYPES not in names or any(name.startswith(("xl/", "ppt/")) for name in names):
        return Reason.NOT_TEXT  # a workbook, slides or an archive, and nothing is wrong with it
    return Reason.TOO_LARGE if sum(member.file_size for member in members) > LARGEST_UNPACKED else None


def _paragraphs(body: Any) -> Iterator[str]:
    row, row_words = None, [""]
    for paragraph in body.iter(f"{_W}p"):
        ancestors = {element.tag: element for element in paragraph.iterancestors()}
        if _FALLBACK in ancestors or ancestors.get(f"{_W}p") is not None:
            continue  # a text box is stored twice, and is read with the paragraph that it hangs on
        words = "".join(_words(paragraph))
        here = ancestors.get(f"{_W}tr")
        if here is not None and here is row:
            row_words[-1] += f" {words}"
            continue
        yield from (each for each in row_words[:1] if row is not None)
        row, row_words = here, [words]
        if here is None:
            yield words
    yield from (each for each in row_words[:1] if row is not None)


def _words(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):
        if any(parent.tag == _FALLBACK for parent in element.iterancestors()):
            continue
        yield (element.text or "") if element.tag == f"{_W}t" else (" " if element.tag == f"{_W}tab" else "\n")


def pdf_text(data: bytes) -> str:
    """Return the text of a PDF, lines that only wrap joined; raise Unreadable when it is a picture or locked."""
    from pypdf import PdfReader  # noqa: PLC0415 - large

    locked = False
    pages: list[str] = []
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        if not locked:
            pages = list(_pages(islice(reader.pages, MOST_PAGES)))
    except Exception as error:  # the library raises whatever the broken part made it stumble over
        raise Unreadable(Reason.BROKEN_PDF) from error
    if locked:
        raise Unreadable(Reason.PDF_ENCRYPTED)
    text = "\n".join(_unwrapped(page) for page in pages)
    if len(re.sub(r"\s", "", text)) < 20:
        raise Unreadable(Reason.PDF_WITHOUT_TEXT)
    return text


class _TooMuchDrawn(Exception):
    """A page draws more than a notice ever does."""


def _pages(pages: Iterable[Any]) -> Iterator[str]:
    """Yield the text of pages until they have drawn more than any notice; a file of a few kB can hold hours of work."""
    unpacked, drawn, written = 0, 0, 0

    def count(*_operation: object) -> None:
        nonlocal drawn
        drawn += 1
        if drawn > MOST_DRAWN:
            raise _TooMuchDrawn

    for page in pages:
        unpacked += _unpacked(page)
        if unpacked > MOST_CONTENT or written > MOST_CHARACTERS:
            return
        try:
            text = page.extract_text(visitor_operand_before=count)
        except _TooMuchDrawn:
            return
        written += len(text)
        yield text


def _unpacked(page: Any) -> int:
    """Return the bytes that a page's drawing unpacks to, without reading what it draws."""
    found = page.get("/Contents")
    contents = found.get_object() if found is not None else []
    parts = contents if isinstance(contents, list) else [contents]
    return sum(len(part.get_object().get_data()) for part in parts)


def _unwrapped(page: str) -> str:
    lines = page.split("\n")
    longest = max((len(line) for line in lines), default=0)
    result: list[str] = []
    wrapped = False
    for line in lines:
        if wrapped and _GOES_ON.match(line) and not _ITEM.match(line):
            result[-1] += line.lstrip()
        else:
            result.append(line)
        wrapped = len(line.rstrip()) >= 0.85 * longest and longest > 20 and bool(_JOINS.search(line.rstrip()))
    return "\n".join(result)
