"""From one date to another."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from questions.notices.date_forms import Mention, possible
from questions.notices.numerals import small_number

_WEEKDAY = r"(?:\s?\((?:[月火水木金土日](?:曜日?|・祝)?|[A-Z][a-z]{2})\))?"
_HOUR = r"(?:\s?(?:午前|午後)?\s?\d{1,2}(?:時(?:\d{1,2}分)?|:\d\d)(?:頃|ごろ)?|未明|早朝|朝|昼|夕方|夕|夜|深夜)?"
_TIME_EN = r"(?:\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\.?,?\s)?(?:on\s)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
_BETWEEN = re.compile(
    rf"{_WEEKDAY}{_HOUR}(?:頃|ごろ)?\s?,?\s?(?:~|-{{1,2}}|から|より|to|until|till|through|and|及び"
    rf"|と)\s?(?:は)?\s?{_TIME_EN}"
)
_DAY_ONLY = re.compile(
    rf"{_WEEKDAY}{_HOUR}\s?(?:~|-|から|より)\s?(?P<d>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?日(?!間|後)"
)
_AND = re.compile(r"\b(?:and|と|及び)\b|[と及]")
_BEFORE_AND = re.compile(rf"\b(?:between|from)\s(?:about\s)?{_TIME_EN}$", re.IGNORECASE)
_AFTER_AND = re.compile(r"\s?の?間")


class Join(NamedTuple):
    """Positions, in a list of dates, of a period's two ends."""

    first: int
    last: int


def with_elliptic_ends(folded: str, mentions: list[Mention]) -> list[Mention]:
    """Add the ends that name a day only, as in 10月14日~22日."""
    result: list[Mention] = []
    for mention in mentions:
        if result and mention.start < result[-1].end:
            continue  # the end itself, which was found as a day alone: 24日から26日に
        result.append(mention)
        found = _DAY_ONLY.match(folded, mention.end) if mention.day and mention.month else None
        if found:
            end = Mention(found.start("d"), found.end(), mention.year, mention.month, small_number(found["d"]))
            if possible(end) and (end.day or 0) > (mention.day or 0):
                result.append(end)
    return result


def joined(folded: str, spans: Iterable[tuple[int, int]]) -> Iterator[Join]:
    """Find neighbouring dates that are the two ends of a period."""
    places = list(spans)
    number = 0
    while number + 1 < len(places):
        if _are_ends(folded, places[number], places[number + 1]):
            yield Join(number, number + 1)
            number += 1
        number += 1


def _are_ends(folded: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    if not 0 < second[0] - first[1] <= 40:
        return False
    between = folded[first[1] : second[0]]
    if not _BETWEEN.fullmatch(between):
        return False
    if _AND.search(between):  # "12 May and 3 June" are two dates unless "between" says otherwise
        return bool(_BEFORE_AND.search(folded, max(0, first[0] - 50), first[0]) or _AFTER_AND.match(folded, second[1]))
    return True
