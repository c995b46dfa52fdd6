"""The rules of a campaign as sentences, for pages."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

from babel.dates import format_skeleton
from flask_babel import get_locale, gettext, ngettext

from training import cycles, dates
from training.campaigns.rhythm import Outlook, Rhythm
from training.campaigns.rules import Rules, days_of, has_own_rounds
from training.formatting import calendar_day, campaign_due, due_text
from training.models.delivery import Repeats


class Planned:
    """What a campaign says that nobody has launched yet, to be told as that of one that was."""

    def __init__(self, rules: Rules, opens_at: datetime, due_at: datetime) -> None:
        self.repeats, self.repeat_months, self.due_days = rules.repeats, rules.repeat_months, rules.due_days
        self.grace_days, self.closes_at, self.follows_newest = rules.grace_days, rules.closes_at, rules.follows_newest
        self.opens_at, self.due_at, self.due_moves, self.rhythms = opens_at, due_at, "[]", "[]"


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


def earlier_rhythms(campaign: Any) -> list[str]:
    """Tell how often a campaign asked before, and until when."""
    opens_at = campaign.opens_at
    return [
        gettext(
            "Until %(day)s: %(rhythm)s.",
            day=calendar_day(each.last),
            rhythm=rhythm(SimpleNamespace(repeats=each.repeats, repeat_months=each.months, opens_at=opens_at)),
        )
        for each in cycles.earlier_rhythms(campaign)
    ]


class ChangeTold(NamedTuple):
    """What another rhythm changes and what stays, as sentences."""

    before: str
    after: str
    changes: list[str]
    stays: list[str]


def rhythm_change(campaign: Any, wanted: Rhythm, outlook: Outlook) -> ChangeTold:
    """Tell what another rhythm means for whom and from when."""
    repeats, months = wanted
    after = SimpleNamespace(repeats=repeats, repeat_months=months, opens_at=campaign.opens_at)
    told = ChangeTold(rhythm(campaign), rhythm(after), [], [])
    if outlook.next_before and outlook.next_before != outlook.next_after:
        told.changes.append(
            ngettext(
                "The round that would begin on %(day)s falls away; %(num)d person of today’s audience would get it.",
                "The round that would begin on %(day)s falls away; %(num)d people of today’s audience would get it.",
                outlook.people,
                day=calendar_day(outlook.next_before),
            )
        )
    if outlook.next_after and outlook.next_after != outlook.next_before:
        told.changes.append(
            ngettext(
                "Everybody in the audience, %(num)d person today, is asked again on %(day)s and on that day each year.",
                "Everybody in the audience, %(num)d people today, is asked again on %(day)s and on that day each year.",
                outlook.people,
                day=calendar_day(outlook.next_after),
            )
        )
    if repeats is Repeats.AFTER_COMPLETION:
        told.changes.extend(_own_rounds(months or 0, outlook))
    elif campaign.repeats is Repeats.AFTER_COMPLETION:
        told.changes.append(
            ngettext(
                "%(num)d person who has finished is not asked again.",
                "%(num)d people who have finished are not asked again.",
                outlook.finished,
            )
        )
    told.stays.extend(_staying(outlook))
    return told


def _own_rounds(months: int, outlook: Outlook) -> list[str]:
    day = calendar_day(outlook.holds_from)
    return [
        ngettext(
            "%(num)d person finished so long ago that the next round begins on %(day)s.",
            "%(num)d people finished so long ago that their next round begins on %(day)s.",
            outlook.at_once,
            day=day,
        ),
        ngettext(
            "All others are asked again %(num)d month after they finished.",
            "All others are asked again %(num)d months after they finished.",
            months,
        ),
    ]


def _staying(outlook: Outlook) -> list[str]:
    return [
        ngettext(
            "%(num)d person has something to finish now and keeps it, with the same due date.",
            "%(num)d people have something to finish now and keep it, with the same due date.",
            outlook.unfinished,
        ),
        gettext("Rounds that are over stay as they are, and so do their reports."),
        gettext("Whoever has passed has passed. A certificate stays valid until the day that is printed on it."),
    ]


def due(campaign: Any) -> str:
    """Tell when it is due."""
    return campaign_due(campaign)


def due_in(campaign: Any, cycle: int, on: date) -> list[str]:
    """Tell when a round is due, as that was said on a day; what people's own rounds were due by before follows."""
    zone = dates.zone_name()
    if not has_own_rounds(campaign):
        return [due_text(cycles.due_of(campaign, cycle, zone))]
    before = cycles.earlier_days(campaign)
    held = next((days for last, days in before if on <= last), days_of(campaign, zone))
    told = [(last, _own_due(campaign, cycle, days)) for last, days in before if last < on]
    earlier = (gettext("Until %(day)s: %(due)s.", day=calendar_day(last), due=text) for last, text in told)
    return [_own_due(campaign, cycle, held), *earlier]


def _own_due(campaign: Any, cycle: int, days: int) -> str:
    if campaign.due_days is None and cycle == 1:
        return calendar_day(dates.day_of(campaign.opens_at) + timedelta(days=days))
    if cycle == 1:
        return due_text(cycles.Due(None, days))
    return ngettext(
        "%(num)d day after the day on which each person’s round begins",
        "%(num)d days after the day on which each person’s round begins",
        days,
    )


def late_start(campaign: Any) -> str:
    """Tell how long whoever starts late has."""
    return ngettext("At least %(num)d day", "At least %(num)d days", campaign.grace_days)
