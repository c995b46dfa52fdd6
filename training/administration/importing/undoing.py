"""Undoing an import: what nobody has changed since becomes what it was; the rest stays and is told."""

import json
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, update

from training import audit, clock
from training.administration.importing import keeping, queries
from training.administration.importing.applying import LEAVE, RETURNED
from training.administration.importing.collecting import batches
from training.administration.importing.world import TAGS, Person, World
from training.administration.importing.writing import Writer
from training.errors import Refused
from training.extensions import db
from training.models import (
    ImportState,
    LineGroup,
    PeopleImport,
    PeopleImportChange,
    PeopleImportLine,
    PersonIdentity,
    PersonTag,
    Team,
    TeamClosure,
    TeamMembership,
    Undoing,
    User,
    UserStatus,
)
from training.statements import connection

UNDONE = audit.declare("people.import-undone", "import", "restored", "removed", "deactivated", "partly", "left")

TOO_LATE = _l("This import can’t be undone: it was not applied, it has been undone already, or it is too long ago.")
_OWN = {model.__tablename__ for model in (PeopleImportChange, PeopleImportLine)}
_GO_WITH_PERSON = {*_OWN, *(model.__tablename__ for model in (PersonIdentity, PersonTag, TeamMembership))}
_GO_WITH_TEAM = {*_OWN, TeamClosure.__tablename__, Team.__tablename__}


class Fate(NamedTuple):
    """What becomes of one change: fields and team to restore (None: as it is), or a person to let in or shut out."""

    position: int
    subject_id: uuid.UUID
    undoing: Undoing
    fields: Mapping[str, str] = {}
    team: str | None = None
    returns: bool = False
    leaves: bool = False


def can_be_undone(row: PeopleImport) -> bool:
    """Tell whether what the import changed is still kept."""
    is_recent = row.ended_at is not None and row.ended_at > clock.now() - keeping.UNDOING_LASTS
    return row.state is ImportState.APPLIED and is_recent


def undo(import_id: uuid.UUID, actor_id: uuid.UUID | None) -> Counter[Undoing]:
    """Restore what an import changed; return how many changes were restored and how many were not."""
    row = queries.get_import(import_id, to_change=True)
    if not can_be_undone(row):
        raise Refused(TOO_LATE)
    world = queries.load_world(to_change=True)
    changes = queries.list_changes(import_id)
    writer = Writer(actor_id, clock.now())
    fates = _end_managers(changes, world, writer)
    of_people = _People(changes, world, actor_id, queries.list_still_gone(row)).fates()
    _write_people(of_people, world, writer)
    of_teams = _remove_teams(changes, world, writer)
    fates += [*of_people, *of_teams]
    _keep_fates(import_id, fates)
    counts = Counter(fate.undoing for fate in fates)
    row.state, row.undone_at = ImportState.UNDONE, clock.now()
    db.session.flush()
    audit.record(UNDONE, import_id, actor_id, **{undoing.value: counts[undoing] for undoing in Undoing})
    return counts


class _People:
    """Decides what becomes of each person whom the import changed."""

    def __init__(
        self, changes: Iterable[Any], world: World, actor_id: uuid.UUID | None, still_gone: frozenset[uuid.UUID]
    ) -> None:
        self.still_gone = still_gone
        groups = {LineGroup.TEAM, LineGroup.MANAGER}
        self.changes = [change for change in changes if change.grouping not in groups and change.person_id]
        self.people = {person.id: person for person in world.people}
        self.holders = {person.email: person.id for person in world.people if person.email}
        self.holders |= {person.employee_number: person.id for person in world.people if person.employee_number}
        self.tags = world.tags
        self.open_teams = {"", *(team.id.hex for team in world.teams if not team.is_archived)}
        self.kept_in = world.administrators | ({actor_id} if actor_id else set())
        joined = [change.person_id for change in self.changes if change.grouping is LineGroup.JOINER]
        self.referred_to = queries.list_referred_to(User.__tablename__, joined, _GO_WITH_PERSON)

    def fates(self) -> list[Fate]:
        """Return what becomes of each change."""
        return [self._fate(change) for change in self.changes]

    def _fate(self, change: Any) -> Fate:
        fate = Fate(change.position, change.person_id, Undoing.LEFT)
        person = self.people.get(change.person_id)
        before, after = json.loads(change.values_before), json.loads(change.values_after)
        if person is None:
            return fate
        if change.grouping is LineGroup.JOINER:
            return fate._replace(**self._of_joiner(person, after))
        if change.grouping is LineGroup.LEAVER:
            gone = person.id in self.still_gone
            return fate._replace(undoing=Undoing.RESTORED, returns=True) if gone else fate
        return self._of_changed(fate, person, before, after)

    def _of_joiner(self, person: Person, after: dict[str, str]) -> dict[str, Any]:
        told = {**after, "team": after.get("team", "")}
        is_changed = any(_now(person, name) != value for name, value in told.items())
        if person.status is not UserStatus.INVITED or is_changed:
            return {}
        if person.id in self.referred_to:
            return {"undoing": Undoing.DEACTIVATED, "leaves": True}
        return {"undoing": Undoing.REMOVED}

    def _of_changed(self, fate: Fate, person: Person, before: dict[str, str], after: dict[str, str]) -> Fate:
        same = {name: before[name] for name, value in after.items() if name in before and _now(person, name) == value}
        fields = {name: value for name, value in same.items() if name != "team" and self._is_free(person, name, value)}
        if not all(name in fields for name in LEAVE if name in after):
            # Half of a leave could end before it begins.
            fields = {name: value for name, value in fields.items() if name not in LEAVE}
        team = same.get("team")
        team = team if team in self.open_teams else None
        returned = person.is_here and RETURNED in after
        leaves = returned and person.id not in self.kept_in
        restored = len(fields) + (team is not None) + leaves
        undoing = Undoing.PARTLY if restored else Undoing.LEFT
        if restored == len(after):
            undoing = Undoing.RESTORED
        return fate._replace(undoing=undoing, fields=fields, team=team, leaves=leaves)

    def _is_free(self, person: Person, name: str, value: str) -> bool:
        """Tell whether nobody else signs in with what the person signed in with, and all tags of before are there."""
        if name == TAGS:
            return {*value.split("\n")} <= {*self.tags, ""}
        if name not in {"email", "employee_number"}:
            return True
        if not value:
            return bool(person.email and person.employee_number)
        return self.holders.get(value, person.id) == person.id


def _now(person: Person, name: str) -> str:
    if name == "team":
        return person.team_id.hex if person.team_id else ""
    return str(getattr(person, name, ""))


def _write_people(fates: list[Fate], world: World, writer: Writer) -> None:
    people = {person.id: person for person in world.people}
    fields = {fate.subject_id: fate.fields for fate in fates if fate.fields}
    leaves = {
        person_id: (
            given.get(LEAVE[0], people[person_id].leave_from),
            given.get(LEAVE[1], people[person_id].leave_until),
        )
        for person_id, given in fields.items()
        if any(name in given for name in LEAVE)
    }
    writer.change(fields, leaves)
    tagged = {person_id: (people[person_id].tags, given[TAGS]) for person_id, given in fields.items() if TAGS in given}
    writer.set_tags(tagged, queries.list_tag_ids())
    teams = {fate.subject_id: fate.team for fate in fates if fate.team is not None}
    placing = {person_id: uuid.UUID(hex=team) if team else None for person_id, team in teams.items()}
    writer.place(placing, placing.keys())
    writer.reactivate([fate.subject_id for fate in fates if fate.returns])
    writer.deactivate([fate.subject_id for fate in fates if fate.leaves])
    removed = [fate.subject_id for fate in fates if fate.undoing is Undoing.REMOVED]
    for model in (PeopleImportChange, PeopleImportLine):
        _forget(model, "person_id", removed)
    writer.remove_people(removed)


def _end_managers(changes: Iterable[Any], world: World, writer: Writer) -> list[Fate]:
    fates, pairs = [], []
    for change in changes:
        if change.grouping is LineGroup.MANAGER and change.person_id:
            manages = (change.team_id, change.person_id) in world.managers
            fates.append(Fate(change.position, change.person_id, Undoing.RESTORED if manages else Undoing.LEFT))
            pairs += [(change.team_id, change.person_id)] if manages else []
    writer.unset_managers(pairs)
    return fates


def _remove_teams(changes: Iterable[Any], world: World, writer: Writer) -> list[Fate]:
    """Remove the teams that the import made and nobody uses, the lowest first."""
    made = {change.team_id: change.position for change in changes if change.grouping is LineGroup.TEAM}
    parents = {team.id: team.parent_id for team in world.teams}
    used = queries.list_referred_to(Team.__tablename__, list(made), _GO_WITH_TEAM)
    fates, removed = [], []
    for team_id, position in reversed(made.items()):
        has_lower = any(parent == team_id for parent in parents.values())
        is_free = team_id in parents and team_id not in used and not has_lower
        if is_free:
            del parents[team_id]
            removed.append(team_id)
        fates.append(Fate(position, team_id, Undoing.REMOVED if is_free else Undoing.LEFT))
    _forget(PeopleImportChange, "team_id", removed)
    writer.remove_teams(removed)
    return fates


def _forget(model: Any, name: str, ids: Iterable[uuid.UUID]) -> None:
    """Let rows that name somebody who goes say nothing of them any more."""
    column = getattr(model, name)
    texts = {"title": ""} if model is PeopleImportLine else {"values_before": "{}", "values_after": "{}"}
    forgetting = update(model).where(column == bindparam("the_id", type_=User.id.type)).values({name: None, **texts})
    for batch in batches([{"the_id": some_id} for some_id in ids]):
        connection().execute(forgetting, batch)


def _keep_fates(import_id: uuid.UUID, fates: Iterable[Fate]) -> None:
    table = PeopleImportChange.__table__
    marking = (
        update(PeopleImportChange)
        .where(PeopleImportChange.import_id == import_id)
        .where(PeopleImportChange.position == bindparam("the_position"))
        .values(undoing=bindparam("the_fate", type_=table.c.undoing.type))
    )
    rows = [{"the_position": fate.position, "the_fate": fate.undoing} for fate in fates]
    for batch in batches(rows):
        connection().execute(marking, batch)
    db.session.expire_all()
