"""What the organisation has chosen about reminders, and what single campaigns do otherwise."""

import json
import uuid
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select

from questions.canonical import Json, canonical_bytes
from training import clock, settings
from training.extensions import db
from training.mail import debriefing
from training.mail.hours import SETTING as HOURS
from training.mail.hours import Hours, of_organisation
from training.models import ReminderPlan
from training.reminders.plan import Plan
from training.statements import insert_once

PLAN = "reminder_plan"
WEEKLY = "weekly_mail"
NUDGE_PAUSE = "nudge_pause_days"


class Rules(NamedTuple):
    """What holds for all campaigns that say nothing else."""

    plan: Plan = Plan()
    hours: Hours = Hours()
    weekly: bool = True
    nudge_pause_days: int = 3
    debrief: bool = True


def of_all() -> Rules:
    """Return the rules of the organisation."""
    plan, pause = settings.find(PLAN), settings.find(NUDGE_PAUSE)
    return Rules(
        _plan(plan) if isinstance(plan, dict) else Plan(),
        of_organisation(),
        settings.find(WEEKLY) is not False,
        pause if isinstance(pause, int) else Rules().nudge_pause_days,
        debriefing.is_wanted(),
    )


def store(rules: Rules) -> list[str]:
    """Keep the rules of the organisation; return the names of what has changed."""
    values, before = _settings(rules), _settings(of_all())
    changed = [name for name, value in values.items() if value != before[name]]
    for name in changed:
        settings.store(name, values[name])
    return changed


def find_plan(campaign_id: uuid.UUID) -> Plan | None:
    """Return the plan that a campaign has of its own."""
    return plans_of([campaign_id]).get(campaign_id)


def plans_of(campaign_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Plan]:
    """Return the plans of those campaigns that have one of their own."""
    rows = db.session.scalars(select(ReminderPlan).where(ReminderPlan.campaign_id.in_(campaign_ids)))
    return {
        row.campaign_id: Plan(tuple(json.loads(row.days_before)), tuple(json.loads(row.days_after)), row.manager_after)
        for row in rows
    }


def store_plan(campaign_id: uuid.UUID, plan: Plan | None) -> None:
    """Give a campaign a plan of its own, or let it follow the organisation's again."""
    row = db.session.get(ReminderPlan, campaign_id, with_for_update=True)
    if plan is None:
        if row is not None:
            db.session.delete(row)
        db.session.flush()
        return
    values = {
        "days_before": canonical_bytes([*plan.before]).decode(),
        "days_after": canonical_bytes([*plan.after]).decode(),
        "manager_after": plan.manager_after,
        "changed_at": clock.now(),
    }
    # Another window may have been the first in the meantime; the last one wins.
    if row is None and insert_once(ReminderPlan, {"campaign_id": campaign_id, **values}):
        return
    row = row or db.session.get_one(ReminderPlan, campaign_id, with_for_update=True)
    for name, value in values.items():
        setattr(row, name, value)
    db.session.flush()


def _settings(rules: Rules) -> dict[str, Json]:
    return {
        PLAN: _kept(rules.plan),
        HOURS: [*rules.hours],
        WEEKLY: rules.weekly,
        NUDGE_PAUSE: rules.nudge_pause_days,
        debriefing.SETTING: rules.debrief,
    }


def _plan(kept: dict[str, Json]) -> Plan:
    before, after, manager_after = kept.get("before"), kept.get("after"), kept.get("manager_after")
    return Plan(_days(before), _days(after), manager_after if isinstance(manager_after, int) else None)


def _days(kept: Json) -> tuple[int, ...]:
    return tuple(day for day in kept if isinstance(day, int)) if isinstance(kept, list) else ()


def _kept(plan: Plan) -> dict[str, Json]:
    return {"before": [*plan.before], "after": [*plan.after], "manager_after": plan.manager_after}
