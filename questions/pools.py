"""Resolving the draws of a quiz into closed pools when it is published."""

from collections.abc import Iterator

from questions.quiz import Draw, Pool, Quiz, ReleaseDocument
from questions.scenario import Scenario, Step

FILTERS = ("controls", "topics", "audience", "families")
"""The lists by which a draw chooses."""


def resolve(quiz: Quiz, scenarios: dict[str, Scenario]) -> tuple[list[Pool], list[Scenario]]:
    """Return the pool of each draw and the scenarios cut down to their pooled steps.

    What an earlier section asks, or a twin of it, is in no later pool, so that each draw can be made by itself.
    """
    taken = {name for key in quiz.scenario_keys for step in scenarios[key].steps for name in _names(step)}
    pools: list[Pool] = []
    pooled: dict[str, list[Step]] = {}
    for section, draw in quiz.draws.items():
        fitting = [each for each in _fitting(quiz, draw, scenarios) if not taken & _names(each[1])]
        pools.append(Pool(section=section, refs=[(scenario.key, step.key) for scenario, step in fitting]))
        for scenario, step in fitting:
            taken |= _names(step)
            pooled.setdefault(scenario.key, []).append(_alone(step))
    return pools, [scenarios[key].model_copy(update={"steps": pooled[key]}) for key in sorted(pooled)]


def _fitting(quiz: Quiz, draw: Draw, scenarios: dict[str, Scenario]) -> list[tuple[Scenario, Step]]:
    return [
        (scenario, step)
        for key, scenario in sorted(scenarios.items())
        if key not in quiz.scenario_keys
        if _meets(draw.topics, scenario.topics) and _meets(draw.audience, scenario.audience)
        for step in scenario.steps
        if step.alone and step.question and not step.question.retired
        if _meets(draw.controls, step.controls) and _meets(draw.families, [step.question.family])
    ]


def idle_filters(quiz: Quiz, scenarios: dict[str, Scenario]) -> Iterator[tuple[int, str, str]]:
    """Yield (section from 0, list, name) for each name in a draw's lists that fits no question."""
    for section, draw in quiz.draws.items():
        for filtered in FILTERS:
            for name in getattr(draw, filtered):
                if not _fitting(quiz, Draw(title=draw.title, count=1, **{filtered: [name]}), scenarios):
                    yield section, filtered, name


def _meets(wanted: list[str], found: list[str] | list[str | None]) -> bool:
    return not wanted or bool(set(wanted) & set(found))


def _names(step: Step) -> set[str]:
    return {name for name in (step.uid, step.twins) if name}


def _alone(step: Step) -> Step:
    return step.model_copy(update={"next": None, "barrier": False})


def shortages(release: ReleaseDocument) -> Iterator[tuple[int, int, int]]:
    """Yield (section from 0, asked, possible) for each draw that asks for more questions than it can get."""
    for pool in release.pools:
        asked = release.quiz.draws[pool.section].count
        possible = len({release.step(*ref).twins for ref in pool.refs})
        if possible < asked:
            yield pool.section, asked, possible
