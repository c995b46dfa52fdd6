"""What imports and their undoing write, set by set: the statements grow with batches, never with people."""

import uuid
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, delete, exists, insert, update

from questions.canonical import Json
from training import audit
from training.administration.importing.collecting import batches
from training.administration.importing.values import as_date
from training.administration.importing.world import IDENTITY, TAGS
from training.administration.service import people, tags, teams
from training.deputies import service as deputies
from training.extensions import db
from training.models import (
    Credential,
    Invitation,
    PersonIdentity,
    PersonTag,
    RetentionHold,
    Tag,
    Team,
    TeamClosure,
    TeamManager,
    TeamMembership,
    User,
    UserStatus,
)
from training.statements import connection, inserting

REMOVED = audit.declare("person.removed", "person")
TEAM_REMOVED = audit.declare("team.removed", "team")

_LEAVE = {"leave_from", "leave_until"}
_DAYS = ("hired_on", "leave_from", "leave_until")
_COLUMNS = {"name": "display_name"}
_THE = bindparam("the_id", type_=User.id.type)
_VALUE = "the_value"
_ADD = {
    model: insert(model)
    for model in (User, PersonIdentity, Team, TeamClosure, TeamMembership, TeamManager, Invitation, PersonTag)
}
_DEACTIVATE = (
    update(User)
    .where(User.id == _THE)
    .values(
        status=UserStatus.DEACTIVATED,
        deactivated_at=bindparam("the_moment", type_=User.deactivated_at.type),
        session_epoch=User.session_epoch + 1,
    )
)
_WITHDRAW = (
    update(Invitation)
    .where(Invitation.person_id == _THE, Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
    .values(revoked_at=bindparam("the_moment", type_=User.deactivated_at.type))
)
_REACTIVATE = (
    update(User)
    .where(User.id == _THE)
    .values(
        status=case(
            (exists().where(Credential.person_id == User.id), UserStatus.ACTIVE.value), else_=UserStatus.INVITED.value
        ),
        deactivated_at=None,
    )
)
_SET_LEAVE = (  # both at once: in between, a leave could end before it begins
    update(User)
    .where(User.id == _THE)
    .values(
        leave_from=bindparam("the_first", type_=User.leave_from.type),
        leave_until=bindparam("the_last", type_=User.leave_until.type),
    )
)
_LET_GO = delete(RetentionHold).where(RetentionHold.person_id == _THE)
_LEAVE_TEAM = delete(TeamMembership).where(TeamMembership.person_id == _THE)


class Writer:
    """Writes sets of changes in one transaction, in somebody's name and at one moment."""

    def __init__(self, actor_id: uuid.UUID | None, now: datetime) -> None:
        self.actor_id, self.now = actor_id, now

    def tell(self, event: audit.Event, subjects: Iterable[tuple[uuid.UUID, Mapping[str, Json]]]) -> None:
        """Record one kind of event about many."""
        for batch in batches(subjects):
            audit.record_many(event, batch, self.actor_id)

    def add_teams(self, rows: Sequence[Mapping[str, Any]], above: Mapping[uuid.UUID, Sequence[uuid.UUID]]) -> None:
        """Add teams, parents first; `above` leads from each new team, by itself, up to the top."""
        self._insert(Team, [{**row, "created_at": self.now} for row in rows])
        lines = [
            {"ancestor_id": upper, "descendant_id": team_id, "depth": depth}
            for team_id, line_up in above.items()
            for depth, upper in enumerate(line_up)
        ]
        self._insert(TeamClosure, lines)
        self.tell(teams.ADDED, [(row["id"], {"parent_id": audit.hex_of(row["parent_id"])}) for row in rows])

    def add_people(self, rows: Sequence[tuple[uuid.UUID, Mapping[str, str]]], defaults: Mapping[str, str]) -> None:
        """Add people who can't sign in until they are invited."""
        self._insert(User, [self._user(person_id, {**defaults, **fields}) for person_id, fields in rows])
        self._insert(PersonIdentity, [_identity(person_id, fields) for person_id, fields in rows])
        self.tell(people.ADDED, [(person_id, {}) for person_id, _fields in rows])

    def _user(self, person_id: uuid.UUID, given: Mapping[str, str]) -> dict[str, Any]:
        return {
            "id": person_id,
            "status": UserStatus.INVITED,
            "session_epoch": 0,
            "created_at": self.now,
            "locale": given["locale"],
            "time_zone": given["time_zone"],
            "employment": given.get("employment") or None,
            **{name: _value(name, given.get(name, "")) for name in _DAYS},
        }

    def change(
        self, wanted: Mapping[uuid.UUID, Mapping[str, str]], leaves: Mapping[uuid.UUID, tuple[str, str]]
    ) -> None:
        """Give people other values, field by field; `leaves` has both ends of each leave that changes."""
        by_field: dict[str, list[dict[str, Any]]] = {}
        for person_id, fields in wanted.items():
            for name in fields.keys() - _LEAVE - {TAGS}:
                by_field.setdefault(name, []).append({"the_id": person_id, _VALUE: _value(name, fields[name])})
        for name in sorted(by_field):
            model, key = (PersonIdentity, PersonIdentity.person_id) if name in IDENTITY else (User, User.id)
            column = getattr(model, _COLUMNS.get(name, name))
            changing = update(model).where(key == _THE).values({column: bindparam(_VALUE, type_=column.type)})
            self._each(changing, by_field[name])
        rows = [
            {"the_id": person_id, "the_first": _value("leave_from", first), "the_last": _value("leave_until", last)}
            for person_id, (first, last) in leaves.items()
        ]
        self._each(_SET_LEAVE, rows)
        told: list[tuple[uuid.UUID, Mapping[str, Json]]] = [
            (person_id, {"fields": [*sorted(_COLUMNS.get(name, name) for name in fields if name != TAGS)]})
            for person_id, fields in wanted.items()
            if fields.keys() - {TAGS}
        ]
        self.tell(people.CHANGED, told)

    def set_tags(self, changes: Mapping[uuid.UUID, tuple[str, str]], ids: Mapping[str, uuid.UUID]) -> None:
        """Let people have other tags, from which to which by their names; `ids` are those of the tags in use."""
        given = [(who, ids[name]) for who, (old, new) in changes.items() for name in _added(old, new)]
        taken = [(who, ids[name]) for who, (old, new) in changes.items() for name in _added(new, old) if name in ids]
        rows = [{"person_id": person_id, "tag_id": tag_id, "since": self.now} for person_id, tag_id in given]
        self._insert(PersonTag, rows)
        taking = delete(PersonTag).where(
            PersonTag.person_id == _THE, PersonTag.tag_id == bindparam("the_tag", type_=Tag.id.type)
        )
        self._each(taking, [{"the_id": person_id, "the_tag": tag_id} for person_id, tag_id in taken])
        for event, pairs in ((tags.GIVEN, given), (tags.TAKEN, taken)):
            self.tell(event, [(person_id, {"tag_id": tag_id.hex}) for person_id, tag_id in pairs])

    def place(self, wanted: Mapping[uuid.UUID, uuid.UUID | None], placed: Set[uuid.UUID]) -> None:
        """Put people into teams, or into none; `placed` are those who may be in one."""
        self._each(_LEAVE_TEAM, [{"the_id": person_id} for person_id in wanted if person_id in placed])
        rows = [
            {"person_id": person_id, "team_id": team_id, "since": self.now}
            for person_id, team_id in wanted.items()
            if team_id
        ]
        self._insert(TeamMembership, rows)
        self.tell(
            people.MOVED, [(person_id, {"team_id": audit.hex_of(team_id)}) for person_id, team_id in wanted.items()]
        )

    def deactivate(self, person_ids: Sequence[uuid.UUID]) -> None:
        """End the access of people at once and keep the proof."""
        rows = [{"the_id": person_id, "the_moment": self.now} for person_id in person_ids]
        self._each(_DEACTIVATE, rows)
        self._each(_WITHDRAW, rows)
        self.tell(people.DEACTIVATED, [(person_id, {}) for person_id in person_ids])
        for batch in batches(person_ids):
            deputies.end_of_leavers(batch, self.actor_id)

    def reactivate(self, person_ids: Sequence[uuid.UUID]) -> None:
        """Let people in again; without a password they need an invitation."""
        for statement in (_REACTIVATE, _LET_GO):
            self._each(statement, [{"the_id": person_id} for person_id in person_ids])
        self.tell(people.REACTIVATED, [(person_id, {}) for person_id in person_ids])

    def set_managers(self, pairs: Sequence[tuple[uuid.UUID, uuid.UUID]]) -> None:
        """Let people manage teams; who does so already, goes on."""
        rows = [{"team_id": team_id, "person_id": person_id, "since": self.now} for team_id, person_id in pairs]
        for batch in batches(rows):
            connection().execute(inserting(TeamManager).on_conflict_do_nothing(), batch)
        self.tell(teams.MANAGER_SET, [(team_id, {"person_id": person_id.hex}) for team_id, person_id in pairs])

    def unset_managers(self, pairs: Sequence[tuple[uuid.UUID, uuid.UUID]]) -> None:
        """Take teams away from their managers."""
        ending = delete(TeamManager).where(
            TeamManager.team_id == bindparam("the_team", type_=Team.id.type), TeamManager.person_id == _THE
        )
        self._each(ending, [{"the_team": team_id, "the_id": person_id} for team_id, person_id in pairs])
        self.tell(teams.MANAGER_UNSET, [(team_id, {"person_id": person_id.hex}) for team_id, person_id in pairs])

    def remove_people(self, person_ids: Sequence[uuid.UUID]) -> None:
        """Take away people to whom nothing refers but what the import itself wrote."""
        rows = [{"the_id": person_id} for person_id in person_ids]
        for column in (
            PersonTag.person_id,
            TeamMembership.person_id,
            TeamManager.person_id,
            PersonIdentity.person_id,
            User.id,
        ):
            self._each(delete(column.class_).where(column == _THE), rows)
        self.tell(REMOVED, [(person_id, {}) for person_id in person_ids])

    def remove_teams(self, team_ids: Sequence[uuid.UUID]) -> None:
        """Take away empty teams to which nothing refers."""
        rows = [{"the_id": team_id} for team_id in team_ids]
        for column in (TeamClosure.descendant_id, TeamManager.team_id, Team.id):
            self._each(delete(column.class_).where(column == _THE), rows)
        self.tell(TEAM_REMOVED, [(team_id, {}) for team_id in team_ids])

    def _insert(self, model: Any, rows: Sequence[Mapping[str, Any]]) -> None:
        self._each(_ADD[model], rows)

    def _each(self, statement: Any, rows: Iterable[Mapping[str, Any]]) -> None:
        for batch in batches(rows):
            connection().execute(statement, batch)
        db.session.expire_all()


def _added(before: str, after: str) -> list[str]:
    """Return the names of tags that are in one list and not in another."""
    return sorted({*after.split("\n")} - {*before.split("\n")} - {""})


def _identity(person_id: uuid.UUID, given: Mapping[str, str]) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "display_name": given["name"],
        "email": given.get("email") or None,
        "employee_number": given.get("employee_number") or None,
    }


def _value(name: str, text: str) -> Any:
    if name in _DAYS:
        return as_date(text)
    return text or None
