"""Applying a plan: all of it in the present transaction, if it is still what a plan of this moment would be."""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from training import audit, clock, dates, settings
from training.administration.importing import keeping, queries
from training.administration.importing.collecting import batches, seldom
from training.administration.importing.keeping import Source
from training.administration.importing.plan import IDLE, Confirmation, Entry, Plan
from training.administration.importing.world import FIELDS, TAGS, Options, Person, World
from training.administration.importing.writing import Writer
from training.constraints import broken
from training.errors import DomainError, FieldError, Refused
from training.extensions import db
from training.models import ImportState, LineGroup, PeopleImport, PeopleImportChange, new_id
from training.statements import execute

APPLIED = audit.declare(
    "people.imported", "import", "file_sha256", "everybody", "joiners", "returners", "movers", "changed", "leavers",
    "teams", "managers", "errors", "reason",
)  # fmt: skip
LEAVE = ("leave_from", "leave_until")
_TAKEN = {
    "uq_person_identity_email", "uq_person_identity_employee_number", "uq_team_parent_id_name", "uq_team_top_name",
    "uq_team_name",  # what SQLite tells of the index for teams at the top
}  # fmt: skip
"""What is broken when somebody adds the same person or team by hand at this moment."""
_ADD_CHANGE = insert(PeopleImportChange)
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
RETURNED = "returned"
"""Stands among the values after, since letting somebody in again is a change of its own."""


class PlanOutdated(DomainError):
    """People, teams or the day have changed, so that the file would do something else than was seen."""


@seldom()
def apply(
    import_id: uuid.UUID, actor_id: uuid.UUID | None, confirmation: Confirmation, seen_sha256: str
) -> PeopleImport:
    """Do all that an import's plan says; raise Refused, PlanOutdated, or FieldError when a number has to be said.

    `seen_sha256` is the digest of the plan that somebody looked at: another one is never applied for it.
    """
    row = queries.get_import(import_id, to_change=True)
    if row.state is not ImportState.PLANNED:
        raise Refused(keeping.NOT_OPEN)
    world = queries.load_world(to_change=True)
    plan = keeping.make_plan(queries.list_read(import_id), world, keeping.options_of(row))
    if not plan.sha256 == row.plan_sha256 == seen_sha256:
        raise PlanOutdated
    _apply(row, plan, world, actor_id, confirmation)
    return row


@seldom()
def apply_at_once(
    plan: Plan, made_of: World, source: Source, options: Options, confirmation: Confirmation
) -> PeopleImport:
    """Do what a plan says that was made of a file and this world a moment ago; raise as `apply` does."""
    world = queries.load_world(to_change=True)
    if world != made_of or options.today != keeping.today():
        raise PlanOutdated
    row = keeping.add(plan, source, options)
    _apply(row, plan, world, options.actor_id, confirmation)
    return row


def _apply(row: PeopleImport, plan: Plan, world: World, actor_id: uuid.UUID | None, confirmation: Confirmation) -> None:
    if actor_id in {entry.person_id for entry in plan.entries if entry.group is LineGroup.LEAVER} - {None}:
        raise Refused(_l("This file would deactivate you. Upload it yourself: whoever uploads a file is kept."))
    check_brake(plan, confirmation)
    try:
        _Application(plan, world, row.id, Writer(actor_id, clock.now())).write()
    except IntegrityError as error:
        if broken(error) not in _TAKEN:
            raise
        raise PlanOutdated from error
    keeping.erase_plan(row)
    row.state, row.ended_at, row.ended_by = ImportState.APPLIED, clock.now(), actor_id
    db.session.flush()
    audit.record(APPLIED, row.id, actor_id, **_summary(row, plan, confirmation.reason))


def check_brake(plan: Plan, confirmation: Confirmation) -> None:
    """Raise FieldError unless somebody has said how many people will be deactivated, where these are many, and why."""
    if not plan.is_braked:
        return
    if confirmation.leavers != plan.leavers:
        raise FieldError(
            "leavers", _l("Type the number of people who will be deactivated, so that it is certain that you saw it.")
        )
    if not confirmation.reason.strip():
        raise FieldError("reason", _l("Say why so many people leave. The reason is kept in the ledger."))


def _summary(row: PeopleImport, plan: Plan, reason: str) -> dict[str, Any]:
    return {
        "file_sha256": row.file_sha256,
        "everybody": row.everybody,
        "joiners": plan.counts[LineGroup.JOINER],
        "returners": plan.counts[LineGroup.RETURNER],
        "movers": plan.counts[LineGroup.MOVER],
        "changed": plan.counts[LineGroup.CHANGED],
        "leavers": plan.counts[LineGroup.LEAVER],
        "teams": plan.counts[LineGroup.TEAM],
        "managers": plan.counts[LineGroup.MANAGER],
        "errors": plan.counts[LineGroup.ERROR],
        "reason": reason.strip(),
    }


class _Application:
    def __init__(self, plan: Plan, world: World, import_id: uuid.UUID, writer: Writer) -> None:
        self.plan, self.world, self.import_id, self.writer = plan, world, import_id, writer
        self.people = {person.id: person for person in world.people}
        self.teams = {team.ref: new_id() for team in plan.teams}
        self.newcomers = {f"line:{entry.line}": new_id() for entry in self._entries_of(LineGroup.JOINER)}

    def write(self) -> None:
        self._write_teams()
        defaults = {
            "locale": str(settings.find("default_locale") or current_app.config["BABEL_DEFAULT_LOCALE"]),
            "time_zone": dates.zone_name(),
        }
        joined = [(self._person_of(entry), _values_after(entry)) for entry in self._entries_of(LineGroup.JOINER)]
        self.writer.add_people(joined, defaults)
        self.writer.reactivate([self._person_of(entry) for entry in self._entries_of(LineGroup.RETURNER)])
        known = self._entries_of(LineGroup.MOVER, LineGroup.CHANGED, LineGroup.RETURNER)
        changed = {self._person_of(entry): _values_after(entry) for entry in known if _values_after(entry)}
        self.writer.change(changed, {person_id: self._leave_of(person_id, after) for person_id, after in changed.items()
                                     if any(name in after for name in LEAVE)})  # fmt: skip
        self._write_tags({**dict(joined), **changed})
        moving = self._entries_of(LineGroup.JOINER, LineGroup.MOVER, LineGroup.RETURNER)
        placing = {self._person_of(entry): self._team_of(entry.team) for entry in moving if entry.team}
        self.writer.place(placing, self.people.keys())
        self.writer.deactivate([self._person_of(entry) for entry in self._entries_of(LineGroup.LEAVER)])
        self.writer.set_managers(self._managing)
        self._keep_changes()

    def _write_tags(self, after: Mapping[uuid.UUID, Mapping[str, str]]) -> None:
        changes = {
            person_id: (self.people[person_id].tags if person_id in self.people else "", values[TAGS])
            for person_id, values in after.items()
            if TAGS in values
        }
        if changes:
            self.writer.set_tags(changes, queries.list_tag_ids())

    def _entries_of(self, *groups: LineGroup) -> list[Entry]:
        return [entry for entry in self.plan.entries if entry.group in groups]

    def _person_of(self, entry: Entry) -> uuid.UUID:
        return entry.person_id or self.newcomers[f"line:{entry.line}"]

    def _team_of(self, ref: str) -> uuid.UUID:
        return self.teams.get(ref) or uuid.UUID(hex=ref)

    def _leave_of(self, person_id: uuid.UUID, after: Mapping[str, str]) -> tuple[str, str]:
        person = self.people[person_id]
        return after.get("leave_from", person.leave_from), after.get("leave_until", person.leave_until)

    @cached_property
    def _managing(self) -> list[tuple[uuid.UUID, uuid.UUID]]:
        return [
            (self._team_of(entry.team or ""), self.newcomers.get(entry.manager or "") or uuid.UUID(hex=entry.manager))
            for entry in self._entries_of(LineGroup.MANAGER)
        ]

    def _write_teams(self) -> None:
        parents = {team.id: team.parent_id for team in self.world.teams}
        rows: list[dict[str, Any]] = []
        above: dict[uuid.UUID, Sequence[uuid.UUID]] = {}
        for team in self.plan.teams:
            team_id, parent_id = self.teams[team.ref], self._team_of(team.parent) if team.parent else None
            parents[team_id] = parent_id
            rows.append({"id": team_id, "name": team.name, "parent_id": parent_id})
            above[team_id] = _line_up(team_id, parents)
        self.writer.add_teams(rows, above)

    def _keep_changes(self) -> None:
        """Keep what was before and after, so that it can be undone for a while."""
        for batch in batches(self._changes()):
            execute(_ADD_CHANGE, batch)

    def _changes(self) -> Iterator[dict[str, Any]]:
        pairs = iter(self._managing)
        working = (entry for entry in self.plan.entries if entry.group not in IDLE)
        for position, entry in enumerate(working):
            row: dict[str, Any] = {"import_id": self.import_id, "position": position, "grouping": entry.group}
            row |= {"person_id": None, "team_id": None, "values_before": "{}", "values_after": "{}"}
            if entry.group is LineGroup.TEAM:
                row["team_id"] = self._team_of(entry.team or "")
            elif entry.group is LineGroup.MANAGER:
                row["team_id"], row["person_id"] = next(pairs)
            else:
                row["person_id"] = self._person_of(entry)
                row |= self._before_and_after(entry)
            yield row

    def _before_and_after(self, entry: Entry) -> dict[str, str]:
        before = {name: pair[0] for name, pair in entry.changes.items() if name in FIELDS}
        after = _values_after(entry)
        if entry.team:
            person = self.people.get(entry.person_id) if entry.person_id else None
            before["team"] = _present_team(person)
            after = {**after, "team": self._team_of(entry.team).hex}
        if entry.group is LineGroup.RETURNER:
            after = {**after, RETURNED: "yes"}
        return {"values_before": _encode(before), "values_after": _encode(after)}


def _values_after(entry: Entry) -> dict[str, str]:
    return {name: pair[1] for name, pair in entry.changes.items() if name in FIELDS}


def _present_team(person: Person | None) -> str:
    return person.team_id.hex if person and person.team_id else ""


def _line_up(team_id: uuid.UUID, parents: Mapping[uuid.UUID, uuid.UUID | None]) -> Sequence[uuid.UUID]:
    found, at = [], team_id
    while True:
        found.append(at)
        above = parents[at]
        if above is None:
            return found
        at = above
