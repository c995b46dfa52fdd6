"""Which team a cell means: a path (本社/営業部/一課, A > B) or a name that only one team has; others may be created."""

import itertools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from training.administration.importing.problems import Reason
from training.administration.importing.tree import Node, Tree, key_of
from training.administration.importing.world import TeamRow

_SEPARATOR = re.compile(r"\s*[/／>＞→»]\s*")
_DEEPEST = 12
_LONGEST_NAME = 200


class NewTeam(NamedTuple):
    """A team that has to be made, by references: the id of a team in hexadecimal digits, or `new:` and a number."""

    ref: str
    name: str
    parent: str | None


class Teams(NamedTuple):
    """All teams with those that the file brings, parents first, and which of them each cell means, or why none."""

    tree: Tree
    new: Sequence[NewTeam]
    refs: Mapping[str, str]
    faults: Mapping[str, Reason]


class _BadTeam(Exception):
    """A cell names no team that can be used."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def find_teams(rows: Iterable[TeamRow], cells: Collection[str], others: Collection[str], *, creates: bool) -> Teams:
    """Return which teams cells mean, those missing made for `cells` if it `creates`, and never for `others`."""
    tree = Tree()
    for row in rows:
        parent = row.parent_id.hex if row.parent_id else None
        tree.add(Node(row.id.hex, row.name, parent, row.is_archived), row.name_en)
    circles = _circles(cells, tree)
    new: list[NewTeam] = []
    refs: dict[str, str] = {}
    faults: dict[str, Reason] = {}
    # The longest paths first: they say where the shorter ones lie.
    ordered = sorted(cells, key=lambda cell: (-len(_segments(cell)), cell))
    for cell, may_create in [*((cell, creates) for cell in ordered), *((cell, False) for cell in sorted(others))]:
        try:
            found = _find(cell, tree, circles) or (_create(_segments(cell), tree, new) if may_create else None)
        except _BadTeam as bad:
            faults[cell] = bad.reason
        else:
            if found:
                refs[cell] = found.ref
            else:
                # Whether it may be created is for the lines without other faults to say.
                faults[cell] = Reason.TEAM_UNKNOWN
    return Teams(tree, new, refs, faults)


def _find(cell: str, tree: Tree, circles: Set[str]) -> Node | None:
    whole = tree.named(cell)
    if len(whole) == 1 and not whole[0].is_archived:
        return whole[0]  # some names have a slash in them
    segments = _segments(cell)
    if len(segments) > _DEEPEST or any(len(name) > _LONGEST_NAME for name in segments):
        raise _BadTeam(Reason.TEAM_TOO_DEEP)
    found = _known(segments, tree)
    if found is None and len(segments) > 1 and sum(key_of(name) in circles for name in segments) > 1:
        raise _BadTeam(Reason.TEAM_CIRCLE)
    return found


def _known(segments: Sequence[str], tree: Tree) -> Node | None:
    """Return the one team at this path from the top, or else the only one whose path ends so."""
    if node := tree.at(segments):
        if any(above.is_archived for above in tree.nodes_up(node.ref)):
            raise _BadTeam(Reason.TEAM_ARCHIVED)
        return node
    ending = [node for node in tree.named(segments[-1]) if not node.is_archived and _ends_with(node, segments, tree)]
    if len(ending) > 1:
        raise _BadTeam(Reason.TEAM_AMBIGUOUS)
    return ending[0] if ending else None


def _ends_with(node: Node, segments: Sequence[str], tree: Tree) -> bool:
    above = [key_of(upper.name) for upper in itertools.islice(tree.above(node.ref), len(segments) - 1)]
    return above == [key_of(name) for name in reversed(segments[:-1])]


def _create(segments: Sequence[str], tree: Tree, new: list[NewTeam]) -> Node:
    parent = None
    if len(segments) > 1:
        parent = _known(segments[:-1], tree) or _create(segments[:-1], tree, new)
    if tree.below(parent, segments[-1]):
        raise _BadTeam(Reason.TEAM_ARCHIVED)
    node = Node(f"new:{len(new)}", segments[-1], parent.ref if parent else None, is_archived=False)
    new.append(NewTeam(node.ref, node.name, node.parent))
    tree.add(node)
    return node


def _circles(cells: Iterable[str], tree: Tree) -> set[str]:
    """Return the names that lie above and below each other, within the file or between it and the present tree."""
    below: dict[str, set[str]] = {}
    for cell in cells:
        keys = [key_of(name) for name in _segments(cell)]
        for upper, lower in itertools.pairwise(keys):
            if upper != lower:
                below.setdefault(upper, set()).add(lower)
    for upper_node, node in tree.edges():
        if (upper := key_of(upper_node.name)) != (lower := key_of(node.name)):
            below.setdefault(upper, set()).add(lower)
    return _left_after_trimming(below)


def _left_after_trimming(below: dict[str, set[str]]) -> set[str]:
    """Take away again and again what has nothing above it or nothing below it: what is left goes round."""
    names = set(below) | {lower for lowers in below.values() for lower in lowers}
    while True:
        with_upper = {lower for upper in names for lower in below.get(upper, ()) if lower in names}
        kept = {name for name in with_upper if below.get(name, set()) & names}
        if kept == names:
            return names
        names = kept


def _segments(cell: str) -> list[str]:
    return [" ".join(name.split()) for name in _SEPARATOR.split(cell.strip()) if name.strip()] or [cell.strip()]
