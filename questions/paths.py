"""Every way through a scenario, and what is wrong with the map: loops, steps nobody reaches, marked steps missed."""

from collections.abc import Iterator

from questions.scenario import Scenario

MOST_PATHS = 2_000


def paths(scenario: Scenario) -> Iterator[list[str]]:
    """Yield each way from the first step to the end as step keys; a way that loops ends with the repeated step."""

    def onward(way: list[str]) -> Iterator[list[str]]:
        for target in scenario.step(way[-1]).following():
            if target is None:
                yield way
            elif target in way:
                yield [*way, target]
            else:
                yield from onward([*way, target])

    yield from onward([scenario.steps[0].key])


def faults(scenario: Scenario) -> list[str]:
    """Describe each loop, unreachable step and path that misses a marked step, with the path."""
    found: list[str] = []
    reached: set[str] = set()
    marked = [step.key for step in scenario.steps if step.marked]
    for number, way in enumerate(paths(scenario), 1):
        if number > MOST_PATHS:
            return [*found, f"there are more than {MOST_PATHS} ways through this scenario; join some branches"]
        reached.update(way)
        shown = " → ".join(way)
        if way[-1] in way[:-1]:
            found.append(f"this way comes back to {way[-1]}: {shown}")
        elif missed := [key for key in marked if key not in way]:
            found.append(f"this way misses the marked step {', '.join(missed)}: {shown}")
    found += [f"no way leads to the step {step.key}" for step in scenario.steps if step.key not in reached]
    return list(dict.fromkeys(found))
