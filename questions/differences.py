"""Where two documents differ, place by place."""

from collections.abc import Iterator
from typing import NamedTuple

from questions.aligning import align, moved, names_of
from questions.canonical import Json

NOTHING = None
"""What stands where one of the two has nothing."""


class Difference(NamedTuple):
    """A place, and what stands there in either document."""

    place: str
    one: Json
    other: Json


def differences(one: Json, other: Json, place: str = "") -> Iterator[Difference]:
    """Yield the innermost places where two documents differ; parts of lists that have keys are matched by them."""
    if one == other:
        return
    if isinstance(one, dict) and isinstance(other, dict):
        for name in dict.fromkeys([*one, *other]):
            inside = f"{place}.{name}".lstrip(".")
            yield from differences(one.get(name, NOTHING), other.get(name, NOTHING), inside)
    elif isinstance(one, list) and isinstance(other, list):
        yield from _in_lists(one, other, place)
    else:
        yield Difference(place, one, other)


def _in_lists(one: list[Json], other: list[Json], place: str) -> Iterator[Difference]:
    pairs = align(one, other)
    for pair in pairs:
        yield from differences(pair.before, pair.now, f"{place}[{pair.name or pair.place}]")
    if orders := moved(pairs):
        before, now = (names_of(items) or items for items in orders)
        yield Difference(f"{place} (order)", [*before], [*now])


def is_inside(place: str, outer: str) -> bool:
    """Tell whether a place is the other one or lies within it; nothing lies within the order of a list."""
    return place == outer or place.startswith((f"{outer}.", f"{outer}[", f"{outer} ("))
