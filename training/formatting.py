"""Template filters: how dates, shares and citations are written in the language of the page."""

import json
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flask import Flask
from flask_babel import format_date, format_datetime, gettext, ngettext
from flask_babel import format_percent as babel_percent

from questions.control import Citation
from training import cycles, dates, pseudonyms
from training.i18n import language, localised

DAY = {"ja": "y年M月d日", "en": "d MMMM y"}
MINUTE = {"ja": "y年M月d日 H:mm", "en": "d MMMM y, HH:mm"}
SHORT_DAY = {"ja": "M月d日", "en": "d MMM"}
_STAMP = {"ja": "y.M.d", "en": "d.M.y"}


def day(moment: datetime) -> str:
    """Write a moment as a day in the person's time zone: 2019年5月9日, 9 May 2019."""
    return str(format_date(moment, DAY[language()]))


def calendar_day(day: date) -> str:
    """Write a day that is the same everywhere, such as a hire date."""
    return str(format_date(day, DAY[language()]))


def short_day(day: date) -> str:
    """Write a day without its year, where that is plain: 5月9日, 9 May."""
    return str(format_date(day, SHORT_DAY[language()]))


def campaign_due(campaign: Any) -> str:
    """Tell when a campaign is due now: the day of its present year, or how many days each person has."""
    zone = dates.zone_name()
    return due_text(cycles.due_of(campaign, cycles.present_cycle(campaign, dates.today(), zone), zone))


def campaign_pauses(campaign: Any, begin: date = date.min, end: date = date.max) -> list[str]:
    """Tell on which days between `begin` and `end` a campaign stood still; a pause that goes on is not among them."""
    spans = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in json.loads(campaign.pauses)]
    return [
        gettext("%(first)s to %(last)s", first=calendar_day(first), last=calendar_day(last))
        for first, last in spans
        if first <= end and last >= begin
    ]


def due_text(due: cycles.Due) -> str:
    """Tell when a cycle is due."""
    if due.at is not None:
        return day(due.at)
    return ngettext("%(num)d day after each person joins", "%(num)d days after each person joins", due.days or 0)


def minute(moment: datetime) -> str:
    """Write a moment to the minute in the person's time zone."""
    return str(format_datetime(moment, MINUTE[language()]))


def hour(moment: datetime) -> str:
    """Write the time of day of a moment in the person's time zone: 14:05."""
    return str(format_datetime(moment, "H:mm"))


def stamp_date(moment: datetime) -> str:
    """Write a day as short as a stamp needs it."""
    return str(format_date(moment, _STAMP[language()]))


def whole_percent(share: float) -> int:
    """Return a share of 0 to 1 in per cent, rounded down so that a missed pass mark never reads as reached."""
    return int(share * 100 + 1e-6)  # a stored 0.29 must not become 28


def percent(share: float) -> str:
    """Write a share of 0 to 1 in whole per cent."""
    return _percent(language(), whole_percent(share))


@lru_cache(maxsize=256)
def _percent(_tag: str, hundredths: int) -> str:  # the first keys the cache
    return str(babel_percent(hundredths / 100))


def citations(found: list[Citation]) -> str:
    """Write citations in one line; clauses of one law or standard that follow each other share its name."""
    clauses: dict[str, list[str]] = {}
    for item in found:
        clauses.setdefault(localised(item.instrument), []).append(localised(item.clause))
    return gettext("; ").join(f"{name} {gettext(', ').join(numbers)}" for name, numbers in clauses.items())


def init_app(app: Flask) -> None:
    """Offer the filters."""
    filters = (
        day,
        calendar_day,
        short_day,
        campaign_due,
        campaign_pauses,
        minute,
        hour,
        stamp_date,
        percent,
        citations,
    )
    for part in (*filters, pseudonyms.named):
        app.jinja_env.filters[part.__name__] = part
