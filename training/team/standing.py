"""The present assignments of a page, counted; where they are is read apart when there are very many places."""

import uuid
from collections.abc import Iterable, Sequence

from training.team import queries
from training.team.completion.sources import Sources
from training.team.queries import Alike

MANY_PLACES = 50
"""Of more than these, counts by campaign and place at once are thousands of rows, of which a page tells few."""


class Standing:
    """What a page's numbers are made of: which assignments are alike, and in which places these are."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        places = sources.assignments
        # Of one campaign there are few rows, and where people are counted one by one, doing so again costs more.
        is_large = sources.wanted.campaign_id is None and len(places.kept) > MANY_PLACES >= len(places.live)
        self._is_apart = not is_large
        self.alike = queries.list_alike(sources, apart=self._is_apart)
        self._told_apart: dict[Sequence[Alike], Sequence[Alike]] = {}

    def by_team(self) -> Iterable[tuple[uuid.UUID | None, str, int]]:
        """Return team, status and number."""
        if self._is_apart:
            return [(one.team_id, one.status, one.number) for one in self.alike]
        return queries.count_by_team(self.sources)

    def told_apart(self, chosen: Sequence[Alike]) -> Sequence[Alike]:
        """Return those of some that are in the same place together."""
        if self._is_apart or not chosen:
            return chosen
        asked = tuple(chosen)
        if asked not in self._told_apart:  # a list and the names of who is late often begin with the same
            self._told_apart[asked] = queries.tell_apart(self.sources, asked)
        return self._told_apart[asked]
