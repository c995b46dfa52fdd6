"""Where two documents differ, place by place."""

from collections.abc import Iterator
from typing import NamedTuple

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
    first, second = _parts(one), _parts(other)
    if first is None or second is None or type(one) is not type(other):
        yield Difference(place, one, other)
        return
    for name in dict.fromkeys([*first, *second]):
        inside = f"{place}[{name}]" if isinstance(one, list) else f"{place}.{name}".lstrip(".")
        yield from differences(first.get(name, NOTHING), second.get(name, NOTHING), inside)
    if isinstance(one, list) and list(first) != list(second) and set(first) == set(second):
        yield Difference(f"{place} (order)", list(first), list(second))


def is_inside(place: str, outer: str) -> bool:
    """Tell whether a place is the other one or lies within it; nothing lies within the order of a list."""
    return place == outer or place.startswith((f"{outer}.", f"{outer}[", f"{outer} ("))


def _parts(value: Json) -> dict[str, Json] | None:
    if isinstance(value, dict):
        return value
    if isinstance(value, list):
        keys = [item.get("key") if isinstance(item, dict) else None for item in value]
        if all(isinstance(key, str) for key in keys) and len(set(map(str, keys))) == len(keys):
            return {str(key): item for key, item in zip(keys, value, strict=True)}
        return {str(number): item for number, item in enumerate(value)}
    return None
