"""The list of people and their training, page by page, without sorting all of them for each page.

The counts say how many there are of each urgency and due date. So a page is found by reading only those among which its
lines are, and their names decide the order.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, and_, case, func, null, or_, true

from training.extensions import db
from training.models import Assignment, PersonIdentity, TeamMembership, User
from training.paging import paginate, paginate_counted
from training.team import queries
from training.team.filters import Sort, Wanted
from training.team.queries import Alike, People, Rows
from training.team.scope import Scope
from training.team.standing import Standing
from training.team.status import ShownStatus, shown_status

_ORDER = list(ShownStatus)


class Lists:
    """The lists of a page: whatever was asked for, and those who are late for the longest time."""

    def __init__(self, standing: Standing, people: People, language: str) -> None:
        self.standing, self.people, self.language = standing, people, language
        self.sources, self.alike = standing.sources, standing.alike

    def page(self, wanted: Wanted) -> Pagination:
        """Return the page that the address asks for."""
        everything = queries.select_records(self.sources.scope, wanted, self.language, self.sources.now)
        if not self._knows(wanted):
            return paginate(everything)
        own = Ordered(self, wanted)
        number = own.number
        if not wanted.needs_assignment:
            number += self.people.total - self.people.assigned

        def fetch(offset: int, limit: int) -> Rows:
            if wanted.sort is Sort.NAME or offset + limit > own.number:
                return db.session.execute(everything.limit(limit).offset(offset)).all()
            return own.rows(offset, limit)

        return paginate_counted(number, fetch)

    def _knows(self, wanted: Wanted) -> bool:
        """Tell whether the counts are about all that is wanted; they know no names, no leavers and nothing closed."""
        campaigns = {None, self.sources.wanted.campaign_id, *(one.campaign_id for one in self.alike)}
        return wanted.campaign_id in campaigns and not (wanted.search or wanted.leavers_too or wanted.closed_too)

    def late_people(self, shown: Iterable[Any], limit: int) -> list[Any]:
        """Return rows of different people who are late for the longest time; `shown` is the first page of all."""
        own = Ordered(self, replace(self.sources.wanted, statuses=frozenset({ShownStatus.OVERDUE})))
        late = [row for row in shown if row.status == ShownStatus.OVERDUE]
        found = {row.person_id: row for row in reversed(late)}
        if len(found) < limit and len(late) < own.number:
            # Nobody is late more than once in the same campaign.
            campaigns = {one.campaign_id for one in own.alike}
            found = {row.person_id: row for row in reversed(own.rows(0, limit * len(campaigns)))}
        return list(reversed(found.values()))[:limit]


class Ordered:
    """A list in the order of urgency or due dates, without those who have nothing to do."""

    def __init__(self, lists: Lists, wanted: Wanted) -> None:
        self.lists, self.wanted = lists, wanted
        self.alike = sorted(filter(self._is_wanted, lists.alike), key=self._moment)
        self.number = sum(one.number for one in self.alike)

    def _is_wanted(self, one: Alike) -> bool:
        in_campaign = self.wanted.campaign_id in {None, one.campaign_id}
        return in_campaign and (not self.wanted.statuses or one.status in self.wanted.statuses)

    def _moment(self, one: Alike) -> tuple[Any, ...]:
        return _ORDER.index(one.status) if self.wanted.sort is Sort.URGENCY else 0, one.due_at

    def _place(self, one: Alike) -> tuple[Any, ...]:
        order = self.lists.sources.teams.order
        return *self._moment(one), order.get(one.place, len(order)) if one.place else len(order)

    def rows(self, offset: int, limit: int) -> Rows:
        """Return some of the rows, in order."""
        together, before = self._among(offset, limit)
        if not together:
            return []
        sources = self.lists.sources
        rank = _rank(together, sources.now)
        statement = queries.select_alike([one for group in together for one in group], self.lists.language, sources.now)
        # Their places were found within the scope. Looked up again, nobody could tell how few people these are.
        statement = statement.where(rank.is_not(None), _but(sources.scope)).order_by(rank, *_NAMES)
        return db.session.execute(statement.limit(limit).offset(offset - before)).all()

    def _among(self, offset: int, limit: int) -> tuple[Sequence[Sequence[Alike]], int]:
        """Return the assignments among which some rows are, those together that stand so, and how many come before."""
        urgent, before = _among(self.alike, self._moment, offset, limit)
        told = self.lists.standing.told_apart([one for group in urgent for one in group])
        chosen, first = _among(sorted(told, key=self._place), self._place, offset - before, limit)
        return chosen, before + first


def _among(
    alike: Iterable[Alike], key: Callable[[Alike], Any], offset: int, limit: int
) -> tuple[Sequence[Sequence[Alike]], int]:
    """Return the groups of a sorted list among which some rows are, and how many rows come before these groups."""
    chosen: list[Sequence[Alike]] = []
    end = first = 0
    for _key, together in groupby(alike, key):
        own = list(together)
        begin, end = end, end + sum(one.number for one in own)
        if end > offset and begin < offset + limit:
            first = first if chosen else begin
            chosen.append(own)
    return chosen, first


_NAMES = (func.coalesce(PersonIdentity.display_name, ""), User.id.expression, Assignment.id.expression)


def _rank(together: Iterable[Iterable[Alike]], now: datetime) -> ColumnElement[int]:
    """Return the place in the list of those who are alike; NULL for all others."""
    conditions: list[tuple[ColumnElement[bool], int]] = []
    for number, group in enumerate(together):
        own = {(one.status, one.due_at, one.team_id) for one in group}
        conditions.append((or_(*(_are_alike(*each, now) for each in own)), number))
    return case(*conditions, else_=null())


def _but(scope: Scope) -> ColumnElement[bool]:
    """Return the condition that leaves out who is in a place of the scope, but not to be seen."""
    if scope.stands_in_on:
        return scope.allows_person()
    return User.id != scope.manager_id if scope.manager_id else true()


def _are_alike(status: ShownStatus, due_at: datetime, team_id: uuid.UUID | None, now: datetime) -> ColumnElement[bool]:
    there = TeamMembership.team_id.is_(None) if team_id is None else TeamMembership.team_id == team_id
    return and_(shown_status(now) == status, Assignment.due_at == due_at, there)
