"""Two people changed one document: what each did is joined, and where both changed the same, somebody has to choose."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from questions.aligning import align, matches, names_of
from questions.canonical import Json, canonical_bytes
from questions.text import NEUTRAL

_Parts = dict[str, Json]


class Clash(NamedTuple):
    """A place that both changed in different ways, with what stood there before; None is nothing."""

    place: str
    base: Json
    mine: Json
    theirs: Json


class Choice(NamedTuple):
    """Whose version of a place is taken; `own` is a text written anew."""

    whose: Literal["mine", "theirs", "own"]
    text: str = ""


class Settlement(NamedTuple):
    """Whose version somebody chose place by place, looking at the edition `against`."""

    against: int
    choices: Mapping[str, Choice]


class Merged(NamedTuple):
    """Both changes in one document. Where `clashes` are left, it says what is `mine` there."""

    value: Json
    clashes: list[Clash]


def merge(base: Json, mine: Json, theirs: Json, choices: Mapping[str, Choice] | None = None) -> Merged:
    """Join two editions that were made from `base`; `choices` settle clashes by their places."""
    joint = _Joint(choices or {})
    return Merged(joint.join("", base, mine, theirs), joint.clashes)


class _Joint:
    def __init__(self, choices: Mapping[str, Choice]) -> None:
        self.choices = choices
        self.clashes: list[Clash] = []

    def join(self, place: str, base: Json, mine: Json, theirs: Json) -> Json:
        """Return what both make of `base`; what only one of them changed is as that one has it."""
        if theirs in (mine, base):
            return mine
        if mine == base:
            return theirs
        if isinstance(base, dict) and isinstance(mine, dict) and isinstance(theirs, dict):
            if _are_alike(base, mine, theirs):
                return self._parts(place, base, mine, theirs)
        elif isinstance(base, list) and isinstance(mine, list) and isinstance(theirs, list):
            return self._items(place, base, mine, theirs)
        return self._settled(Clash(place, base, mine, theirs))

    def _settled(self, clash: Clash) -> Json:
        choice = self.choices.get(clash.place)
        is_text = isinstance(clash.mine, str) or isinstance(clash.theirs, str)
        if choice is None or (choice.whose == "own" and not is_text):
            self.clashes.append(clash)
            return clash.mine
        if choice.whose == "own":
            return choice.text
        return clash.mine if choice.whose == "mine" else clash.theirs

    def _parts(self, place: str, base: _Parts, mine: _Parts, theirs: _Parts) -> Json:
        joined = {
            name: self.join(f"{place}.{name}".lstrip("."), base.get(name), mine.get(name), theirs.get(name))
            for name in dict.fromkeys([*mine, *theirs])
        }
        return {name: value for name, value in joined.items() if value is not None}

    def _items(self, place: str, base: list[Json], mine: list[Json], theirs: list[Json]) -> Json:
        one, two, three = names_of(base), names_of(mine), names_of(theirs)
        if one is None or two is None or three is None:
            names = _names_given(base, mine, theirs)
            if names is None:
                return self._unnamed(place, base, mine, theirs)
            one, two, three = names
            if _orders_clash(*_shared(one, two, three)):
                return self._settled(Clash(place, base, mine, theirs))
        parts = [dict(zip(*pair, strict=True)) for pair in ((one, base), (two, mine), (three, theirs))]
        joined = {
            name: self.join(f"{place}[{name}]", *(part.get(name) for part in parts))
            for name in self._order(place, one, two, three)
        }
        return [value for value in joined.values() if value is not None]

    def _order(self, place: str, base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
        """Return every name of the three once: in the order of whoever moved some, with the other's new ones."""
        old, one, other = _shared(base, mine, theirs)
        if _orders_clash(old, one, other):
            chosen = self._settled(Clash(f"{place} (order)", [*old], [*one], [*other]))
            has_moved_mine = chosen == one
        else:
            has_moved_mine = other == old
        order = [*(mine if has_moved_mine else theirs)]
        for names in (theirs if has_moved_mine else mine, base):
            for before, name in zip([None, *names], names, strict=False):
                if name not in order:
                    order.insert(order.index(before) + 1 if before in order else 0, name)
        return order

    def _unnamed(self, place: str, base: list[Json], mine: list[Json], theirs: list[Json]) -> Json:
        """Join lists whose items have no names, stretch by stretch between the items that nobody touched."""
        stretches = list(_stretches(base, mine, theirs))
        if any(_is_clash(*stretch.items) for stretch in stretches):
            return self._settled(Clash(place, base, mine, theirs))
        joined: list[Json] = []
        for first, (old, one, other) in stretches:
            if other in (old, one):
                joined += one
            elif one == old:
                joined += other
            elif not old:
                joined += [*other, *one]
            else:
                for number, three in enumerate(zip(old, one, other, strict=True), first):
                    joined.append(self.join(f"{place}[{number}]", *three))
        return joined


def _names_given(base: list[Json], *editions: list[Json]) -> list[list[str]] | None:
    """Return names for the items of a base and of lists made from it, the same for the same item.

    None where two changed one item, since then nobody can say which is which.
    """
    names, now = [[str(place) for place in range(len(base))]], []
    for edition in editions:
        pairs = align(base, edition)
        found = [(pair.old, pair.now) for pair in pairs if pair.new is not None]
        names.append([f"+{canonical_bytes(item).decode()}" if old is None else str(old) for old, item in found])
        now.append({pair.old: pair.now for pair in pairs})
    is_clear = all(
        len({canonical_bytes(one[place]) for one in now if one[place] != item}) <= 1 for place, item in enumerate(base)
    )
    is_told_apart = all(len(set(some)) == len(some) for some in names)
    return names if is_clear and is_told_apart else None


def _shared(*lists: list[str]) -> list[list[str]]:
    """Return what stands in all of these lists, in the order of each."""
    shared = set.intersection(*map(set, lists))
    return [[name for name in names if name in shared] for names in lists]


def _orders_clash(base: list[str], mine: list[str], theirs: list[str]) -> bool:
    return mine != theirs and base not in (mine, theirs)


class _Stretch(NamedTuple):
    first: int
    items: tuple[list[Json], list[Json], list[Json]]


def _stretches(base: list[Json], mine: list[Json], theirs: list[Json]) -> Iterator[_Stretch]:
    """Cut three lists where an item of the base stands in all of them; each stretch says where mine begins."""
    one, other = matches(base, mine), matches(base, theirs)
    places = [(place, one[place], other[place]) for place in range(len(base)) if place in one and place in other]
    a = b = c = 0
    for old, new, newer in [*places, (len(base), len(mine), len(theirs))]:
        yield _Stretch(b, (base[a:old], mine[b:new], theirs[c:newer]))
        yield _Stretch(new, (base[old : old + 1], mine[new : new + 1], theirs[newer : newer + 1]))
        a, b, c = old + 1, new + 1, newer + 1


def _is_clash(base: list[Json], mine: list[Json], theirs: list[Json]) -> bool:
    """Tell whether nobody can say which items of two changed stretches belong together."""
    if not base or mine in (base, theirs) or theirs == base:
        return False
    return not len(base) == len(mine) == len(theirs)


def _are_alike(*parts: _Parts) -> bool:
    """Tell whether parts are of one kind, so that a mixture of them means something."""
    return len({str(part.get("kind")) for part in parts}) == 1 and len({NEUTRAL in part for part in parts}) == 1
