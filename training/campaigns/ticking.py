"""What campaigns do by themselves. Many workers may tick at once: each campaign is leased, and each row is made once.

A worker that is killed leaves a lease that runs out, and a batch that was not committed is done again.
"""

import uuid
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, update

from training import audit, clock, cycles, dates, transaction
from training.campaigns import queries, service
from training.campaigns.audience import Audience
from training.campaigns.materialise import end_duties, write_due_dates
from training.extensions import db
from training.models import Campaign

LEASE = timedelta(minutes=10)
"""Longer than one batch takes; each batch takes it anew."""

ASSIGNED = audit.declare("campaign.assigned", "campaign", "cycle", "assigned")

Outcome = Counter[str]


def tick() -> Outcome:
    """Do what is due in every campaign that has not been closed; return how often what was done."""
    outcome: Outcome = Counter()
    for campaign_id in queries.list_open_ids():
        if transaction.run(lambda campaign_id=campaign_id: _lease(campaign_id)):  # type: ignore[misc]
            outcome += _tick_one(campaign_id, transaction.run)
    return +outcome


def tick_here() -> None:
    """Do what `tick` does in the present transaction, for a world that is played in a single one."""
    for campaign_id in queries.list_open_ids():
        _tick_one(campaign_id, lambda work: work())


def _tick_one(campaign_id: uuid.UUID, run: Callable[[Callable[[], Any]], Any]) -> Outcome:
    """Do what is due in one campaign, each piece of work by `run`."""
    outcome: Outcome = run(lambda: _follow_calendar(campaign_id))
    goes_on = not outcome["closed"] and not outcome["paused"]
    while goes_on:
        number = run(lambda: _assign(campaign_id))
        outcome["assigned"] += number
        goes_on = number > 0
    outcome["due dates"] += run(lambda: _finish(campaign_id))
    del outcome["paused"]  # nothing was done
    return outcome


def _lease(campaign_id: uuid.UUID) -> bool:
    now = clock.now()
    is_free = or_(Campaign.leased_until.is_(None), Campaign.leased_until <= now)
    taken = (
        update(Campaign)
        .where(Campaign.id == campaign_id, Campaign.closed_at.is_(None), is_free)
        .values(leased_until=now + LEASE)
        .returning(Campaign.id)
    )
    return db.session.execute(taken, execution_options={"synchronize_session": False}).first() is not None


def _follow_calendar(campaign_id: uuid.UUID) -> Outcome:
    """Close the campaign when its last day is over; else take the newest release, if it says so."""
    campaign = queries.hold_campaign(campaign_id)
    if campaign.closes_at is not None and campaign.closes_at < clock.now():
        service.close(campaign_id, None)
        return Counter(closed=1)
    if campaign.closed_at is not None or campaign.paused_at is not None:
        return Counter(paused=1)
    if not campaign.follows_newest:
        return Counter()
    newest, before = queries.find_newest_release(campaign.release_id).id, campaign.release_id
    service.use_newest_release(campaign_id, newest, None)
    return Counter({"new releases": int(newest != before)})


def _assign(campaign_id: uuid.UUID) -> int:
    campaign = queries.hold_campaign(campaign_id)
    if campaign.closed_at is not None or campaign.paused_at is not None:
        return 0
    number = service.assign_some(campaign, Audience.model_validate_json(campaign.audience))
    campaign.leased_until = clock.now() + LEASE
    if number:
        cycle = cycles.present_cycle(campaign, dates.today(), dates.zone_name())
        audit.record(ASSIGNED, campaign_id, None, cycle=cycle, assigned=number)
    return number


def _finish(campaign_id: uuid.UUID) -> int:
    """End what is over, write due dates that moved, and give the campaign back."""
    campaign = queries.hold_campaign(campaign_id)
    written = 0
    if campaign.closed_at is None:
        if campaign.paused_at is None:
            end_duties(campaign)
        is_new_day = campaign.ticked_at is None or dates.day_of(campaign.ticked_at) != dates.today()
        written = write_due_dates(campaign, only_absent=not is_new_day)
    campaign.ticked_at, campaign.leased_until = clock.now(), None
    db.session.flush()
    return written
