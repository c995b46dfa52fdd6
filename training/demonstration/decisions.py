"""What was decided about single people, with the reasons that they read."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from training import clock, dates
from training.campaigns.overrides import rules
from training.campaigns.overrides import service as overrides
from training.campaigns.overrides.rules import Decision
from training.campaigns.overrides.service import Giver
from training.demonstration.cast import ADMINISTRATOR
from training.demonstration.courses import ANNUAL
from training.demonstration.world import World
from training.models import OverrideKind
from training.team.scope import Scope


@dataclass(frozen=True)
class DecisionPlan:
    """Who decided what about whom; `more_days` is how much time an extension gives from that day."""

    campaign: str
    kind: OverrideKind
    people: tuple[str, ...]
    days_ago: int
    reason: str
    by: str = ADMINISTRATOR.key
    more_days: int = 0
    place: str | None = None


DECISIONS = (
    DecisionPlan(
        ANNUAL,
        OverrideKind.EXTENSION,
        ("s.arai",),
        4,
        "基幹システムの入れ替えが続くため。 The core system is being replaced this month.",
        by="h.takagi",
        more_days=20,
    ),
    DecisionPlan(
        ANNUAL,
        OverrideKind.EXEMPTION,
        ("ware-3",),
        9,
        "派遣元で同じ内容の研修を受講済み（受講証を確認）。 Took the same training at the agency (certificate seen).",
    ),
    DecisionPlan(
        ANNUAL,
        OverrideKind.ATTENDED,
        ("store-2", "ware-2"),
        3,
        "勤務中に端末を使えないため、集合研修で実施。 Taught in class, since there is no computer at work.",
        place="横浜倉庫 休憩室 Yokohama Warehouse",
    ),
)


def plan(world: World) -> None:
    """Put the decisions into the queue."""
    for decision in DECISIONS:
        for person in decision.people:
            world.at(world.days_ago(decision.days_ago, 16), partial(_decide, world, decision, person))


def _decide(world: World, plan: DecisionPlan, person: str) -> None:
    actor_id, is_admin = world.people[plan.by], plan.by == ADMINISTRATOR.key
    giver = Giver(actor_id) if is_admin else Giver(actor_id, Scope(actor_id), rules.MANAGERS_MOST_DAYS)
    today = dates.day_of(clock.now())
    decision = Decision(
        plan.kind,
        plan.reason,
        until=today + timedelta(days=plan.more_days) if plan.more_days else None,
        held_on=today - timedelta(days=1) if plan.kind is OverrideKind.ATTENDED else None,
        place=plan.place,
    )
    overrides.give(world.campaigns[plan.campaign], world.people[person], decision, giver)
