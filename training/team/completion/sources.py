"""Where a page's counts come from: of places whose counts are as they should be, from these; of others, from people."""

import hashlib
import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import ColumnElement, false, or_, select, true, union_all

from training import dates
from training.extensions import db
from training.models import Campaign, CompletionChange, CompletionPlace, Team, TeamMembership, User
from training.models.completion import NOWHERE
from training.team.filters import Wanted
from training.team.scope import Scope, members_of, teams_below


class Places(NamedTuple):
    """Places that are read from kept counts, which may hold a manager's own record, and those that are counted live."""

    kept: Sequence[uuid.UUID]
    live: Sequence[uuid.UUID]
    has_own: bool


class _Known(NamedTuple):
    place: uuid.UUID
    zone: str | None
    open_sha256: str | None


class Sources:
    """What is known at this moment about the places that a page is about."""

    def __init__(self, scope: Scope, wanted: Wanted, now: datetime) -> None:
        self.scope, self.wanted, self.now = scope, wanted, now
        # Changes first: they are in whatever was counted after this.
        changes = db.session.execute(_CHANGES).all()
        changed = {row.place for row in changes}
        # Who stands in sees teams without their manager, whose record the counts hold.
        is_live = scope.stands_in_on is not None or any(row.everywhere for row in changes)
        self._places = [] if is_live else self._list_places()
        zone = dates.zone_name() if self._places else ""
        known = (one for one in self._places if one.zone == zone and one.place not in changed)
        self._kept = {one.place: one.open_sha256 for one in known}

    @cached_property
    def assignments(self) -> Places:
        """Where counts of assignments come from."""
        return self._divided(list(self._kept))

    @cached_property
    def people(self) -> Places:
        """Where counts of people come from: over all open campaigns, only while the same ones are open."""
        if self.wanted.campaign_id is not None or not self._kept:
            return self.assignments
        opened = open_sha256(self.now)
        return self._divided([place for place, then in self._kept.items() if then == opened])

    def counted_live(self, places: Places) -> ColumnElement[bool]:
        """Return the condition on `User` of those who are counted one by one."""
        allowed = self.scope.allows_person()
        if places.kept:
            return is_in(places.live) & (User.id != self.scope.manager_id if self.scope.manager_id else true())
        return allowed if self.wanted.team_id is None else allowed & _below(self.wanted.team_id)

    def _divided(self, kept: list[uuid.UUID]) -> Places:
        found = set(kept)
        live = [one.place for one in self._places if one.place not in found]
        return Places(kept, live, self._own_place in found)

    def _list_places(self) -> list[_Known]:
        """List the places of the page, and under which conditions each was counted, if it was."""
        counted = (CompletionPlace.zone, CompletionPlace.open_sha256)
        teams = select(Team.id, *counted).outerjoin(CompletionPlace, CompletionPlace.place == Team.id)
        teams = teams.where(self.scope.allows_team())
        if self.wanted.team_id is not None:
            teams = teams.where(Team.id.in_(teams_below(self.wanted.team_id)))
        if self.scope.manager_id is not None or self.wanted.team_id is not None:
            return [_Known(*row) for row in db.session.execute(teams)]
        nowhere = select(CompletionPlace.place, *counted).where(CompletionPlace.place == NOWHERE)
        found = [_Known(*row) for row in db.session.execute(union_all(teams, nowhere))]
        return found if any(one.place == NOWHERE for one in found) else [*found, _Known(NOWHERE, None, None)]

    @cached_property
    def _own_place(self) -> uuid.UUID | None:
        manager = self.scope.manager_id
        if manager is None or not self._kept:
            return None
        return db.session.scalar(select(TeamMembership.team_id).where(TeamMembership.person_id == manager))


_CHANGES = select(CompletionChange.place, CompletionChange.everywhere).distinct()


def is_in(places: Collection[uuid.UUID]) -> ColumnElement[bool]:
    """Return the condition on `User` that somebody's present place is one of these."""
    teams = [place for place in places if place != NOWHERE]
    conditions: list[ColumnElement[bool]] = [false()]
    if teams:
        conditions.append(User.id.in_(members_of(teams)))
    if NOWHERE in places:
        conditions.append(User.id.not_in(select(TeamMembership.person_id)))
    return or_(*conditions)


def open_sha256(now: datetime) -> str:
    """Return a digest of which campaigns are open."""
    is_open = (Campaign.opens_at <= now, Campaign.closed_at.is_(None))
    found = sorted(each.hex for each in db.session.scalars(select(Campaign.id).where(*is_open)))
    return hashlib.sha256(",".join(found).encode()).hexdigest()


def _below(team_id: uuid.UUID) -> ColumnElement[bool]:
    return User.id.in_(members_of(teams_below(team_id)))
