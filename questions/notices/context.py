"""The words around a place: sentence, line, clause. Looks never further than a fixed number of characters."""

import re
from typing import NamedTuple

SENTENCE = 300
LINE = 300
_END = re.compile(r"[。!?](?!\))|\.(?=\s|$)|\n")
# A full stop after these ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|ms|mrs|dr|no|inc|ltd|co|corp|st|u\.s|u\.k|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|[ap]\.m"
    r"|ore|calif|mass|wash))\.$",
    re.IGNORECASE,
)


class Range(NamedTuple):
    """Code points `start` (inclusive) to `end` (exclusive)."""

    start: int
    end: int


def line(text: str, at: int) -> Range:
    """Return the line around `at`, at most LINE characters to either side."""
    start = text.rfind("\n", max(0, at - LINE), at) + 1 or max(0, at - LINE)
    end = text.find("\n", at, at + LINE)
    return Range(start, end if end >= 0 else min(len(text), at + LINE))


def sentence(text: str, start: int, end: int) -> Range:
    """Return the sentence in which `start` to `end` stands, at most SENTENCE characters to either side."""
    return Range(_sentence_start(text, start), sentence_end(text, end))


def sentence_end(text: str, at: int) -> int:
    """Return where the sentence that goes on at `at` ends."""
    limit = min(len(text), at + SENTENCE)
    for found in _END.finditer(text, at, limit):
        if _ends(text, found.start()):
            return found.start()
    return limit


def _sentence_start(text: str, at: int) -> int:
    limit = max(0, at - SENTENCE)
    start = limit
    for found in _END.finditer(text, limit, at):
        if _ends(text, found.start()):
            start = found.end()
    return start


def _ends(text: str, at: int) -> bool:
    return text[at] != "." or not _ABBREVIATION.search(text[max(0, at - 6) : at + 1])


def is_japanese(text: str) -> bool:
    """Tell whether a stretch of text is written in Japanese."""
    return bool(re.search(r"[ぁ-んァ-ヶ一-龥]", text))
