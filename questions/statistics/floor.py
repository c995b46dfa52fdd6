"""Nothing is said of fewer than five people, neither outright nor by subtracting one figure from another."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

FLOOR = 5

Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)


def in_fives(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the longest beginning of `rows` whose length is a multiple of five.

    Rows come in the order in which they were finished, so that figures seen today and yesterday differ by five people
    or by none, never by one.
    """
    return rows[: len(rows) // FLOOR * FLOOR]


def nameable(sizes: Mapping[Key, int]) -> set[Key]:
    """Return the groups of which a figure of their own may be shown; `sizes` tells how the whole is divided.

    Each of them has five people, and so has all that remains beside them: else the rest would follow by subtraction.
    """
    shown = {key for key, size in sizes.items() if size >= FLOOR}
    hidden = sum(size for key, size in sizes.items() if key not in shown)
    while shown and 0 < hidden < FLOOR:
        smallest = min(shown, key=lambda key: (sizes[key], str(key)))
        shown.remove(smallest)
        hidden += sizes[smallest]
    return shown
