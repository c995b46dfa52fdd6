"""Where a page's counts come from: of places whose counts are as they should be, from these; of others, from people."""

import hashlib
import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, false, or_, select, true

from training import dates
from training.extensions import db
from training.i18n import language
from training.models import Assignment, Campaign, CompletionCount, TeamMembership, User
from training.models.completion import NOWHERE
from training.naming import name_in
from training.team.completion.teams import Known, Teams
from training.team.filters import Wanted
from training.team.scope import Scope, members_of, teams_below


class Places(NamedTuple):
    """Places that are read from kept counts, which may hold a manager's own record, and those that are counted live."""

    kept: Sequence[uuid.UUID]
    live: Sequence[uuid.UUID]
    has_own: bool
    is_organisation: bool
    """Whether these are all places that there are."""

    def has_kept(self, place: Any) -> ColumnElement[bool]:
        """Return the condition on a column of places, said in the shorter way."""
        if not self.is_organisation or len(self.kept) < len(self.live):
            found: ColumnElement[bool] = place.in_(self.kept)
            return found
        others: ColumnElement[bool] = place.not_in(self.live)
        return others if self.live else true()


class Sources:
    """What is known at this moment about the places that a page is about."""

    def __init__(self, teams: Teams, wanted: Wanted, now: datetime, opened: Sequence[Any] | None = None) -> None:
        self.teams, self.scope, self.wanted, self.now = teams, teams.scope, wanted, now
        self._opened = opened
        # Who stands in sees teams without their manager, whose record the counts hold.
        is_live = self.scope.stands_in_on is not None
        self._places = [] if is_live else self._list_places()
        zone = dates.zone_name() if self._places else ""
        self._kept = [one for one in self._places if one.zone == zone and not one.is_changed]

    @cached_property
    def opened(self) -> Sequence[Any]:
        """The campaigns that have opened, newest first; `is_reached` where somebody is assigned, as far as is kept."""
        if self._opened is not None:
            return self._opened
        name = name_in(Campaign, language()).label("name")
        line = (Campaign.id, name, Campaign.due_at, Campaign.opens_at, *_DUE, Campaign.paused_at, Campaign.closed_at)
        own = select(CompletionCount.id).where(CompletionCount.campaign_id == Campaign.id)
        own = own.where(self.assignments.has_kept(CompletionCount.place)).correlate(Campaign)
        is_reached = own.exists() if self._kept else reaches(self.scope)
        found = select(*line, is_reached.label("is_reached")).where(Campaign.opens_at <= self.now)
        return db.session.execute(found.order_by(Campaign.due_at.desc(), Campaign.id)).all()

    @property
    def has_kept(self) -> bool:
        """Tell whether any place is read from kept counts."""
        return bool(self._kept)

    def below(self, team_id: uuid.UUID) -> "Sources":
        """Return the same for a team and what lies below it."""
        return Sources(self.teams, Wanted(self.wanted.campaign_id, team_id=team_id), self.now, self.opened)

    @cached_property
    def assignments(self) -> Places:
        """Where counts of assignments come from."""
        return self._divided(self._kept)

    @cached_property
    def people(self) -> Places:
        """Where counts of people come from: over all open campaigns, only while the same ones are open."""
        if self.wanted.campaign_id is not None or not self._kept:
            return self.assignments
        opened = digest(row.id for row in self.opened if row.closed_at is None)
        return self._divided([one for one in self._kept if one.open_sha256 == opened])

    def counted_live(self, places: Places) -> ColumnElement[bool]:
        """Return the condition on `User` of those who are counted one by one."""
        allowed = self.scope.allows_person()
        if places.kept:
            return is_in(places.live) & (User.id != self.scope.manager_id if self.scope.manager_id else true())
        return allowed if self.wanted.team_id is None else allowed & _below(self.wanted.team_id)

    def _divided(self, kept: Sequence[Known]) -> Places:
        found = {one.place for one in kept}
        live = [one.place for one in self._places if one.place not in found]
        is_organisation = self.scope.manager_id is None and self.wanted.team_id is None
        return Places([*found], live, any(one.is_own for one in kept), is_organisation)

    def _list_places(self) -> Sequence[Known]:
        """List the places of the page."""
        return self.teams.below(self.wanted.team_id)


_DUE = (Campaign.due_days, Campaign.due_moves, Campaign.repeats, Campaign.rhythms)
"""What beside its dates says when a campaign is due."""


def reaches(scope: Scope) -> ColumnElement[bool]:
    """Return the condition on `Campaign` that somebody in scope has ever been assigned in it."""
    of_scope = select(Assignment.id).join(User, User.id == Assignment.person_id).where(scope.allows_person())
    return of_scope.where(Assignment.campaign_id == Campaign.id).correlate(Campaign).exists()


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
    return digest(db.session.scalars(select(Campaign.id).where(*is_open)))


def digest(ids: Iterable[uuid.UUID]) -> str:
    """Return a digest of ids, whatever order they come in."""
    return hashlib.sha256(",".join(sorted(each.hex for each in ids)).encode()).hexdigest()


def _below(team_id: uuid.UUID) -> ColumnElement[bool]:
    return User.id.in_(members_of(teams_below(team_id)))
