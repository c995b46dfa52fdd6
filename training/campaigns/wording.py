"""The rules of a campaign as sentences, for pages."""

import json
from datetime import date, datetime
from typing import Any

from babel.dates import format_skeleton
from flask_babel import get_locale, gettext, ngettext

from training import dates
from training.campaigns.rules import Rules
from training.formatting import calendar_day, campaign_due
from training.models.delivery import Repeats


class Planned:
    """What a campaign says that nobody has launched yet, to be told as that of one that was."""

    def __init__(self, rules: Rules, opens_at: datetime, due_at: datetime) -> None:
        self.repeats, self.repeat_months, self.due_days = rules.repeats, rules.repeat_months, rules.due_days
        self.grace_days, self.closes_at, self.follows_newest = rules.grace_days, rules.closes_at, rules.follows_newest
        self.opens_at, self.due_at, self.due_moves = opens_at, due_at, "[]"


def rhythm(campaign: Any) -> str:
    """Tell how often a campaign asks."""
    if campaign.repeats is Repeats.YEARLY:
        opens_on = dates.day_of(campaign.opens_at)
        return gettext("Every year on %(date)s", date=format_skeleton("MMMMd", opens_on, locale=get_locale()))
    if campaign.repeats is Repeats.AFTER_COMPLETION:
        return ngettext(
            "%(num)d month after each person’s own completion",
            "%(num)d months after each person’s own completion",
            campaign.repeat_months,
        )
    return gettext("Once")


def due(campaign: Any) -> str:
    """Tell when it is due."""
    return campaign_due(campaign)


def late_start(campaign: Any) -> str:
    """Tell how long whoever starts late has."""
    return ngettext("At least %(num)d day", "At least %(num)d days", campaign.grace_days)


def pauses(campaign: Any) -> list[str]:
    """Tell on which days the campaign stood still."""
    return [
        gettext("%(first)s to %(last)s", first=_day(first), last=_day(last))
        for first, last in json.loads(campaign.pauses)
    ]


def _day(written: str) -> str:
    return calendar_day(date.fromisoformat(written))
