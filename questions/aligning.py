"""Which items of two lists are the same: by their names, else by what they say, else by their order."""

import re
from collections import deque
from collections.abc import Iterable, Sequence, Set
from difflib import SequenceMatcher
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import TypeAdapter

from questions.canonical import canonical_bytes

T = TypeVar("T")

_PLACE = re.compile(r"\[([^\[\]]*)\]|([^.\[\]]+)")
_ANYTHING: TypeAdapter[Any] = TypeAdapter(Any)
_Places = dict[int, int]


class Pair(NamedTuple, Generic[T]):
    """An item as it was and as it is, with its places from 0; None where a list lacks it.

    `name` is what it goes by in both lists, empty in lists without names.
    """

    before: T | None
    now: T | None
    old: int | None
    new: int | None
    name: str

    @property
    def place(self) -> int:
        """Return where it stands, or stood."""
        return self.new if self.new is not None else self.old or 0


class Orders(NamedTuple):
    """What stands in both lists, in the order of each."""

    before: list[Any]
    now: list[Any]


def align(before: Sequence[T], now: Sequence[T], *, guess: bool = False) -> list[Pair[T]]:
    """Pair the items of two lists, in the order of the new one; what is gone comes last.

    With `guess`, what is left of items without names is paired as well, as far as there are as many on either side.
    """
    old, new = names_of(before), names_of(now)
    if old is None or new is None:
        old, new = [""] * len(before), [""] * len(now)
        found = _by_content([_said(item) for item in before], [_said(item) for item in now], guess=guess)
    else:
        known = {name: place for place, name in enumerate(old)}
        found = {place: known[name] for place, name in enumerate(new) if name in known}
    places = [(found.get(place), place) for place in range(len(now))]
    pairs = [Pair(None if o is None else before[o], now[n], o, n, new[n]) for o, n in places]
    met = set(found.values())
    return pairs + [Pair(before[o], None, o, None, old[o]) for o in range(len(before)) if o not in met]


def moved(pairs: Sequence[Pair[Any]]) -> Orders | None:
    """Return what stands in both lists of `align` in either order; None where the order is the same."""
    shared = [(pair.old, pair.before, pair.now) for pair in pairs if pair.old is not None and pair.new is not None]
    before = sorted(shared, key=itemgetter(0))
    if shared == before:
        return None
    return Orders([item for _place, item, _now in before], [item for _place, _before, item in shared])


def names_of(items: Iterable[Any]) -> list[str] | None:
    """Return what the items of a list are known by: their keys, or themselves where they are words; None if nothing."""
    names = [_name(item) for item in items]
    if all(isinstance(name, str) for name in names) and len(set(names)) == len(names):
        return names
    return None


def place_of(items: Sequence[Any], name: str) -> int | None:
    """Return where the item stands that goes by a name, or by the number of its place; None when there is none."""
    names = names_of(items) or [str(place) for place in range(len(items))]
    return names.index(name) if name in names else None


def _name(item: Any) -> Any:
    return item.get("key") if isinstance(item, dict) else getattr(item, "key", item)


def _said(item: Any) -> bytes:
    return canonical_bytes(_ANYTHING.dump_python(item, mode="json", by_alias=True, exclude_none=True))


def matches(before: Sequence[Any], now: Sequence[Any]) -> _Places:
    """Map old places to new ones of what says the same in the same order."""
    return _same(_matcher([_said(item) for item in before], [_said(item) for item in now]))


def _same(matcher: "SequenceMatcher[bytes]") -> _Places:
    blocks = matcher.get_matching_blocks()
    return {one + step: other + step for one, other, size in blocks for step in range(size)}


def _matcher(before: list[bytes], now: list[bytes]) -> "SequenceMatcher[bytes]":
    return SequenceMatcher(None, before, now, autojunk=False)


def _by_content(before: list[bytes], now: list[bytes], *, guess: bool) -> _Places:
    """Map new places to old ones: what says the same, wherever it stands, then what stands between it, in its order."""
    matcher = _matcher(before, now)
    found = {new: old for old, new in _same(matcher).items()}
    elsewhere = _places_of(before, set(found.values()))
    for new, item in enumerate(now):
        if new not in found and elsewhere.get(item):
            found[new] = elsewhere[item].popleft()
    met = set(found.values())
    for _what, start, end, first, last in matcher.get_opcodes():
        paired = _in_order(range(start, end), range(first, last), found, met)
        found |= paired
        met |= set(paired.values())
    return found | _in_order(range(len(before)), range(len(now)), found, met, as_many=True) if guess else found


def _places_of(items: list[bytes], met: Set[int]) -> dict[bytes, deque[int]]:
    """Map what items say to the places of those that are not met yet, in their order."""
    places: dict[bytes, deque[int]] = {}
    for place, item in enumerate(items):
        if place not in met:
            places.setdefault(item, deque()).append(place)
    return places


def _in_order(olds: range, news: range, found: _Places, met: Set[int], *, as_many: bool = False) -> _Places:
    """Pair what is not paired yet."""
    left = [old for old in olds if old not in met]
    come = [new for new in news if new not in found]
    return {} if as_many and len(left) != len(come) else dict(zip(come, left, strict=False))


def parts_of(place: str) -> list[str]:
    """Return a place such as `steps[open].story` as the names on the way there."""
    return [name or key for key, name in _PLACE.findall(place)]
