"""Which team a cell means: a path (本社/営業部/一課, A > B) or a name that only one team has; others may be created."""

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from training.administration.importing.problems import Reason
from training.administration.importing.world import TeamRow

_SEPARATOR = re.compile(r"\s*[/／>＞→»]\s*")
_DEEPEST = 12
_LONGEST_NAME = 200

Path = tuple[str, ...]


class NewTeam(NamedTuple):
    """A team that has to be made, by references: the id of a team in hexadecimal digits, or `new:` and a number."""

    ref: str
    name: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class _Node:
    ref: str
    name: str
    parent: str | None
    is_archived: bool


class BadTeam(Exception):
    """A cell names no team that can be used."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class TeamFinder:
    """Finds the teams that cells name among those there are and those that this file brings."""

    def __init__(self, teams: Iterable[TeamRow], cells: Collection[str], *, creates: bool) -> None:
        self.new: list[NewTeam] = []
        self._creates = creates
        self._nodes: dict[str, _Node] = {}
        self._at: dict[tuple[str | None, str], _Node] = {}
        self._named: dict[str, list[_Node]] = {}
        for team in teams:
            parent = team.parent_id.hex if team.parent_id else None
            self._add(_Node(team.id.hex, team.name, parent, team.is_archived), team.name_en)
        self._in_circles = self._circles(cells)
        self._found: dict[str, str | BadTeam] = {}
        for cell in sorted(cells, key=lambda cell: (-len(_segments(cell)), cell)):
            self._found[cell] = self._judge(cell, creates=creates)

    def get(self, cell: str) -> str:
        """Return the reference of the team that `cell` names; raise BadTeam."""
        found = self._found.get(cell) or self._judge(cell, creates=False)
        if isinstance(found, BadTeam):
            raise found
        return found

    def path(self, ref: str | None) -> str:
        """Return the names from the top down to a team."""
        return "/".join(self._nodes[above].name for above in reversed(self.line_up(ref)))

    def line_up(self, ref: str | None) -> list[str]:
        """Return a team and those above it, from itself up."""
        found: list[str] = []
        while ref is not None:
            found.append(ref)
            ref = self._nodes[ref].parent
        return found

    def _judge(self, cell: str, *, creates: bool) -> str | BadTeam:
        try:
            return self._find(cell, creates=creates).ref
        except BadTeam as bad:
            return bad

    def _find(self, cell: str, *, creates: bool) -> _Node:
        whole = self._named.get(_key(cell), [])
        if len(whole) == 1 and not whole[0].is_archived:
            return whole[0]  # some names have a slash in them
        segments = _segments(cell)
        if len(segments) > _DEEPEST or any(len(name) > _LONGEST_NAME for name in segments):
            raise BadTeam(Reason.TEAM_TOO_DEEP)
        found = self._known(segments)
        if found is None and self._is_in_circle(segments):
            raise BadTeam(Reason.TEAM_CIRCLE)
        if found is None and not creates:
            # Whether it may be created is for the lines without other faults to say.
            raise BadTeam(Reason.TEAM_UNKNOWN)
        return found or self._create(segments)

    def _known(self, segments: Sequence[str]) -> _Node | None:
        """Return the one team at this path from the top, or else the only one whose path ends so."""
        node: _Node | None = None
        for name in segments:
            node = self._at.get((node.ref if node else None, _key(name)))
            if node is None:
                break
        if node is not None:
            if any(self._nodes[ref].is_archived for ref in self.line_up(node.ref)):
                raise BadTeam(Reason.TEAM_ARCHIVED)
            return node
        ending = [node for node in self._named.get(_key(segments[-1]), ()) if self._ends_with(node, segments)]
        ending = [node for node in ending if not node.is_archived]
        if len(ending) > 1:
            raise BadTeam(Reason.TEAM_AMBIGUOUS)
        return ending[0] if ending else None

    def _ends_with(self, node: _Node, segments: Sequence[str]) -> bool:
        above = [_key(self._nodes[ref].name) for ref in self.line_up(node.ref)[1:]]
        wanted = [_key(name) for name in reversed(segments[:-1])]
        return above[: len(wanted)] == wanted

    def _create(self, segments: Sequence[str]) -> _Node:
        parent = None
        if len(segments) > 1:
            parent = self._known(segments[:-1]) or self._create(segments[:-1])
        taken = self._at.get((parent.ref if parent else None, _key(segments[-1])))
        if taken:
            raise BadTeam(Reason.TEAM_ARCHIVED)
        node = _Node(f"new:{len(self.new)}", segments[-1], parent.ref if parent else None, is_archived=False)
        self.new.append(NewTeam(node.ref, node.name, node.parent))
        self._add(node)
        return node

    def _add(self, node: _Node, name_en: str = "") -> None:
        self._nodes[node.ref] = node
        for key in {_key(node.name), _key(name_en)} - {""}:
            self._at.setdefault((node.parent, key), node)
            self._named.setdefault(key, []).append(node)

    def _circles(self, cells: Iterable[str]) -> set[str]:
        """Return the names that lie above and below each other, within the file or between it and the present tree."""
        below: dict[str, set[str]] = {}
        for cell in cells:
            keys = [_key(name) for name in _segments(cell)]
            for upper, lower in itertools.pairwise(keys):
                if upper != lower:
                    below.setdefault(upper, set()).add(lower)
        for node in self._nodes.values():
            if node.parent and (upper := _key(self._nodes[node.parent].name)) != _key(node.name):
                below.setdefault(upper, set()).add(_key(node.name))
        return _left_after_trimming(below)

    def _is_in_circle(self, segments: Sequence[str]) -> bool:
        return len(segments) > 1 and sum(_key(name) in self._in_circles for name in segments) > 1


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


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
