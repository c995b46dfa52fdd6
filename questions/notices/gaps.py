"""How many days passed, and what a text says in two ways."""

import datetime
from collections.abc import Iterable

from questions.notices.facts import Count, Data, Date, Gap, Period, Remark, Role, Told

_DAY = len("2019-05-09")


def read_gaps(dates: tuple[Date, ...], told: tuple[Told, ...], *, is_letter: bool = False) -> tuple[Gap, ...]:
    """Compute days from the first day until it was noticed, stopped, told to those concerned, announced.

    An announcement tells nobody in person, so its day is no answer to when they were told; but that of a letter to them
    (`is_letter`) is.
    """
    whole = [date for date in dates if len(date.value) == _DAY]
    begun = _first(whole, Role.OCCURRED)
    if begun is None or _began_before(begun, dates):
        return ()
    informed = {each.date for each in told if each.value == "people"}
    ends = {
        "noticed": _first(whole, Role.DETECTED),
        "stopped": _first([date for date in whole if not _goes_on(date, dates)], Role.STOPPED),
        "told": _earliest(date for date in whole if date.value in informed and Role.TOLD in date.roles),
        "announced": _first(whole, Role.ANNOUNCED),
    }
    if is_letter:
        ends["told"] = ends["told"] or ends["announced"]
    result = []
    for until, end in ends.items():
        if end and (days := _days(begun, end)) >= 0:
            result.append(Gap(key=f"gap-{until}", until=until, value=days, since_date=begun.key, until_date=end.key))
    return tuple(result)


def _began_before(begun: Date, dates: Iterable[Date]) -> bool:
    """Tell whether a period that is said to have begun in a month or year, of unknown day, ends on this first day."""
    ends = (date.value for date in dates if date.period == begun.period and date.period and Role.OCCURRED in date.roles)
    return any(len(value) < len(begun.value) and value < begun.value and not value.startswith("-") for value in ends)


def _goes_on(date: Date, dates: Iterable[Date]) -> bool:
    """Tell whether a date is the first of a period: what was stopped from one day to another was so on the last."""
    return date.period is not None and any(other.period == date.period and other.start > date.start for other in dates)


def _first(dates: list[Date], role: Role) -> Date | None:
    return _earliest(date for date in dates if role in date.roles)


def _earliest(dates: Iterable[Date]) -> Date | None:
    return min(dates, key=lambda date: date.value, default=None)


def _days(since: Date, until: Date) -> int:
    return (datetime.date.fromisoformat(until.value) - datetime.date.fromisoformat(since.value)).days


def contradicting_counts(counts: tuple[Count, ...]) -> tuple[tuple[Count, ...], list[Remark]]:
    """Mark counts of the same thing that differ, unless one is the sum of the others or is said to be a part."""
    marked = list(counts)
    remarks = []
    groups: dict[tuple[str, str | None], list[int]] = {}
    for number, count in enumerate(counts):
        if count.affected and not count.part and count.unit in {"people", "records"}:
            groups.setdefault((count.unit, count.of), []).append(number)
    for members in groups.values():
        values = {counts[number].value for number in members}
        if len(values) < 2 or (len(values) > 2 and 2 * max(values) == sum(values)):
            continue
        keys = tuple(counts[number].key for number in members)
        for number in members:
            others = tuple(counts[n].key for n in members if counts[n].value != counts[number].value)
            marked[number] = marked[number].model_copy(update={"contradicts": others})
        remarks.append(Remark(code="counts-differ", keys=keys))
    return tuple(marked), remarks


def contradicting_dates(
    dates: tuple[Date, ...], periods: tuple[Period, ...] = ()
) -> tuple[tuple[Date, ...], list[Remark]]:
    """Mark dates of the same event that differ: two days of detection; of the incident itself if one has a label.

    What happened may have happened on several days; a line such as 発生日 says that it was one.
    """
    marked = list(dates)
    remarks = []
    for role in (Role.DETECTED, Role.OCCURRED):
        members = [n for n, date in enumerate(dates) if date.role is role and _stands_alone(date, periods)]
        values = {dates[n].value for n in members}
        days = {value for value in values if len(value) == _DAY}
        if len(days) < 2 or (role is Role.OCCURRED and not any(dates[n].labelled for n in members)):
            continue
        for n in members:
            others = tuple(dates[m].key for m in members if dates[m].value != dates[n].value)
            marked[n] = marked[n].model_copy(update={"contradicts": others})
        remarks.append(Remark(code=f"{role}-on-different-dates", keys=tuple(dates[n].key for n in members)))
    return tuple(marked), remarks


def noticed_too_early(dates: tuple[Date, ...]) -> list[Remark]:
    """Return a remark where the text says that it was noticed before it began: one of the two days is wrong."""
    whole = [date for date in dates if len(date.value) == _DAY]
    begun, noticed = _first(whole, Role.OCCURRED), _first(whole, Role.DETECTED)
    if begun is None or noticed is None or noticed.value >= begun.value:
        return []
    return [Remark(code="noticed-before-it-began", keys=(noticed.key, begun.key))]


def _stands_alone(date: Date, periods: tuple[Period, ...]) -> bool:
    """Tell whether a date is one day or the first of several, not the last of them."""
    return date.period is None or any(period.start == date.start for period in periods)


def contradicting_data(data: tuple[Data, ...]) -> list[Remark]:
    """Return a remark for every kind of data that the text calls affected and not affected."""
    return [
        Remark(code="data-affected-and-not", keys=(each.key, *each.contradicts))
        for each in data
        if each.contradicts and each.affected
    ]
