"""The day of a moment where the organisation is, as SQL, so that a database counts by day."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, case, cast, func, type_coerce

from training import dates
from training.extensions import db

_YEARS_BEFORE, _YEARS_AFTER = 3, 2


def local_day(moment: Any, now: datetime) -> ColumnElement[date]:
    """Return the day of a column of moments; near midnight it is exact from three years before `now` to two after."""
    zone = dates.zone_name()
    if db.engine.dialect.name == "postgresql":
        return cast(func.timezone(zone, moment), Date)
    # SQLite knows no time zones, so it is told by how much each part of these years is ahead of UTC.
    parts = _offsets(zone, now.year)
    days = [type_coerce(func.date(moment, f"{ahead:+d} seconds"), Date) for _until, ahead in parts]
    ends = [until for until, _ahead in parts]
    if len(parts) == 1:
        return days[0]
    return case(*((moment < end, day) for end, day in zip(ends[:-1], days, strict=False)), else_=days[-1])


@lru_cache(maxsize=8)
def _offsets(name: str, year: int) -> list[tuple[datetime, int]]:
    """Return until when a time zone is how many seconds ahead of UTC."""
    zone = ZoneInfo(name)
    here, end = datetime(year - _YEARS_BEFORE, 1, 1, tzinfo=UTC), datetime(year + _YEARS_AFTER, 12, 31, tzinfo=UTC)
    parts = []
    while here < end:
        day = here + timedelta(days=1)
        if _ahead(zone, day) != _ahead(zone, here):
            parts.append((_change(zone, here, day), _ahead(zone, here)))
        here = day
    return [*parts, (end, _ahead(zone, end))]


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the first second of the new offset between two moments."""
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        before, after = (middle, after) if _ahead(zone, middle) == _ahead(zone, before) else (before, middle)
    return after


def _ahead(zone: ZoneInfo, moment: datetime) -> int:
    offset = moment.astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0
