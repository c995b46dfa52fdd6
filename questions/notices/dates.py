"""Dates and periods of a notice with what happened on them."""

import re
from typing import NamedTuple

from questions.notices.beginning import with_beginning
from questions.notices.context import sentence
from questions.notices.date_forms import find_dates
from questions.notices.date_roles import Told, Window, roles_of, windows
from questions.notices.date_years import Resolved, resolve
from questions.notices.facts import Date, Event, Period, Role, numbered
from questions.notices.periods import joined, with_elliptic_ends

_AND = re.compile(r"(?:\([月火水木金土日]\))?\s?(?:、|及び|および|並びに|ならびに|と|and|,)\s?")
_ELIDED = re.compile(r"に[^。、\n]{2,16}[へに]、")
_SAID_ONCE = frozenset({Role.REPORTED, Role.TOLD})
# What came of it says itself that it is not what the date before it was about.
_OWN_STORY = re.compile(r"逮捕|起訴|送検|懲戒|解雇|\b(?:arrest|charg|dismiss|convict)ed\b")
# What lay open from one day to another, whatever is said of it: 5月1日から5月3日までの間に申し込まれた方.
_MEANWHILE = re.compile(
    r"(?:\s?(?:午前|午後)?\d{1,2}(?:時(?:\d{1,2}分)?|:\d\d)(?:頃|ごろ)?)?(?:まで)?"
    r"(?:の間|の期間|に(?=[^、。\n]{1,30}(?:れた|した|いた)))"
)
_OPEN_END = re.compile(r"\s?(?:以降|以後|onwards?)")


class Dates(NamedTuple):
    """All dates of a text, its periods, and for every date the words that belong to it alone."""

    dates: tuple[Date, ...]
    periods: tuple[Period, ...]
    windows: tuple[Window, ...]
    said_until: tuple[int, ...]


def read_dates(source: str, folded: str, lowered: str) -> Dates:
    """Read every date with its role; both ends of a period have the role of the period."""
    mentions = with_elliptic_ends(folded, find_dates(folded))
    ends = joined(folded, [(each.start, each.end) for each in mentions])
    in_periods = frozenset(mentions[number].start for join in ends for number in join)
    resolved = resolve(folded, mentions, in_periods)
    pairs = {join.first: join.last for join in joined(folded, [(each.start, each.end) for each in resolved])}
    groups = _groups(len(resolved), pairs)
    places = windows(folded, [(resolved[group[0]].start, resolved[group[-1]].end) for group in groups])
    dates: list[Date] = []
    periods: list[Period] = []
    spoken: list[Window] = []
    said_until: list[int] = []
    before: tuple[Role, ...] = (Role.OTHER,)
    for group, window in zip(groups, places, strict=True):
        told = roles_of(lowered, window)
        members = [resolved[number] for number in group]
        own_story = not members[0].is_day or bool(_OWN_STORY.search(lowered, window.date_end, window.end))
        roles = _settled(told, members, before if _same_sentence(folded, dates, window) else (), own_story=own_story)
        if (
            len(group) == 2
            and members[0].is_day
            and roles == (Role.OTHER,)
            and _MEANWHILE.match(lowered, window.date_end)
        ):
            roles = (Role.OCCURRED,)
        before = roles
        found = [_date(source, each, roles, labelled=told.labelled) for each in members]
        if len(found) == 2:
            periods.append(_period(source, found[0], found[1]))
        elif _OPEN_END.match(folded, window.date_end):
            periods.append(_period(source, found[0], None))
        dates += found
        spoken += [window] * len(found)
        said_until += [told.end] * len(found)
    dates = with_beginning(folded, _as_their_next(folded, dates, said_until))
    return Dates(_with_periods(numbered(dates), periods), numbered(periods), tuple(spoken), tuple(said_until))


def events(source: str, folded: str, found: Dates) -> tuple[Event, ...]:
    """Return the story in the order of time: per date or period, the sentence that tells it."""
    until = {(period.start, period.since): period.until for period in found.periods}
    ends = {period.end for period in found.periods}
    result = []
    for date, window in zip(found.dates, found.windows, strict=True):
        if date.end in ends and (date.start, date.value) not in until:
            continue  # the end of a period is told with its beginning
        around = sentence(folded, date.start, window.date_end)
        start, end = _trimmed(source, max(around.start, window.start), max(around.start, window.end))
        last = until.get((date.start, date.value))
        event = Event(
            key=f"event-{_slug(date.value)}-{date.role}", text=source[start:end], start=start, end=end,
            value=date.value, until=None if last in {None, ".."} else last, role=date.role, date=date.key,
        )  # fmt: skip
        result.append(event)
    return numbered(sorted(result, key=lambda event: (event.value.lstrip("-"), event.start)))


def _groups(count: int, pairs: dict[int, int]) -> list[list[int]]:
    groups: list[list[int]] = []
    number = 0
    while number < count:
        groups.append([number, pairs[number]] if number in pairs else [number])
        number += len(groups[-1])
    return groups


def _settled(told: Told, members: list[Resolved], before: tuple[Role, ...], *, own_story: bool) -> tuple[Role, ...]:
    if members[0].heads and not told.labelled:
        return (Role.ANNOUNCED,)
    if told.roles == (Role.OTHER,) and before and not own_story:
        return before
    return told.roles


def _same_sentence(folded: str, dates: list[Date], window: Window) -> bool:
    return bool(dates) and dates[-1].start >= sentence(folded, window.date_start, window.date_end).start


def _as_their_next(folded: str, dates: list[Date], said_until: list[int]) -> list[Date]:
    """Give a date of which nothing is said the roles of the next.

    Where "and" joins them (2月27日及び3月2日に送金), or the verb is said once: 25日に保健所へ、28日に委員会へ報告.
    """
    result = list(dates)
    for number in range(len(dates) - 2, -1, -1):
        here, following = result[number], result[number + 1]
        elided = following.role in _SAID_ONCE and _ELIDED.fullmatch(folded, here.end, following.start)
        if here.role is Role.OTHER and (elided or _AND.fullmatch(folded, here.end, following.start)):
            result[number] = here.model_copy(update={"role": following.role, "roles": following.roles})
            said_until[number] = following.start if elided else said_until[number]
    return result


def _date(source: str, found: Resolved, roles: tuple[Role, ...], *, labelled: bool) -> Date:
    return Date(
        key=f"date-{_slug(found.value)}", text=source[found.start : found.end], start=found.start, end=found.end,
        value=found.value, role=roles[0], roles=roles, inferred=found.inferred, labelled=labelled,
    )  # fmt: skip


def _period(source: str, first: Date, last: Date | None) -> Period:
    end = last.end if last else first.end
    until = last.value if last else ".."
    return Period(
        key=f"period-{_slug(first.value)}", text=source[first.start : end], start=first.start, end=end,
        value=f"{first.value}/{until}", since=first.value, until=until, role=first.role,
    )  # fmt: skip


def _with_periods(dates: tuple[Date, ...], periods: list[Period]) -> tuple[Date, ...]:
    keys = {}
    for period in numbered(periods):
        keys[period.start] = keys[period.end] = period.key
    return tuple(
        date.model_copy(update={"period": key}) if (key := keys.get(date.start) or keys.get(date.end)) else date
        for date in dates
    )


def _trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    text = source[start:end]
    start += len(text) - len(text.lstrip(" \n\t　、,・-*"))
    return start, start + len(text.strip(" \n\t　、,・-*"))


def _slug(value: str) -> str:
    return value.strip("-") or "unknown"
