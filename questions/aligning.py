"""Which parts of two editions of a list are the same: by their names, else by what they say, else by their order."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from questions.canonical import Json, canonical_bytes

Pairs = list[tuple[int | None, int | None]]

_PLACE = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")


def names_of(items: Sequence[Json]) -> list[str] | None:
    """Return what the items of a list are known by: their keys, or themselves where they are words; None if nothing."""
    names = [item.get("key") if isinstance(item, dict) else item for item in items]
    if all(isinstance(name, str) for name in names) and len(set(map(str, names))) == len(names):
        return [str(name) for name in names]
    return None


def align(before: Sequence[Json], now: Sequence[Json]) -> Pairs:
    """Pair the positions of two lists; what stands in one only is paired with None."""
    old, new = names_of(before), names_of(now)
    if old is not None and new is not None and before and now:
        pairs: Pairs = [(old.index(name) if name in old else None, place) for place, name in enumerate(new)]
    else:
        pairs = _by_content([canonical_bytes(item) for item in before], [canonical_bytes(item) for item in now])
    met = {place for place, _now in pairs}
    return [*pairs, *((place, None) for place in range(len(before)) if place not in met)]


def _by_content(before: list[bytes], now: list[bytes]) -> Pairs:
    """Pair what says the same wherever it stands, then the rest in its order, as far as there are as many."""
    left = list(range(len(before)))
    found: dict[int, int | None] = {}
    for place, item in enumerate(now):
        same = next((number for number in left if before[number] == item), None)
        if same is not None:
            left.remove(same)
            found[place] = same
    rest = [place for place in range(len(now)) if place not in found]
    if len(rest) == len(left):
        found |= dict(zip(rest, left, strict=True))
    return [(found.get(place), place) for place in range(len(now))]


def matches(before: Sequence[Json], now: Sequence[Json]) -> dict[int, int]:
    """Map positions to where the same item stands in the other list, in the same order in both."""
    old, new = ([canonical_bytes(item) for item in items] for items in (before, now))
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {one + step: other + step for one, other, size in blocks for step in range(size)}


def parts_of(place: str) -> list[str]:
    """Return a place such as `steps[open].story` as the names on the way there."""
    return [name or key for key, name in _PLACE.findall(place)]
