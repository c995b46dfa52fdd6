"""The teams of a scope, read once for a page: their names and order, and what is known of how each was counted."""

import uuid
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import CompoundSelect, Select, Uuid, exists, false, literal, null, or_, select, union_all

from training.extensions import db
from training.models import CompletionChange, CompletionPlace, Team, TeamMembership
from training.models.completion import NOWHERE
from training.team.scope import Scope
from training.team.selection import team_name
from training.team.tree import TeamNode, TeamTree


class Known(NamedTuple):
    """A place: a team, archived ones too, or those who are in none; and how it was counted, if it was."""

    place: uuid.UUID
    name: str
    parent_id: uuid.UUID | None
    is_archived: bool
    zone: str | None
    open_sha256: str | None
    is_changed: bool
    is_own: bool


class Teams:
    """The places of a scope in the order of lists; whoever is in no team comes last."""

    def __init__(self, scope: Scope, places: Iterable[Known]) -> None:
        self.scope = scope
        self.places = sorted(places, key=lambda one: one.place == NOWHERE)

    @cached_property
    def tree(self) -> TeamTree:
        """The teams that may be chosen."""
        teams = (one for one in self.places if one.place != NOWHERE and not one.is_archived)
        return TeamTree(TeamNode(one.place, one.name, one.parent_id) for one in teams)

    @cached_property
    def order(self) -> dict[uuid.UUID, int]:
        """Maps places to where they stand in lists."""
        return {one.place: number for number, one in enumerate(self.places)}

    def below(self, team_id: uuid.UUID | None) -> Sequence[Known]:
        """Return the places of a team with all under it, or all places."""
        if team_id is None:
            return self.places
        above = {one.place: one.parent_id for one in self.places}

        def is_below(place: uuid.UUID | None) -> bool:
            while place is not None and place != team_id:
                place = above.get(place)
            return place == team_id

        return [one for one in self.places if is_below(one.place)]


def list_teams(scope: Scope, language: str) -> Teams:
    """Return the teams of a scope.

    What has changed is read with them, so before anything is counted: it is in whatever was counted after this.
    """
    each = _each(scope, language).subquery()
    changed = select(CompletionChange.place).distinct().subquery()
    is_changed = or_(changed.c.place.is_not(None), exists().where(CompletionChange.everywhere))
    own = select(TeamMembership.team_id).where(TeamMembership.person_id == scope.manager_id).scalar_subquery()
    is_own = each.c.place == own if scope.manager_id else false()
    statement = (
        select(*each.c, CompletionPlace.zone, CompletionPlace.open_sha256, is_changed, is_own)
        .select_from(each)
        .outerjoin(CompletionPlace, CompletionPlace.place == each.c.place)
        .outerjoin(changed, changed.c.place == each.c.place)
        .order_by(each.c.name, each.c.place)
    )
    return Teams(scope, (Known(*row[:6], bool(row[6]), bool(row[7])) for row in db.session.execute(statement)))


def _each(scope: Scope, language: str) -> Select[*tuple[object, ...]] | CompoundSelect[*tuple[object, ...]]:
    is_archived = Team.archived_at.is_not(None).label("is_archived")
    teams = select(Team.id.label("place"), team_name(language).label("name"), Team.parent_id, is_archived)
    if scope.manager_id is not None:
        return teams.where(scope.allows_team())
    return union_all(teams, select(literal(NOWHERE, Uuid()), literal(""), null().cast(Uuid()), false()))
