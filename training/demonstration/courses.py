"""The campaigns of the past months, and who takes them when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import select

from training import dates
from training.campaigns import service as campaigns
from training.campaigns import ticking
from training.campaigns.audience import Audience
from training.campaigns.rules import Rules
from training.demonstration.cast import ADMINISTRATOR, PEOPLE, TOKYO
from training.demonstration.taking import Fate, Span, Taking
from training.demonstration.world import World
from training.extensions import db
from training.models import Assignment
from training.models.delivery import Repeats

_YEAR = 12
_TICK_AFTER = timedelta(minutes=3)
ONCE = Rules(grace_days=14)


@dataclass(frozen=True)
class CampaignPlan:
    """A campaign: when it opened, how long people had, and for whom. One for newcomers counts from each hire date."""

    key: str
    name: tuple[str, str]
    """In Japanese and in English."""
    quiz: str
    opened_days_ago: int
    days: int
    teams: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    rules: Rules = ONCE
    for_newcomers: bool = False
    closed_days_ago: int | None = None


ACCOUNT = ("振込先の変更", "Changed accounts")
ANNUAL = "annual"
SUPPLIERS = "suppliers"
"""The tag of people whom a campaign asks beside its teams."""

CAMPAIGNS = (
    CampaignPlan(
        ANNUAL,
        ("年次研修：持ち出すデータ", "Annual training: carrying data"),
        "lost-usb",
        377,
        18,
        rules=Rules(grace_days=14, repeats=Repeats.YEARLY),
    ),
    CampaignPlan("mail-1", ("メール誤送信", "Mis-sent mail"), "mis-sent-mail", 150, 30, closed_days_ago=90),
    CampaignPlan(
        "module-1",
        ("決済モジュール", "The payment module"),
        "payment-module",
        105,
        28,
        teams=("shop", "systems", "accounting", "singapore"),
        closed_days_ago=60,
    ),
    CampaignPlan("account-1", ACCOUNT, "changed-account", 130, 21, ("sales",), closed_days_ago=100),
    CampaignPlan("account-2", ACCOUNT, "changed-account", 65, 21, ("sales",), closed_days_ago=35),
    CampaignPlan(
        "newcomers",
        ("新しく入った方へ", "For newcomers"),
        "mis-sent-mail",
        112,
        30,
        rules=Rules(due_days=30, grace_days=14),
        for_newcomers=True,
    ),
    CampaignPlan(
        "module-2",
        ("委託先の確認", "Checking suppliers"),
        "payment-module",
        26,
        21,
        teams=("domestic", "shop", "systems", "people"),
        tags=(SUPPLIERS,),
    ),
)

FATES = {
    ("annual-2", "h.aoki"): Fate.NEVER_STARTS,
    ("module-2", "h.aoki"): Fate.STOPS,
    ("annual-2", "store-1"): Fate.STOPS,
    ("annual-2", "p.nair"): Fate.NEVER_STARTS,
    ("annual-2", "s.arai"): Fate.NEVER_STARTS,
    ("annual-2", "store-2"): Fate.NEVER_STARTS,
    ("annual-2", "ware-2"): Fate.NEVER_STARTS,
    ("annual-2", "ware-3"): Fate.NEVER_STARTS,
    ("module-2", "h.sugiura"): Fate.NEVER_STARTS,
}


def plan(world: World) -> None:
    """Put the campaigns into the queue; who is assigned, and the attempts, follow from them."""
    courses = _Courses(world)
    for campaign in CAMPAIGNS:
        world.at(world.days_ago(campaign.opened_days_ago + 2, 15), partial(courses.launch, campaign))
        opened_on = dates.day_of(world.days_ago(campaign.opened_days_ago), TOKYO)
        if campaign.rules.repeats is Repeats.YEARLY:
            world.at(dates.start_of(dates.months_later(opened_on, _YEAR), TOKYO) + _TICK_AFTER, courses.tick)
        if campaign.closed_days_ago is not None:
            world.at(world.days_ago(campaign.closed_days_ago, 18), partial(courses.close, campaign))
    for moment in (*world.changes, world.now - _TICK_AFTER * 2):
        world.at(moment + _TICK_AFTER, courses.tick)


class _Courses:
    """What the worker does, on the days on which people come, go or are away, and what people make of it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.taken: set[tuple[str, str, int]] = set()

    def launch(self, plan: CampaignPlan) -> None:
        """Launch a campaign."""
        opens_at = self.world.days_ago(plan.opened_days_ago, 9)
        last_day = (opens_at + timedelta(days=plan.days)).astimezone(ZoneInfo(TOKYO))
        due_at = last_day.replace(hour=23, minute=59, second=59).astimezone(UTC)
        audience = Audience(
            everyone=not plan.teams,
            team_ids=[self.world.teams[key] for key in plan.teams],
            tag_ids=[self.world.tags[key] for key in plan.tags],
            hired_from=dates.day_of(opens_at, TOKYO) if plan.for_newcomers else None,
        )
        release, admin = self.world.releases[plan.quiz], self.world.people[ADMINISTRATOR.key]
        is_rhythm = plan.rules.repeats or plan.for_newcomers
        name, name_en = (said if is_rhythm else f"{said} {opens_at:%Y-%m}" for said in plan.name)
        launched = campaigns.assign(name, release, audience, opens_at, due_at, admin, name_en=name_en, rules=plan.rules)
        self.world.campaigns[plan.key] = launched.id
        self._begin(plan)

    def close(self, plan: CampaignPlan) -> None:
        """Close a campaign."""
        campaigns.close(self.world.campaigns[plan.key], self.world.people[ADMINISTRATOR.key])

    def tick(self) -> None:
        """Assign who is new, end what is over, move due dates."""
        ticking.tick_here()
        for plan in CAMPAIGNS:
            if plan.key in self.world.campaigns and plan.closed_days_ago is None:
                self._begin(plan)

    def _begin(self, plan: CampaignPlan) -> None:
        """Let people take what they were assigned and have not taken up yet."""
        columns = (Assignment.person_id, Assignment.id, Assignment.cycle, Assignment.assigned_at, Assignment.due_at)
        own = (Assignment.campaign_id == self.world.campaigns[plan.key], Assignment.ended_at.is_(None))
        rows = {(row.person_id, row.cycle): row for row in db.session.execute(select(*columns).where(*own))}
        plans = {self.world.people[person.key]: person for person in PEOPLE if person.key in self.world.people}
        for (person_id, cycle), row in sorted(rows.items(), key=lambda item: plans[item[0][0]].number):
            person, course = plans[person_id], plan.key if cycle == 1 else f"{plan.key}-{cycle}"
            if person.joins and (plan.key, person.key, cycle) not in self.taken:
                self.taken.add((plan.key, person.key, cycle))
                span = Span(self._opens_at(plan, row.assigned_at), row.due_at, self._ends_at(plan, cycle))
                Taking(self.world, course, person, row.id, span, FATES.get((course, person.key))).begin()

    def _opens_at(self, plan: CampaignPlan, assigned_at: datetime) -> datetime:
        return max(self.world.days_ago(plan.opened_days_ago, 9), assigned_at)

    def _ends_at(self, plan: CampaignPlan, cycle: int) -> datetime:
        if plan.closed_days_ago is not None:
            return self.world.days_ago(plan.closed_days_ago, 12)
        if plan.rules.repeats is not Repeats.YEARLY:
            return self.world.now
        opened_on = dates.day_of(self.world.days_ago(plan.opened_days_ago), TOKYO)
        return min(self.world.now, dates.start_of(dates.months_later(opened_on, _YEAR * cycle), TOKYO))
