"""Whose records a page may show, as SQL."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, true

from training import dates
from training.access import Actor
from training.models import Team, TeamClosure, TeamManager, TeamMembership, User
from training.team.deputies import find_managers, stood_in_people, stood_in_teams


@dataclass(frozen=True)
class Scope:
    """The tree below every team that `manager_id` manages, or the whole organisation when it is None.

    Managers find their own record under their own training, so it is not among their people. With `stands_in_on`, the
    trees of those count as well for whom the person stands in on that day.
    """

    manager_id: uuid.UUID | None = None
    stands_in_on: date | None = None

    @property
    def managed(self) -> "Scope":
        """Return what of it the viewer manages; figures of groups are not for deputies, who belong to such a group."""
        return replace(self, stands_in_on=None)

    def allows_person(self) -> ColumnElement[bool]:
        """Return the condition that a row of `User` may be shown."""
        if self.manager_id is None:
            return true()
        seen: ColumnElement[bool] = User.id.in_(members_of(self._managed_teams()))
        if self.stands_in_on:
            seen = or_(seen, User.id.in_(stood_in_people(self.manager_id, self.stands_in_on)))
        return seen & (User.id != self.manager_id)

    def allows_team(self) -> ColumnElement[bool]:
        """Return the condition that a row of `Team` may be shown and filtered by."""
        if self.manager_id is None:
            return true()
        seen: ColumnElement[bool] = Team.id.in_(self._managed_teams())
        if self.stands_in_on:
            seen = or_(seen, Team.id.in_(stood_in_teams(self.manager_id, self.stands_in_on)))
        return seen

    def stood_in_for(self, people: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
        """Map those of `people` whom the viewer sees only as a deputy to the manager for whom that is."""
        if self.manager_id is None or self.stands_in_on is None or not people:
            return {}
        return find_managers(self.manager_id, self.stands_in_on, people)

    def _managed_teams(self) -> Select[Any]:
        return (
            select(TeamClosure.descendant_id)
            .join(TeamManager, TeamManager.team_id == TeamClosure.ancestor_id)
            .where(TeamManager.person_id == self.manager_id)
        )


EVERYBODY = Scope()


def scope_of(person: Actor) -> Scope:
    """Return whom a manager sees, those included for whom the person stands in today."""
    return Scope(person.id, dates.today() if person.stands_in else None)


def teams_below(team_id: uuid.UUID) -> Select[Any]:
    """Return the ids of a team and of all teams under it."""
    return select(TeamClosure.descendant_id).where(TeamClosure.ancestor_id == team_id)


def members_of(teams: Select[Any] | Collection[Any]) -> Select[Any]:
    """Return the ids of the people whose present team is one of `teams`."""
    return select(TeamMembership.person_id).where(TeamMembership.team_id.in_(teams))
