"""One round: the same attempts on both programs in turn, and what they cost."""

import asyncio
import statistics
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from tests.bench import quiz
from tests.bench.client import BadAnswer
from tests.bench.learners import Learner
from tests.bench.processes import cpu_between
from tests.bench.servers import Pool

ATTEMPTS_AT = {1: 2, 16: 16, 64: 64}
"""How many attempts a round takes, by how many learners take them at once."""
STEPWISE = 16
WARM_UP = 16
REST_SECONDS = 3.0
"""Processes that were replaced while warming up have ended when memory is weighed."""
SETTLE_SECONDS = 0.02
"""After its last byte a server still closes and cleans up; that is part of the request."""


@dataclass
class Sample:
    """What one program did in one round: measures by name, and what went wrong."""

    measures: dict[str, float] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


@dataclass
class Side:
    """A program under measurement: its pool and its learners, who have signed in."""

    pool: Pool
    learners: Sequence[Learner]

    def learners_at(self, number: int, way: str) -> Sequence[Learner]:
        """Return the first `number` learners, set to a way."""
        for learner in self.learners[:number]:
            learner.way = way
        return self.learners[:number]


def attempts_of(person: int, rounds: int, levels: Sequence[int]) -> int:
    """Return how many attempts this person takes of each way, warming up included."""
    in_a_round = sum(ATTEMPTS_AT[at_once] // at_once for at_once in levels if person < at_once)
    return rounds * (in_a_round + (person < STEPWISE)) + 2 * (person < WARM_UP)


async def sign_in(learners: Sequence[Learner]) -> None:
    """Let everybody sign in, one after another: signing in is throttled and not measured."""
    for learner in learners:
        await learner.sign_in()
        await learner.browser.close()


async def warm_up(side: Side, way: str) -> None:
    """Take some attempts that do not count; raise BadAnswer when one fails."""
    sample = Sample()
    await _together(side.learners_at(WARM_UP, way), 1, sample)
    if sample.errors:
        raise BadAnswer(sample.errors[0])


async def play_round(sides: dict[str, Side], way: str, levels: Sequence[int]) -> dict[str, Sample]:
    """Measure both programs, part by part in turn, so that a busy moment of the machine meets both."""
    samples = {program: Sample() for program in sides}
    for at_once in levels:
        for program, side in sides.items():
            await _whole_attempts(side, way, at_once, samples[program])
    for program, side in sides.items():
        await _step_by_step(side, way, samples[program])
    return samples


async def _whole_attempts(side: Side, way: str, at_once: int, sample: Sample) -> None:
    attempts = ATTEMPTS_AT[at_once]
    before = side.pool.cpu()
    seconds = await _together(side.learners_at(at_once, way), attempts // at_once, sample)
    await asyncio.sleep(SETTLE_SECONDS)
    sample.measures[f"attempt-cpu-{at_once}"] = cpu_between(before, side.pool.cpu()) / attempts
    if len(seconds) > 1:
        sample.measures[f"answer-p50-{at_once}"] = statistics.median(seconds)
        sample.measures[f"answer-p95-{at_once}"] = statistics.quantiles(seconds, n=20, method="inclusive")[-1]


async def _together(learners: Sequence[Learner], attempts: int, sample: Sample) -> list[float]:
    async def take(learner: Learner) -> list[float]:
        seconds: list[float] = []
        for _attempt in range(attempts):
            try:
                seconds += await learner.take()
            except BadAnswer as error:
                sample.errors.append(str(error))
        await learner.browser.close()
        return seconds

    return [each for many in await asyncio.gather(*map(take, learners)) for each in many]


async def _step_by_step(side: Side, way: str, sample: Sample) -> None:
    """Let all learners do the same thing at the same time, so that the cost of each thing can be told apart."""
    learners = side.learners_at(STEPWISE, way)
    spent = dict.fromkeys(("begin", "question", "answer", "feedback", "finish"), 0.0)

    async def step(name: str, do: Callable[[Learner], Awaitable[object]]) -> None:
        before = side.pool.cpu()
        done = await asyncio.gather(*map(do, learners), return_exceptions=True)
        await asyncio.sleep(SETTLE_SECONDS)
        spent[name] += cpu_between(before, side.pool.cpu())
        sample.errors += [str(each) for each in done if isinstance(each, BaseException)]

    await step("begin", lambda learner: learner.begin())
    for _decision in range(quiz.DECISIONS):
        await step("question", lambda learner: learner.ask())
        await step("answer", lambda learner: learner.answer())
        if learners[0].feedback:
            await step("feedback", lambda learner: learner.learn())
    await step("finish", lambda learner: learner.finish())
    for name, seconds in spent.items():
        times = 1 if name in {"begin", "finish"} else quiz.DECISIONS
        sample.measures[f"{name}-cpu"] = seconds / len(learners) / times
