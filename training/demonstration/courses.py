"""The campaigns of the past months, and what each person made of them."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import select

from training import clock
from training.campaigns import service as campaigns
from training.campaigns.audience import Audience
from training.demonstration.answers import answer
from training.demonstration.cast import ADMINISTRATOR, PEOPLE, TOKYO, PersonPlan, zone_of
from training.demonstration.world import World, at_work, chance
from training.extensions import db
from training.learning import queries as learning_queries
from training.learning import service as learning
from training.models import Assignment

ATTEMPTS_AT_MOST = 3
TRIES_AGAIN = 0.8
STOPS_HALFWAY = 0.2
LEARNS = 0.25
CERTAINTIES = (1, 2, 3, 3, 3)


class Fate(Enum):
    """What is decided beforehand for somebody whose pages should show a certain state."""

    NEVER_STARTS = "never starts"
    STOPS = "stops halfway and does not come back"


@dataclass(frozen=True)
class CampaignPlan:
    """A campaign: when it opened, how long people had, and for whom."""

    key: str
    name: str
    quiz: str
    opened_days_ago: int
    days: int
    teams: tuple[str, ...] = ()
    newcomers_within_months: float = 0
    closed_days_ago: int | None = None


ACCOUNT = "振込先の変更 Changed accounts"

CAMPAIGNS = (
    CampaignPlan("mail-1", "メール誤送信 Mis-sent mail", "mis-sent-mail", 150, 30, closed_days_ago=90),
    CampaignPlan(
        "module-1",
        "決済モジュール The payment module",
        "payment-module",
        105,
        28,
        teams=("shop", "systems", "accounting", "singapore"),
        closed_days_ago=60,
    ),
    CampaignPlan("account-1", ACCOUNT, "changed-account", 130, 21, ("sales",), closed_days_ago=100),
    CampaignPlan("account-2", ACCOUNT, "changed-account", 65, 21, ("sales",), closed_days_ago=35),
    CampaignPlan("newcomers", "新しく入った方へ For newcomers", "mis-sent-mail", 33, 21, newcomers_within_months=3.5),
    CampaignPlan(
        "module-2",
        "委託先の確認 Checking suppliers",
        "payment-module",
        26,
        21,
        teams=("domestic", "shop", "systems", "people"),
    ),
    CampaignPlan("mail-2", "メール誤送信 Mis-sent mail (2)", "mis-sent-mail", 12, 18),
)

FATES = {
    ("mail-2", "h.aoki"): Fate.NEVER_STARTS,
    ("module-2", "h.aoki"): Fate.STOPS,
    ("mail-2", "store-1"): Fate.STOPS,
    ("mail-2", "p.nair"): Fate.NEVER_STARTS,
    ("module-2", "h.sugiura"): Fate.NEVER_STARTS,
}


def plan(world: World) -> None:
    """Put the campaigns into the queue; their attempts follow from them."""
    for campaign in CAMPAIGNS:
        world.at(world.days_ago(campaign.opened_days_ago + 2, 15), partial(_launch, world, campaign))


def _launch(world: World, plan: CampaignPlan) -> None:
    opens_at = world.days_ago(plan.opened_days_ago, 9)
    last_day = (opens_at + timedelta(days=plan.days)).astimezone(ZoneInfo(TOKYO))
    due_at = last_day.replace(hour=23, minute=59, second=59).astimezone(UTC)
    newcomers = [person for person in PEOPLE if person.months <= plan.newcomers_within_months]
    audience = Audience(
        everyone=not plan.teams and not newcomers,
        team_ids=[world.teams[key] for key in plan.teams],
        person_ids=[world.people[person.key] for person in newcomers if person.key in world.people],
    )
    admin = world.people[ADMINISTRATOR.key]
    name = f"{plan.name} {opens_at:%Y-%m}"
    campaign_id = campaigns.assign(name, world.releases[plan.quiz], audience, opens_at, due_at, admin).id
    rows = db.session.execute(select(Assignment.person_id, Assignment.id).where(Assignment.campaign_id == campaign_id))
    assigned = {row.person_id: row.id for row in rows}
    for person in PEOPLE:
        assignment_id = assigned.get(world.people.get(person.key, uuid.UUID(int=0)))
        if assignment_id and person.joins:
            _Taking(world, plan, person, assignment_id, opens_at, due_at).begin()
    if plan.closed_days_ago is not None:
        world.at(world.days_ago(plan.closed_days_ago, 18), lambda: campaigns.close(campaign_id, admin))


class _Taking:
    """One person's way through one assignment."""

    def __init__(  # noqa: PLR0913, PLR0917  # it is between all of these
        self,
        world: World,
        plan: CampaignPlan,
        person: PersonPlan,
        assignment_id: uuid.UUID,
        opens_at: datetime,
        due_at: datetime,
    ) -> None:
        self.world, self.person = world, person
        self.person_id, self.assignment_id = world.people[person.key], assignment_id
        self.opens_at, self.time = opens_at, due_at - opens_at
        self.ends_at = world.now if plan.closed_days_ago is None else world.days_ago(plan.closed_days_ago, 12)
        self.fate = FATES.get((plan.key, person.key))
        self.random = chance(plan.key, person.key)
        self.skill = min(max(self.random.gauss(person.skill, 0.08), 0.3), 0.97)

    def begin(self) -> None:
        """Decide when the first attempt begins, if ever."""
        zeal = self.person.zeal
        if self.fate is Fate.NEVER_STARTS or self.random.random() < 0.3 - zeal * 0.4:
            return
        share = min(max(self.random.gauss(1.1 - zeal, 0.25), 0.02), 1.4)
        self._at(self.opens_at + self.time * share, partial(self._attempt, 1))

    def _at(self, moment: datetime, work: partial[None]) -> None:
        moment = max(at_work(moment, zone_of(self.person), self.random), self.opens_at + timedelta(minutes=5))
        leaves = self.person.leaves_after
        last = min(self.ends_at, self.world.days_ago(leaves, 12)) if leaves is not None else self.ends_at
        if moment < last - timedelta(hours=1):
            self.world.at(moment, work)

    def _attempt(self, number: int) -> None:
        attempt_id = learning.start(self.person_id, self.assignment_id)
        halfway = self.fate is Fate.STOPS or self.random.random() < STOPS_HALFWAY
        self._go_on(attempt_id, number, decisions=3 if halfway else None)
        if halfway and self.fate is not Fate.STOPS:
            pause = timedelta(days=self.random.choice((1, 1, 2, 4)))
            self._at(clock.now() + pause, partial(self._go_on, attempt_id, number))

    def _go_on(self, attempt_id: uuid.UUID, number: int, decisions: int | None = None) -> None:
        now, left = clock.now(), decisions
        while left is None or left > 0:
            state = learning_queries.get_state(self.person_id, attempt_id)
            if state.finished_at:
                self._after(number, passed=bool(state.passed))
                return
            shown_at, now = now, now + timedelta(seconds=self.random.randint(20, 95))
            with clock.moved_to(now):
                self._decide(state, shown_at)
            left = left - 1 if left is not None else None

    def _decide(self, state: learning_queries.AttemptState, shown_at: datetime) -> None:
        place = state.places[-1]
        if place.step.question is None:
            raise RuntimeError("an open attempt stands at a decision")
        fields = answer(place.step.question, self.skill, self.random)
        sure = self.random.choice(CERTAINTIES) if learning.asks_certainty(state, place) else None
        learning.answer(self.person_id, state.id, place.ref, fields, shown_at, sure)

    def _after(self, number: int, *, passed: bool) -> None:
        if passed or number == ATTEMPTS_AT_MOST or self.random.random() > TRIES_AGAIN:
            return
        self.skill = min(self.skill + LEARNS, 0.97)
        pause = timedelta(days=self.random.randint(1, 5))  # on a later day: the hour is drawn anew
        self._at(clock.now() + pause, partial(self._attempt, number + 1))
