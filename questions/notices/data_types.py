"""Which kinds of data were affected, and which the text says were not."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from questions.incident import DataType, Span
from questions.notices.context import LINE, Range, line, sentence
from questions.notices.facts import Data
from questions.notices.vocabulary.data import (
    CHANGED_BEFORE,
    CONTACT_LINE,
    EXPOSED,
    LEADS,
    MEANS,
    MISUSED_ONLY,
    NO_BEFORE,
    NOT_AFFECTED,
    WORDS,
)

MOST = 500
_LINES_UP = 12

_GROUPS = {f"t{number}": value for number, (value, _) in enumerate(WORDS)}
_WORD = re.compile("|".join(f"(?P<t{number}>{pattern})" for number, (_, pattern) in enumerate(WORDS)))
_CLAUSE_END = re.compile(
    r"\((?=[^()\n]{0,60}(?:ません|ない|なし|ず)\))|(?<=[たすいんだ])が、|ものの、|(?:のみ|だけ)で、"
    r"|で、(?=[^。、\n]{1,20}は)|であり、|ため、|一方(?:で)?、"
    r"|ただし|なお、|;|, but\b|, and (?=(?:no|your|the|medical)\b)|\bbut\b|\bhowever\b|\balthough\b|\bwhile\b"
)
_LISTING = re.compile(r"[^がをはで。:\n]{1,80}[、,・]")
_ITEM = re.compile(r"\s{0,8}(?:[・■□●○◆◇※*(\-]|\(?\d{1,2}[).)]|[①-⑳])?\s?")
# Addresses of which nothing is said are those that were spoken of last.
_BARE = frozenset({"address", "addresses"})
_OF_MAIL = re.compile(r"e-?mail(?! and)(?:(?!postal|home|street|mailing|billing|delivery)[^\n]|\n)*$")
_OWNED = re.compile(r"[0-9]{1,9}[名人](?:分|様|の方)?の$")
_OWNER = re.compile(r"[一-龥ァ-ヶーぁ-ん0-9,]{1,20}の[ごお]?$")
# Q3 どの情報ですか。 A3 お名前、ご住所です。
_ASKED = re.compile(
    r"(?:^|\n)\s?q\s?\d{0,2}[^\n]{0,60}(?:情報|項目|内容|データ|which data|what (?:data|information))[^\n]{0,40}\n$"
)
_ANSWER = re.compile(r"\s?a\s?\d{0,2}[\s.:]")
# An English sentence leads no list, unless it ends with a colon.
_TOLD = re.compile(r"[a-z]\.\s?$")
_PARTICLE = re.compile(r"[はがをにで]")


class Word(NamedTuple):
    """A word for a kind of data, and whether the text says that it was affected."""

    start: int
    end: int
    value: DataType
    affected: bool


def read_data_types(source: str, lowered: str) -> tuple[Data, ...]:
    """Read the kinds of data; one fact per kind and answer, with all the places that give it."""
    places: dict[tuple[DataType, bool], list[Word]] = {}
    for word in islice(_words(lowered), MOST):
        places.setdefault((word.value, word.affected), []).append(word)
    result = []
    for (value, affected), words in places.items():
        first = words[0]
        both = value is not DataType.OTHER and (value, not affected) in places
        key = f"data-{value}" if affected else f"data-not-{value}"
        other = f"data-not-{value}" if affected else f"data-{value}"
        result.append(
            Data(
                key=key, text=source[first.start : first.end], start=first.start, end=first.end, value=value,
                affected=affected, also=tuple(Span(start=word.start, end=word.end) for word in words[1:20]),
                contradicts=(other,) if both else (),
            )
        )  # fmt: skip
    return tuple(result)


def _words(text: str) -> Iterator[Word]:
    for found in islice(_WORD.finditer(text), 4 * MOST):
        value = _GROUPS[found.lastgroup or ""]
        if found[0] in _BARE and _OF_MAIL.search(text, max(0, found.start() - LINE), found.start()):
            value = DataType.EMAIL
        around = sentence(text, found.start(), found.end())
        row = line(text, found.start())
        if _is_means(text, found.start(), found.end(), row):
            continue
        says = _says(text, found.start(), found.end(), around)
        if says is None:
            says = _from_lead(text, found, row)
        if says is not None:
            yield Word(found.start(), found.end(), value, says)


def _is_means(text: str, start: int, end: int, row: Range) -> bool:
    return bool(
        MEANS.match(text, end, end + 30)
        or CHANGED_BEFORE.search(text, max(0, start - 30), start)
        or CONTACT_LINE.search(text, row.start, start)
    )


def _says(text: str, start: int, end: int, around: Range) -> bool | None:
    """Return what the word's own sentence says of it; None when it says nothing."""
    cut = _CLAUSE_END.search(text, end, around.end)
    clause_end = cut.start() + 4 if cut else around.end
    if cut and cut[0].startswith("ため"):
        clause_end = cut.start()
    before = text[around.start : start]
    clause_start = max((found.end() for found in _CLAUSE_END.finditer(before)), default=0)
    clause = before[clause_start:] + text[start:clause_end]
    denied = NOT_AFFECTED.search(clause) or NO_BEFORE.search(before[clause_start:])
    if denied and not MISUSED_ONLY.search(clause):
        return False
    if EXPOSED.search(before) or EXPOSED.search(text, start, around.end):
        return True
    return None


def _from_lead(text: str, found: re.Match[str], row: Range) -> bool | None:
    """Return what the line above a list says of an item of it; None when the word is no item of such a list."""
    head = text[row.start : found.start()]
    if _ANSWER.match(head) and _ASKED.search(text, max(0, row.start - LINE), row.start):
        return True
    around = sentence(text, found.start(), found.end())
    if "。" in text[row.start : row.end] and _PARTICLE.search(text[max(row.start, around.start) : around.end]):
        return None  # a sentence is no item of a list
    is_owned = _OWNED.search(head)
    if not (
        is_owned
        or _LISTING.fullmatch(head)
        or _ITEM.fullmatch(_OWNER.sub("", head))
        or _WORD.search(head)
        or ":" in head
        or " " in head.strip()
    ):
        return None
    above = text[max(0, row.start - LINE) : row.start]
    leads = [each for each in above.split("\n")[-_LINES_UP - 1 :] if LEADS.search(each) and not _TOLD.search(each)]
    if not leads and not LEADS.search(head):
        return None
    lead = head if LEADS.search(head) else leads[-1]
    return not NOT_AFFECTED.search(lead)
