"""Nothing is said of fewer than five people, neither outright nor by subtracting one figure from another.

A count from 1 to 4 is never told from none, nor from any other below five; what all but so few gave is never told from
what all gave. Whatever is shown of people is shown through these functions.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import TypeVar

from questions.statistics.figure import Figure, Reason

FLOOR = 5

Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)

DIVISIBLE = 2 * FLOOR
"""Fewer people can't be divided so that five are on either side."""

LEAST_STEPS = 8
"""In fewer steps, the lowest is no longer few: it reaches to one and a half of them."""


def in_fives(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the longest beginning of `rows` whose length is a multiple of five.

    Rows come in the order in which they were finished, so that figures seen today and yesterday differ by five people
    or by none, never by one.
    """
    return rows[: len(rows) // FLOOR * FLOOR]


def shares(sizes: Mapping[Key, int], hide: Collection[Key] = ()) -> dict[Key, Figure]:
    """Return the share of each group as far as it may be told; `sizes` says how a whole is divided, empty groups too.

    Groups below five read FEW, one that all but so few belong to NEARLY_ALL. A larger group is HIDDEN where a small one
    would follow from it, those named last before those named first; where even FEW would say too much, small groups are
    HIDDEN as well. `hide` names groups that are not told in some part of this whole.
    """
    people = sum(sizes.values())
    if people < DIVISIBLE:
        return dict.fromkeys(sizes, Figure(reason=Reason.TOO_FEW if people else Reason.NO_ANSWERS))
    large = [key for key, size in sizes.items() if people - size < FLOOR]
    if large:
        return {key: Figure(reason=Reason.NEARLY_ALL if key in large else Reason.FEW) for key in sizes}
    told = _told(sizes, hide)
    names_few = bool(told) and _has_slack([size for key, size in sizes.items() if key not in told])
    return {
        key: Figure(size / people)
        if key in told
        else Figure(reason=Reason.FEW if names_few and size < FLOOR else Reason.HIDDEN)
        for key, size in sizes.items()
    }


def _told(sizes: Mapping[Key, int], hide: Collection[Key]) -> list[Key]:
    told = [key for key, size in sizes.items() if size >= FLOOR and key not in hide]
    for _try in range(2):
        untold = [size for key, size in sizes.items() if key not in told]
        # Which of them is the large one is open only when all of them stand behind what is told.
        stands_behind = told == list(sizes)[: len(told)]
        if not untold or _has_slack(untold) or (stands_behind and _is_vague(untold)):
            return told
        told = told[:-1]
    return []


def _has_slack(untold: Sequence[int]) -> bool:
    """Tell whether each small group may be 0 to 4, whatever the others are, since large ones make up for it."""
    large = sum(size >= FLOOR for size in untold)
    if large == len(untold):
        return large > 1
    return large > 0 and sum(untold) >= large * FLOOR + FLOOR - 1


def _is_vague(untold: Sequence[int]) -> bool:
    """Tell whether groups that are called nothing at all may be anything from 0 to all of them together."""
    return len(untold) > 1 and FLOOR <= sum(untold) < DIVISIBLE - 1


def share_of(size: int, people: int, *, hide: bool = False) -> Figure:
    """Return the share of a group that stands for itself, beside all who do not belong to it."""
    return shares({True: size, False: people - size}, {True, False} if hide else ())[True]


def in_steps(share: float, people: int, each: int = FLOOR) -> Figure:
    """Return a share of so many people rounded to steps of `each` of them, neither none nor all of it."""
    steps = people // each
    if steps < 2:
        return Figure(reason=Reason.TOO_FEW)
    return Figure(min(max(floor(share * steps + 0.5), 1), steps - 1) / steps, is_rounded=True)


def about(size: int, people: int, each: int = FLOOR) -> Figure:
    """Return the share of a group that overlaps others, in steps of `each` people.

    Whoever holds one thing may hold another or must hold some, so exact shares and the word for fewer than five narrow
    each other down, to a single person at times. The lowest step reads LOW, be it none or one and a half, less than 19
    per cent; the highest reads HIGH, more than 81. Nothing is told in fewer than LEAST_STEPS.
    """
    steps = people // each
    if steps < LEAST_STEPS:
        return Figure(reason=Reason.HIDDEN if people >= DIVISIBLE else Reason.TOO_FEW)
    nearest = _nearest(size, people, steps)
    if nearest <= 1:
        return Figure(reason=Reason.LOW)
    return Figure(reason=Reason.HIGH) if nearest >= steps - 1 else Figure(nearest / steps, is_rounded=True)


def adds_up(sizes: Sequence[int], each: int = FLOOR) -> bool:
    """Tell whether `about` each of these groups, which divide a whole, says too much of one in the lowest step.

    The least that the others may be is then all of the whole but three people or fewer.
    """
    people = sum(sizes)
    if people // each < LEAST_STEPS:
        return False
    least = [_least(size, people, people // each) for size in sizes]
    return 0 in least and people - sum(least) < FLOOR - 1


def _least(size: int, people: int, steps: int) -> int:
    """Return the fewest people of whom the same is said as of `size`."""
    nearest = min(_nearest(size, people, steps), steps - 1)
    return 0 if nearest <= 1 else ceil(Fraction((2 * nearest - 1) * people, 2 * steps))


def _nearest(size: int, people: int, steps: int) -> int:
    return (2 * size * steps + people) // (2 * people)


def is_told(figures: Iterable[Figure]) -> bool:
    """Tell whether each of these figures is told as it is."""
    return all(figure.value is not None and not figure.is_rounded for figure in figures)
