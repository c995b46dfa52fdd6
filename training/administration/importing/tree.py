"""The tree of teams while a file is planned: found by path and by name, and grown by the teams that it brings."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Node(NamedTuple):
    """A team by references: the id of a team in hexadecimal digits, or `new:` and a number."""

    ref: str
    name: str
    parent: str | None
    is_archived: bool


class Tree:
    """Teams, archived ones included, since their names are taken."""

    def __init__(self) -> None:
        self._nodes: dict[str, Node] = {}
        self._at: dict[tuple[str | None, str], Node] = {}
        self._named: dict[str, list[Node]] = {}
        self._paths: dict[str | None, str] = {None: ""}

    def add(self, node: Node, name_en: str = "") -> None:
        """Add a team, which may come before its parent."""
        self._nodes[node.ref] = node
        for key in {key_of(node.name), key_of(name_en)} - {""}:
            self._at.setdefault((node.parent, key), node)
            self._named.setdefault(key, []).append(node)

    def at(self, names: Sequence[str]) -> Node | None:
        """Return the team at a path from the top."""
        node: Node | None = None
        for name in names:
            node = self.below(node, name)
            if node is None:
                break
        return node

    def below(self, parent: Node | None, name: str) -> Node | None:
        """Return the team of a name directly below another one, or at the top."""
        return self._at.get((parent.ref if parent else None, key_of(name)))

    def named(self, name: str) -> Sequence[Node]:
        """Return all teams of a name."""
        return self._named.get(key_of(name), ())

    def nodes_up(self, ref: str | None) -> Iterator[Node]:
        """Return a team and those above it, from itself up."""
        while ref is not None:
            node = self._nodes[ref]
            yield node
            ref = node.parent

    def above(self, ref: str) -> Iterator[Node]:
        """Return the teams above a team, from the nearest up."""
        return self.nodes_up(self._nodes[ref].parent)

    def edges(self) -> Iterator[tuple[Node, Node]]:
        """Return every team that lies below another one, after that one."""
        return ((self._nodes[node.parent], node) for node in self._nodes.values() if node.parent)

    def path(self, ref: str | None) -> str:
        """Return the names from the top down to a team."""
        if ref not in self._paths:
            self._paths[ref] = "/".join(node.name for node in reversed([*self.nodes_up(ref)]))
        return self._paths[ref]


def key_of(name: str) -> str:
    """Return a name as it is compared: without case, width and doubled spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
