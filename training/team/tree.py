"""Teams as the tree that a viewer sees, and figures rolled up to one level of it."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class TeamNode(NamedTuple):
    """A team as a list of choices and a plot need it."""

    id: uuid.UUID
    name: str
    parent_id: uuid.UUID | None


class Unit(NamedTuple):
    """One bar of a plot: a team with everything under it, or (id None) those who belong to no lower team."""

    id: uuid.UUID | None
    counts: dict[str, int]


class TeamTree:
    """The teams that a viewer may see; a team whose parent is out of sight counts as a root."""

    def __init__(self, teams: Iterable[TeamNode]) -> None:
        self.nodes = {team.id: team for team in teams}
        self._children: dict[uuid.UUID | None, list[TeamNode]] = {}
        for team in self.nodes.values():
            parent = team.parent_id if team.parent_id in self.nodes else None
            self._children.setdefault(parent, []).append(team)

    def in_order(self) -> list[tuple[TeamNode, int]]:
        """Return every team with its depth, parents before children."""
        found: list[tuple[TeamNode, int]] = []
        waiting = [(team, 0) for team in reversed(self.children(None))]
        while waiting:
            team, depth = waiting.pop()
            found.append((team, depth))
            waiting += [(child, depth + 1) for child in reversed(self.children(team.id))]
        return found

    def children(self, team_id: uuid.UUID | None) -> Sequence[TeamNode]:
        """Return the teams right under a team, or the roots."""
        return self._children.get(team_id, [])

    def level_under(self, team_id: uuid.UUID | None) -> Sequence[TeamNode]:
        """Return the teams worth comparing under `team_id`: the first level that has more than one, or the lowest."""
        level = self.children(team_id)
        while len(level) == 1 and self.children(level[0].id):
            level = self.children(level[0].id)
        return level

    def roll_up(
        self, rows: Iterable[tuple[uuid.UUID | None, str, int]], team_id: uuid.UUID | None = None
    ) -> list[Unit]:
        """Add (team, status, number) rows up to the level under `team_id`; those above it come last."""
        level = {team.id for team in self.level_under(team_id)}
        sums: dict[uuid.UUID | None, Counter[str]] = {team.id: Counter() for team in self.level_under(team_id)}
        for place, status, number in rows:
            sums.setdefault(self._ancestor_in(level, place), Counter())[status] += number
        return [Unit(unit, dict(counts)) for unit, counts in sums.items() if counts]

    def _ancestor_in(self, level: set[uuid.UUID], place: uuid.UUID | None) -> uuid.UUID | None:
        while place is not None and place not in level:
            place = self.nodes[place].parent_id if place in self.nodes else None
        return place
