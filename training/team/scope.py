"""Whose records a page may show, as SQL."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select, true

from training.models import Team, TeamClosure, TeamManager, TeamMembership, User


@dataclass(frozen=True)
class Scope:
    """The tree below every team that `manager_id` manages, or the whole organisation when it is None.

    Managers find their own record under their own training, so it is not among their people.
    """

    manager_id: uuid.UUID | None = None

    def allows_person(self) -> ColumnElement[bool]:
        """Return the condition that a row of `User` may be shown."""
        if self.manager_id is None:
            return true()
        return User.id.in_(members_of(self._managed_teams())) & (User.id != self.manager_id)

    def allows_team(self) -> ColumnElement[bool]:
        """Return the condition that a row of `Team` may be shown and filtered by."""
        return true() if self.manager_id is None else Team.id.in_(self._managed_teams())

    def _managed_teams(self) -> Select[Any]:
        return (
            select(TeamClosure.descendant_id)
            .join(TeamManager, TeamManager.team_id == TeamClosure.ancestor_id)
            .where(TeamManager.person_id == self.manager_id)
        )


EVERYBODY = Scope()


def teams_below(team_id: uuid.UUID) -> Select[Any]:
    """Return the ids of a team and of all teams under it."""
    return select(TeamClosure.descendant_id).where(TeamClosure.ancestor_id == team_id)


def members_of(teams: Select[Any] | Collection[Any]) -> Select[Any]:
    """Return the ids of the people whose present team is one of `teams`."""
    return select(TeamMembership.person_id).where(TeamMembership.team_id.in_(teams))
