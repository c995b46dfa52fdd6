"""How reminders are chosen, for the organisation and for single campaigns; each choice is in the ledger."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _l

from training import audit
from training.errors import NotFound, Refused
from training.i18n import language
from training.reminders import nudge_queries, rules
from training.reminders.plan import Plan

RULES_CHANGED = audit.declare("reminder.rules-changed", "organisation", "fields")
PLAN_CHANGED = audit.declare("reminder.plan-changed", "campaign", "own", "before", "after", "manager_after")


def get_campaign(campaign_id: uuid.UUID) -> Any:
    """Return id and name of a campaign that is not closed; raise NotFound or Refused."""
    row = nudge_queries.find_campaign(campaign_id, language())
    if row is None:
        raise NotFound
    if row.closed_at is not None:
        raise Refused(_l("This campaign is closed, so nobody is reminded any more."))
    return row


def change_plan(campaign_id: uuid.UUID, plan: Plan | None, actor_id: uuid.UUID | None) -> None:
    """Give a campaign a plan of its own, or let it follow the organisation's."""
    get_campaign(campaign_id)
    if rules.find_plan(campaign_id) == plan:
        return
    rules.store_plan(campaign_id, plan)
    shown = plan or rules.of_all().plan
    audit.record(
        PLAN_CHANGED,
        campaign_id,
        actor_id,
        own=plan is not None,
        before=[*map(str, shown.before)],
        after=[*map(str, shown.after)],
        manager_after=shown.manager_after,
    )


def change_rules(wanted: rules.Rules, actor_id: uuid.UUID | None) -> None:
    """Keep how the organisation reminds."""
    changed = rules.store(wanted)
    if changed:
        audit.record(RULES_CHANGED, "organisation", actor_id, fields=[*sorted(changed)])
