"""Changing when a campaign is due, after its launch, and whether that is a day or a number of days.

Only rounds that go on are moved. An extension, a leave and a pause give the time that they gave before.
"""

import uuid
from datetime import datetime
from types import SimpleNamespace
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from training import audit, cycles, dates
from training.campaigns import queries, service
from training.campaigns.materialise import write_due_dates
from training.campaigns.rules import days_of, has_own_rounds, rule_of
from training.campaigns.simulating import due_dates_under
from training.errors import FieldError, Refused
from training.extensions import db

GRACE_CHANGED = audit.declare("campaign.grace-changed", "campaign", "days", "reason")
SAME = _l("It is due like this already. Choose something else.")


class DueRules(NamedTuple):
    """When a campaign is due: on a day for everybody or after a number of days, and what whoever starts late has."""

    due_at: datetime | None
    days: int | None
    grace_days: int


class Outlook(NamedTuple):
    """How many people who have not finished get a later date, an earlier one, and one that is over already."""

    later: int
    earlier: int
    late: int
    same: int


def of(campaign: Any) -> DueRules:
    """Return when the present round of a campaign is due."""
    zone = dates.zone_name()
    if has_own_rounds(campaign):
        return DueRules(None, days_of(campaign, zone), campaign.grace_days)
    due = cycles.due_of(campaign, cycles.present_cycle(campaign, dates.today(), zone), zone)
    return DueRules(due.at, due.days, campaign.grace_days)


def check(campaign: Any, wanted: DueRules) -> None:
    """Raise FieldError for rules that a campaign has already or can't have."""
    if wanted == of(campaign):
        raise FieldError("due_on" if wanted.days is None else "due_days", SAME)
    _values(campaign, wanted)


def look(campaign: Any, wanted: DueRules, now: datetime) -> Outlook:
    """Return whose dates `wanted` would move, among those who have not finished; nothing is changed."""
    columns = dict(campaign._mapping) | _values(campaign, wanted)  # a row of `queries.get_campaign`
    planned = SimpleNamespace(**columns)
    later = earlier = late = same = 0
    for before, after in due_dates_under(campaign.id, lambda cycle, zone: rule_of(planned, cycle, zone)):  # type: ignore[arg-type]
        later += after > before
        earlier += after < before
        late += after < now <= before
        same += after == before
    return Outlook(later, earlier, late, same)


def change(campaign_id: uuid.UUID, wanted: DueRules, seen: DueRules, reason: str, actor_id: uuid.UUID | None) -> None:
    """Let an open campaign be due otherwise from now on; raise Refused when it is not due as `seen` any more."""
    campaign = queries.hold_open_campaign(campaign_id)
    before = of(campaign)
    if before == wanted:
        return
    if before != seen:
        raise Refused(queries.CHANGED_MEANWHILE)
    campaign.grace_days = wanted.grace_days
    db.session.flush()
    if wanted.days is not None:
        service.change_days(campaign_id, wanted.days, actor_id, reason=reason)
    elif wanted.due_at is not None:
        service.change_due(campaign_id, wanted.due_at, actor_id, reason=reason)
    if wanted.grace_days != before.grace_days:
        if (wanted.due_at, wanted.days) == (before.due_at, before.days):  # else all dates were just written
            write_due_dates(campaign)
        audit.record(GRACE_CHANGED, campaign_id, actor_id, days=wanted.grace_days, reason=reason)


def _values(campaign: Any, wanted: DueRules) -> dict[str, Any]:
    now = of(campaign)
    grace = {"grace_days": wanted.grace_days}
    if wanted.days is not None and wanted.days != now.days:
        return grace | service.values_of_days(campaign, wanted.days)
    if wanted.due_at is not None and wanted.due_at != now.due_at:
        return grace | service.values_of_due(campaign, wanted.due_at)
    return grace
