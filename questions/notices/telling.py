"""Who was told, and on which day."""

import re
from collections.abc import Iterator
from itertools import islice

from questions.notices.context import Range, sentence
from questions.notices.dates import Dates
from questions.notices.facts import Date, Role, Told, numbered
from questions.notices.parties import MOST
from questions.notices.vocabulary.parties import (
    CLIENT,
    HOW_PATTERNS,
    LETTER,
    NOT_REPORTED,
    PARTY_PATTERNS,
    REPORTED_BEFORE,
    REPORTING,
    TELLING,
    TOLD_PEOPLE,
)

_OPENING = 1_500
"""Characters in which a letter addresses whom it is for."""
_BODIES = frozenset({"commission", "police", "authority"})
_ALSO_TOLD = _BODIES | {"ipa", "jpcert", "card-company", "privacy-mark"}
_ONE_MORE = re.compile(r"を(?:報告|提出)|追加(?:で|の)報告")
_NOT_DONE = re.compile(r"(?:を)?(?:す)?べき|が遅")


def is_letter(lowered: str) -> bool:
    """Tell whether the text is a letter to the people concerned: its day is the day on which they were told."""
    return bool(LETTER.search(lowered, 0, _OPENING))


def read_told(source: str, lowered: str, found: Dates) -> tuple[Told, ...]:
    """Read who was told when; the people concerned also when no date stands with it."""
    result: list[Told] = []
    said_before = 0
    last: list[Told] = []
    for date, window, end in zip(found.dates, found.windows, found.said_until, strict=True):
        if {Role.REPORTED, Role.TOLD} & set(date.roles):
            since = max(window.start, said_before)
            here = list(_told_on(source, lowered, date, Range(since, max(end, window.date_end)), window.end))
            adds = _ONE_MORE.search(lowered, date.end, window.end)
            if not here and adds and last and last[0].start >= sentence(lowered, date.start, date.end).start:
                # 委員会には1月28日に速報を、3月25日に確報を提出
                here = [each.model_copy(update={"date": date.value}) for each in last]
            result, last = result + here, here
        said_before = max(end, date.end)
    if not any(each.value == "people" for each in result):
        result += islice(_people_told_some_day(source, lowered), 1)
    known = {each.value for each in result}
    result += [each for each in _bodies_told_some_day(source, lowered) if each.value not in known]
    return numbered(result)


def _people_told_some_day(source: str, lowered: str) -> Iterator[Told]:
    for place in islice(TOLD_PEOPLE.finditer(lowered), MOST):
        around = sentence(lowered, *place.span())
        since = around.start if place[0].isascii() else place.start()
        if (said := TELLING.search(lowered, since, around.end)) and not _NOT_DONE.match(lowered, said.end()):
            yield _told(source, "people", Range(*place.span()), lowered[around.start : around.end], None)


def _bodies_told_some_day(source: str, lowered: str) -> Iterator[Told]:
    """Find whom it was reported to in sentences that name no day."""
    for value, pattern, _ in PARTY_PATTERNS:
        if value not in _BODIES:
            continue
        for place in islice(pattern.finditer(lowered), MOST):
            around = sentence(lowered, *place.span())
            before = lowered[around.start : place.start()]
            if NOT_REPORTED.search(before):
                continue
            if REPORTING.match(lowered, place.end(), around.end) or REPORTED_BEFORE.search(before):
                yield _told(source, value, Range(*place.span()), "", None)
                break


def _told_on(source: str, lowered: str, date: Date, around: Range, until: int) -> Iterator[Told]:
    words = lowered[around.start : around.end]
    whom: dict[str, tuple[int, int]] = {}
    for value, pattern, _ in PARTY_PATTERNS:
        if value not in _ALSO_TOLD:
            continue
        if place := pattern.search(words):
            whom[value] = place.span()
    if Role.TOLD in date.roles and (
        place := TOLD_PEOPLE.search(words) or TELLING.search(lowered[around.start : until])
    ):
        whom["people"] = place.span()
    if place := CLIENT.search(words):
        whom["client"] = place.span()
    for value, (start, end) in whom.items():
        place_of = Range(around.start + start, around.start + end)
        yield _told(source, value, place_of, words, date.value)


def _told(source: str, value: str, place: Range, words: str, date: str | None) -> Told:
    how = tuple(name for name, pattern in HOW_PATTERNS if pattern.search(words)) if value == "people" else ()
    text = source[place.start : place.end]
    return Told(key=f"told-{value}", text=text, start=place.start, end=place.end, value=value, date=date, by=how)
