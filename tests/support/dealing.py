"""In which order tests stand, so that processes that share them end together.

pytest-xdist gives each process an equal stretch of the list, and whoever has nothing left takes the end of another's
(`--dist worksteal`). What takes long must therefore stand at the beginning of a stretch: at the end it is run alone.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeVar

Test = TypeVar("Test")


def deal(
    tests: Sequence[Test], processes: int, is_long: Callable[[Test], bool], journey: Callable[[Test], str | None]
) -> list[Test]:
    """Return all tests, ordered so that each process begins with its share of what takes longest.

    `journey` names the file of a test that plays in a browser. The journeys of a file stay together, and only a third
    of the processes play any: each starts a server and a browser, and more of them would keep each other waiting.
    """
    players = max(1, processes // 3)
    first: list[list[Test]] = [[] for _ in range(processes)]
    journeys = [test for test in tests if journey(test) is not None]
    for number, (_, together) in enumerate(groupby(journeys, journey)):
        first[number % players].extend(together)
    for number, test in enumerate(test for test in tests if journey(test) is None and is_long(test)):
        first[-1 - number % max(1, processes - players)].append(test)
    return _fill(first, [test for test in tests if journey(test) is None and not is_long(test)])


def _fill(first: Sequence[Sequence[Test]], rest: Sequence[Test]) -> list[Test]:
    """Lengthen each process's share to the stretch that it is given, as `WorkStealingScheduling` cuts them."""
    dealt: list[Test] = []
    left, used = len(rest) + sum(map(len, first)), 0
    for number, share in enumerate(first):
        size = left // (len(first) - number)
        more = max(0, size - len(share))
        dealt += [*share, *rest[used : used + more]]
        used += more
        left -= len(share) + more
    return dealt + list(rest[used:])
