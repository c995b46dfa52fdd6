"""Days as people say them and moments as they are kept: a day begins and ends in the organisation's time zone."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app

from training import clock, settings

_MONTHS = 12


def zone_name() -> str:
    """Return the name of the organisation's time zone."""
    return str(settings.organisation().time_zone or current_app.config["BABEL_DEFAULT_TIMEZONE"])


def start_of(day: date, zone: str | None = None) -> datetime:
    """Return the first moment of `day`, in `zone` or where the organisation is."""
    return datetime.combine(day, time(), ZoneInfo(zone or zone_name())).astimezone(UTC)


def end_of(day: date, zone: str | None = None) -> datetime:
    """Return the last second of `day`, so that it is still shown as that day."""
    return start_of(day + timedelta(days=1), zone) - timedelta(seconds=1)


def day_of(moment: datetime, zone: str | None = None) -> date:
    """Return the day on which `moment` lies."""
    return moment.astimezone(ZoneInfo(zone or zone_name())).date()


def today() -> date:
    """Return the present day."""
    return day_of(clock.now())


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
