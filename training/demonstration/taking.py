"""One person's way through one training: when an attempt begins, how it goes, whether another one follows."""

import uuid
from datetime import datetime, time, timedelta
from enum import Enum
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from training import clock
from training.demonstration.answers import answer
from training.demonstration.cast import PersonPlan, zone_of
from training.demonstration.world import World, at_work, chance
from training.learning import queries as learning_queries
from training.learning import service as learning

ATTEMPTS_AT_MOST = 3
TRIES_AGAIN = 0.8
STOPS_HALFWAY = 0.2
LEARNS = 0.25
CERTAINTIES = (1, 2, 3, 3, 3)


class Fate(Enum):
    """What is decided beforehand for somebody whose pages should show a certain state."""

    NEVER_STARTS = "never starts"
    STOPS = "stops halfway and does not come back"


class Span(NamedTuple):
    """From when until when a training is to be done, and when nobody can begin any more."""

    opens_at: datetime
    due_at: datetime
    ends_at: datetime


class Taking:
    """One person's way through one assignment."""

    def __init__(  # noqa: PLR0913, PLR0917  # it is between all of these
        self, world: World, course: str, person: PersonPlan, assignment_id: uuid.UUID, span: Span, fate: Fate | None
    ) -> None:
        self.world, self.person = world, person
        self.person_id, self.assignment_id = world.people[person.key], assignment_id
        self.opens_at, self.time, self.ends_at = span.opens_at, span.due_at - span.opens_at, span.ends_at
        self.fate = fate
        self.random = chance(course, person.key)
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
        moment = self._back(moment)
        leaves = self.person.leaves_after
        last = min(self.ends_at, self.world.days_ago(leaves, 12)) if leaves is not None else self.ends_at
        if moment < last - timedelta(hours=1):
            self.world.at(moment, work)

    def _back(self, moment: datetime) -> datetime:
        """Return `moment`, or one soon after the leave in which it lies."""
        zone = ZoneInfo(zone_of(self.person))
        first, last = self.world.leave_of(self.person)
        if not (first and last and first <= moment.astimezone(zone).date() <= last):
            return moment
        days = self.random.randint(2, 9)
        return at_work(datetime.combine(last + timedelta(days=days), time(9), zone), zone.key, self.random)

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
