"""Joining the lines of a text that was wrapped to a width, as mails are, so that no word is cut in two."""

import re
import unicodedata
from itertools import pairwise
from typing import Any, NamedTuple

from questions.notices.facts import Notice
from questions.notices.normal import fold
from questions.text import Part

WIDEST = 130
"""Columns; lines that are longer were not wrapped by a program."""

_FULL_LINES = 3
_SLACK = 6
_ITEM = re.compile(
    r"\s{0,8}(?:[・■□●○◆◇※▼▲*【\[<「]|[-–]\s|\(?\d{1,2}\s?[.、)](?!\d)|第\d{1,2}[条章]|[①-⑳]|\d{1,2}\s{1,2}\S)"
)
# What somebody said begins an item only where no sentence goes on: 登録者から「自分の名前を...
_QUOTES = re.compile(r"[ぁ-ん、]「")
# After a sentence that ends with its full line, what begins like this is taken for a new paragraph.
_BEGINS = re.compile(r"\s|\d|令和|平成|[A-Z]")
_ENDED = re.compile(r"[。.:!?」)】]$")
# What is closed may go on in any way: 申込書（2017年まで）　18,746名分.
_CLOSED = re.compile(r"[」)】]$")


class Unwrapped(NamedTuple):
    """A text without soft line breaks, and for each of its characters the place in the text that it comes from."""

    text: str
    places: list[int] | None


def unwrap(text: str) -> Unwrapped:
    """Take out soft line breaks: between Japanese characters they vanish, else they become a space."""
    lines = text.split("\n")
    soft = _soft(lines, fold(text).split("\n"))
    if not soft:
        return Unwrapped(text, None)
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for number, line in enumerate(lines):
        goes_on = number - 1 in soft
        words = line.lstrip() if goes_on else line
        start = at + len(line) - len(words)
        if number and not (goes_on and _joins(lines[number - 1], words)):
            pieces.append(" " if goes_on else "\n")
            places.append(at - 1)
        pieces.append(words)
        places += range(start, start + len(words))
        at += len(line) + 1
    return Unwrapped("".join(pieces), places)


def _soft(lines: list[str], folded: list[str]) -> set[int]:
    """Return the lines that a program ended; signs are told in folded lines, widths in those that it wrapped."""
    widths = [_width(line) for line in lines]
    widest = max(widths)
    full = sum(1 for width in widths if width >= widest - _SLACK)
    filled = sum(1 for width in widths if width)
    if not 40 <= widest <= WIDEST or full < min(_FULL_LINES, max(2, filled - 1)):
        return set()
    return {
        number
        for number, (line, after) in enumerate(pairwise(folded))
        if after.strip()
        and not (_ITEM.match(after) and not _QUOTES.fullmatch(line[-1:] + after.lstrip()[:1]))
        and widths[number] + 1 + _width(_first(lines[number + 1])) > widest - (0 if after.isascii() else _SLACK)
        and _may_go_on(line.rstrip(), after, is_full=widths[number] >= widest - 2)
    }


def _may_go_on(line: str, after: str, *, is_full: bool) -> bool:
    """Tell whether the next line may belong to this one; where a sentence ends, only if the line is full."""
    if not _ENDED.search(line):
        return True
    return is_full and bool(_CLOSED.search(line) or not _BEGINS.match(after))


def _first(line: str) -> str:
    """Return what a program would have had to put on the line before: a word, or one Japanese character."""
    word = re.match(r"\s*([!-~]{1,40}|\S)", line)
    return word[1] if word else ""


def _width(text: str) -> int:
    return sum(2 if ord(each) > 0x2E7F else 1 for each in text) if len(text) <= WIDEST else len(text)


def _joins(before: str, after: str) -> bool:
    return any(unicodedata.east_asian_width(each) in "WF" for each in (before.rstrip()[-1:], after[:1]) if each)


def relocate(notice: Notice, places: list[int], source: str) -> Notice:
    """Return what was read from an unwrapped text with its places in the text as it was."""
    moved: Notice = _moved(notice, places, source)
    return moved


def _moved(value: Any, places: list[int], source: str) -> Any:
    if isinstance(value, tuple):
        return tuple(_moved(each, places, source) for each in value)
    if not isinstance(value, Part):
        return value
    changes = {name: _moved(getattr(value, name), places, source) for name in type(value).model_fields}
    if changes.get("start") is not None and changes.get("end") is not None:
        changes["start"], changes["end"] = places[changes["start"]], places[changes["end"] - 1] + 1
        if changes.get("text") is not None:
            changes["text"] = source[changes["start"] : changes["end"]]
    return value.model_copy(update=changes)
