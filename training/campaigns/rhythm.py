"""Changing how often a campaign asks, after its launch: what that means for whom, and doing it.

It holds from the next day on. Rounds that have begun keep their people, numbers and due dates, and what was passed
stays passed; only rounds that are still to come begin on other days, or not at all.
"""

import json
import uuid
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from questions.canonical import Json, canonical_bytes
from training import audit, clock, cycles, dates
from training.campaigns import queries, rules
from training.campaigns.audience import Audience
from training.errors import FieldError, Refused
from training.extensions import db
from training.models import Campaign
from training.models.delivery import Repeats

CHANGED = audit.declare("campaign.rhythm-changed", "campaign", "repeats", "months", "reason")
OTHER_KIND = _l(
    "Rounds of this campaign are counted in another way. Close it and launch another one, so that reports of past "
    "rounds stay as they are."
)
SAME = _l("The campaign asks like this already. Choose something else.")
_TOO_LATE = _l("The training is due after the day on which the next year’s begins. Change the due date first.")


class Rhythm(NamedTuple):
    """How often a campaign asks; `months` count from each person's own completion."""

    repeats: Repeats | None
    months: int | None = None

    def kept(self) -> list[Json]:
        """Return it as it is kept with a campaign."""
        return [self.repeats.value if self.repeats else None, self.months]


class Outlook(NamedTuple):
    """What another rhythm changes: the days on which a yearly round begins next, and how many people are concerned."""

    holds_from: date
    next_before: date | None
    next_after: date | None
    people: int
    unfinished: int
    finished: int
    at_once: int
    """Who finished so long ago that the next round begins as soon as the new rhythm holds."""


def of(campaign: Any) -> Rhythm:
    """Return how often a campaign asks now."""
    return Rhythm(campaign.repeats, campaign.repeat_months)


def possible(campaign: Any) -> list[Repeats | None]:
    """Return the rhythms that a campaign can have: rounds by the calendar and by people's own days do not mix."""
    kind = cycles.kind_of(campaign)
    return [None, kind] if kind else [None, *Repeats]


def look(campaign: Any, wanted: Rhythm, now: datetime) -> Outlook:
    """Return what `wanted` would change for whom; nothing is changed."""
    today, zone = dates.day_of(now), dates.zone_name()
    audience = Audience.model_validate_json(campaign.audience)
    after = _changed(campaign, wanted, today)
    counts = queries.count_statuses(campaign.id, now)
    finished = counts.get("passed", 0) + counts.get("exempt", 0)
    moment = rules.expired_before(after, today + timedelta(days=1), zone)
    return Outlook(
        holds_from=today + timedelta(days=1),
        next_before=queries.next_on(campaign),
        next_after=queries.next_on(after),
        people=queries.measure(audience).people,
        unfinished=sum(counts.values()) - finished,
        finished=finished,
        at_once=queries.count_done_before(campaign.id, audience, moment) if moment else 0,
    )


def _changed(campaign: Any, wanted: Rhythm, today: date) -> Any:
    columns = dict(campaign._mapping) | {  # a row of `queries.get_campaign`
        "repeats": wanted.repeats,
        "repeat_months": wanted.months,
        "rhythms": _with_earlier(campaign, today),
    }
    return SimpleNamespace(**columns)


def _with_earlier(campaign: Any, today: date) -> str:
    """Return the earlier rhythms with the present one; of two changes on a day, what held that day was the first."""
    earlier: list[Json] = json.loads(campaign.rhythms)
    if earlier and earlier[-1][0] == today.isoformat():  # type: ignore[index]
        return str(campaign.rhythms)
    return canonical_bytes([*earlier, [today.isoformat(), *of(campaign).kept()]]).decode()


def change(campaign_id: uuid.UUID, wanted: Rhythm, seen: Rhythm, reason: str, actor_id: uuid.UUID | None) -> None:
    """Let an open campaign ask otherwise from tomorrow on; raise Refused when it does not ask as `seen` any more.

    Raises FieldError where a yearly round would begin before the one before it is due.
    """
    campaign = queries.hold_open_campaign(campaign_id)
    if of(campaign) == wanted:
        return
    if of(campaign) != seen:
        raise Refused(queries.CHANGED_MEANWHILE)
    check(campaign, wanted)
    campaign.rhythms = _with_earlier(campaign, dates.day_of(clock.now()))
    campaign.repeats, campaign.repeat_months = wanted
    db.session.flush()
    repeats, months = wanted.kept()
    audit.record(CHANGED, campaign_id, actor_id, repeats=repeats or "once", months=months, reason=reason)


def check(campaign: Campaign | Any, wanted: Rhythm) -> None:
    """Raise FieldError for a rhythm that a campaign has already or can't have."""
    if wanted == of(campaign):
        raise FieldError("repeats", SAME)
    if wanted.repeats not in possible(campaign):
        raise FieldError("repeats", OTHER_KIND)
    if wanted.repeats is Repeats.YEARLY:
        zone = dates.zone_name()
        cycle = cycles.present_cycle(campaign, dates.today(), zone)
        due, begins_on = cycles.due_of(campaign, cycle, zone), cycles.yearly_begins_on(campaign, cycle, zone)
        due_on = dates.day_of(due.at, zone) if due.at else begins_on + timedelta(days=due.days or 0)
        if due_on >= cycles.yearly_begins_on(campaign, cycle + 1, zone):
            raise FieldError("repeats", _TOO_LATE)
