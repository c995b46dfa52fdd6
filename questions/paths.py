"""Every way through a scenario, and what is wrong with the map: loops, steps nobody reaches, marked steps missed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from questions.fault import N_, Fault, Route, Steps, fault
from questions.scenario import Scenario

COMES_BACK = N_("This way comes back to the step %(step)s: %(way)s")
MISSES = N_("This way misses the step %(steps)s, which is marked: %(way)s")
UNREACHED = N_("No way leads to the step %(step)s.")
_TOO_MANY = N_("There are more than %(number)s ways through this scenario. Please join some branches.")

MOST_PATHS = 2_000
_REMEMBERED = 16
"""Maps whose ways are kept: one page asks for the ways of the same scenario again and again."""

_Onward = tuple[tuple[str, tuple[str | None, ...]], ...]
"""The key of each step, and of those that may come next; None is the end."""


@dataclass(frozen=True)
class Paths:
    """The ways from the first step to the end as step keys; a way that loops ends with the repeated step.

    Of more than MOST_PATHS ways only as many are walked, and `are_too_many` says so.
    """

    ways: tuple[tuple[str, ...], ...]
    are_too_many: bool

    def longest(self, minutes: Mapping[str, float]) -> list[str]:
        """Return the steps of the way that takes longest, each once."""
        ways = (list(dict.fromkeys(way)) for way in self.ways)
        return max(ways, key=lambda way: sum(minutes[key] for key in way))


def paths(scenario: Scenario) -> Paths:
    """Return the ways through a scenario; as long as no step leads elsewhere, they are walked once."""
    return _walked(tuple((step.key, tuple(step.following())) for step in scenario.steps))


@lru_cache(maxsize=_REMEMBERED)
def _walked(onward: _Onward) -> Paths:
    found = tuple(islice(_walk(onward), MOST_PATHS + 1))
    return Paths(found[:MOST_PATHS], len(found) > MOST_PATHS)


def _walk(onward: _Onward) -> Iterator[tuple[str, ...]]:
    targets = dict(onward)
    way, passed = [onward[0][0]], {onward[0][0]}
    left = [iter(targets[way[0]])]
    while left:
        for target in left[-1]:
            if target is None:
                yield tuple(way)
            elif target in passed:
                yield (*way, target)
            else:
                way.append(target)
                passed.add(target)
                left.append(iter(targets[target]))
                break
        else:
            left.pop()
            passed.remove(way.pop())


def faults(scenario: Scenario) -> list[Fault]:
    """Describe each loop, unreachable step and path that misses a marked step, with the path."""
    walked = paths(scenario)
    found: list[Fault] = []
    marked = [step.key for step in scenario.steps if step.marked]
    for way, passed in ((way, set(way)) for way in walked.ways):
        if len(passed) < len(way):
            found.append(fault(COMES_BACK, step=Steps((way[-1],)), way=Route(way)))
        elif missed := [key for key in marked if key not in passed]:
            found.append(fault(MISSES, steps=Steps(tuple(missed)), way=Route(way)))
    if walked.are_too_many:
        return [*found, fault(_TOO_MANY, number=MOST_PATHS)]
    reached = {key for way in walked.ways for key in way}
    found += [fault(UNREACHED, step=Steps((step.key,))) for step in scenario.steps if step.key not in reached]
    return list(dict.fromkeys(found))
