"""Whose group a person's answers belong to."""

import uuid
from collections import defaultdict
from functools import cache

from sqlalchemy import select

from training.extensions import db
from training.models import Team, TeamManager


class Places:
    """Teams as they stand, and who manages them.

    Managers know their own answers, so these would leave four others in a group of five that they look at. They count
    above the highest team that they manage, among people whom somebody else looks at.
    """

    def __init__(self) -> None:
        self.parents: dict[uuid.UUID, uuid.UUID | None] = {
            row.id: row.parent_id for row in db.session.execute(select(Team.id, Team.parent_id))
        }
        self._managed: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
        for row in db.session.execute(select(TeamManager.person_id, TeamManager.team_id)):
            self._managed[row.person_id].add(row.team_id)
        self.of = cache(self._of)

    def _of(self, team_id: uuid.UUID | None, manager_id: uuid.UUID | None) -> uuid.UUID | None:
        """Return the team whose group somebody counts in, who answered in one team; None is the top."""
        place, above = team_id, team_id
        managed = self._managed[manager_id] if manager_id else set()
        while above is not None:
            parent = self.parents[above]
            place = parent if above in managed else place
            above = parent
        return place
