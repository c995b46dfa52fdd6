"""Which year a date belongs to that names none, and which day "the same day" is."""

import datetime
import re
from typing import NamedTuple

from questions.notices.chronology import told_below
from questions.notices.date_forms import Mention
from questions.notices.date_heads import announced_on, stands_at_head

_NEAR = 30
"""Characters behind a date in which it is said that it is still to come."""
_FOLLOWING = 20
"""So many later dates may lend an early one their year."""
_FUTURE = re.compile(r"予定|再開(?!し)|まで(?:に|は)?|開始(?:します|いたします|する)|\bwill\b|\bplan", re.IGNORECASE)

_MONTHS_OF_NOTICE = frozenset({"month-this", "month-before"})
_DAYS_TO_MONTH = {"month+1": 31, "month-1": -1, "month+0": 0, "month-this": 0, "month-before": -1}
"""From the first of a month into the one that is meant: 同月 leans on the date before, 今月 on the notice's own."""


class Resolved(NamedTuple):
    """A mention with its ISO value; `inferred` when part of it comes from elsewhere in the text."""

    start: int
    end: int
    value: str
    inferred: bool
    heads: bool

    @property
    def is_day(self) -> bool:
        """Tell whether it names a day, not a month or year."""
        return self.value.count("-") == 2 and not self.value.startswith("-")


def resolve(folded: str, mentions: list[Mention], in_periods: frozenset[int] = frozenset()) -> list[Resolved]:
    """Give every mention its value; what leans on nothing that is known is left out.

    "The same day" means the last single day, not the end of a period (`in_periods`: where their dates begin).
    """
    below = told_below(folded, [(mention.start, mention.end) for mention in mentions])
    announced = announced_on(folded, [mention for mention in mentions if mention.start not in below])
    result: list[Resolved] = []
    previous: datetime.date | None = None
    single: datetime.date | None = None
    for number, mention in enumerate(mentions):
        before = single or previous if (mention.relative or "").startswith("day") else previous
        complete = _complete(folded, mention, before, announced, mentions[number + 1 : number + 1 + _FOLLOWING])
        if complete is None:
            continue
        value, anchor = complete
        inferred = mention.year is None and not value.startswith("--")
        heads = mention.year is not None and mention.day is not None and mention.start not in below
        heads = heads and stands_at_head(folded, mention)
        result.append(Resolved(mention.start, mention.end, value, inferred, heads))
        if mention.day is not None or mention.relative or announced is None:  # 2019 to 2022 lends no day its year
            previous = anchor or previous
        if mention.start not in in_periods:
            single = anchor or single
    return result


def _complete(
    folded: str,
    mention: Mention,
    previous: datetime.date | None,
    announced: datetime.date | None,
    following: list[Mention],
) -> tuple[str, datetime.date | None] | None:
    if mention.year:
        return _iso(mention.year, mention.month, mention.day), _date(mention.year, mention.month, mention.day)
    if mention.relative:
        return _relative(mention, previous, announced)
    assert mention.month is not None  # noqa: S101 - only relative ones have no month
    anchor = previous or next((_date(m.year, m.month, m.day) for m in following if m.year), None) or announced
    if anchor is None:
        return _without_year(mention), None
    year = _nearest_year(mention, anchor)
    if announced and not _FUTURE.search(folded, mention.end, mention.end + _NEAR):
        while (day := _date(year, mention.month, mention.day)) and day > announced:
            year -= 1
    return _iso(year, mention.month, mention.day), _date(year, mention.month, mention.day)


def _without_year(mention: Mention) -> str:
    return f"--{mention.month:02}" + (f"-{mention.day:02}" if mention.day else "")


def _relative(
    mention: Mention, previous: datetime.date | None, announced: datetime.date | None
) -> tuple[str, datetime.date | None] | None:
    kind = mention.relative or ""
    if kind.startswith("year-"):
        return _in_such_a_year(mention, previous, announced)
    if kind == "this-month":
        return _in_this_month(mention, previous or announced, announced)
    if kind in _MONTHS_OF_NOTICE:
        base = announced or previous
    else:
        base = announced if kind == "announced" or (kind.startswith("weekday") and not previous) else previous
    if base is None:
        return None
    if kind.startswith("weekday"):
        return _on_weekday(int(kind[-1]), previous, announced)
    if kind.startswith("month"):
        first = base.replace(day=1) + datetime.timedelta(days=_DAYS_TO_MONTH[kind])
        day = _date(first.year, first.month, mention.day)
    else:
        day = base + datetime.timedelta(days=int(kind[3:] or 0)) if kind.startswith("day") else base
    return (day.isoformat(), day) if day else None


def _in_such_a_year(
    mention: Mention, previous: datetime.date | None, announced: datetime.date | None
) -> tuple[str, datetime.date | None] | None:
    shift = (mention.relative or "").removeprefix("year-")
    base = previous if shift in {"same", "next", "previous"} else announced or previous
    if mention.month is None:
        return None
    if base is None:
        return _without_year(mention), None
    year = base.year + {"before": -1, "previous": -1, "next": 1}.get(shift, 0)
    return _iso(year, mention.month, mention.day), _date(year, mention.month, mention.day)


def _in_this_month(
    mention: Mention, base: datetime.date | None, announced: datetime.date | None
) -> tuple[str, datetime.date | None] | None:
    """Return the day in the month that is spoken of; the day of the notice where that is it."""
    if base is None:
        return f"---{mention.day:02}", None
    if announced and announced.day == mention.day:
        return announced.isoformat(), announced
    day = _date(base.year, base.month, mention.day)
    if day is None or (announced and day > announced):
        return None
    return day.isoformat(), day


def _on_weekday(
    weekday: int, previous: datetime.date | None, announced: datetime.date | None
) -> tuple[str, datetime.date] | None:
    """Return the first such day from the one that was spoken of on, else the last one before the notice."""
    day = previous and previous + datetime.timedelta(days=(weekday - previous.weekday()) % 7)
    if announced and (day is None or day > announced):
        day = announced - datetime.timedelta(days=(announced.weekday() - weekday) % 7)
    return (day.isoformat(), day) if day else None


def _nearest_year(mention: Mention, anchor: datetime.date) -> int:
    def distance(year: int) -> int:
        day = _date(year, mention.month, mention.day)
        return abs((day - anchor).days) if day else 10_000

    return min((anchor.year, anchor.year - 1, anchor.year + 1), key=distance)


def _date(year: int | None, month: int | None, day: int | None) -> datetime.date | None:
    try:
        return datetime.date(year or 0, month or 1, day or 1)
    except ValueError:
        return None


def _iso(year: int, month: int | None, day: int | None) -> str:
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
