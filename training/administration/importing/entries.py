"""What a line says of its person, as an entry of the plan."""

from collections.abc import Sequence

from training.administration.importing.cases import Case
from training.administration.importing.leaving import Leaving
from training.administration.importing.lines import Line
from training.administration.importing.plan import Changes, Entry, Why
from training.administration.importing.problems import Problem
from training.administration.importing.tree import Tree
from training.administration.importing.world import FIELDS, TAGS, Person
from training.models import LineGroup

_TAKEN_BY_NOTHING = {"leave_from", "leave_until", TAGS}


def refused(case: Case, problems: Sequence[Problem]) -> Entry:
    """Return the entry of a line that is left out."""
    return _of(case, LineGroup.ERROR)._replace(problems=problems)


def entry_of(case: Case, team: str | None, tree: Tree, leaving: Leaving) -> Entry:
    """Return what a line without problems would do; `team` is where it puts its person."""
    person = case.person
    if person is None and case.has_left:
        return _of(case, LineGroup.UNCHANGED)._replace(note=Why.STRANGER_LEFT)
    if person is None:
        return _newcomer(case, team, tree)
    if case.has_left and person.is_here:
        return leaver(_of(case, LineGroup.LEAVER), Why.LEFT, leaving)
    if case.has_left:
        return _of(case, LineGroup.UNCHANGED)._replace(note=Why.LEFT)
    return _known(case, person, team, tree)


def leaver(entry: Entry, note: Why, leaving: Leaving) -> Entry:
    """Return the entry of somebody who would leave, or who is kept all the same."""
    kept = leaving.kept.get(entry.person_id) if entry.person_id else None
    return entry._replace(group=LineGroup.KEPT if kept else LineGroup.LEAVER, note=kept or note)


def _of(case: Case, group: LineGroup) -> Entry:
    line, person = case.line, case.person
    title = line.get("name") or (person.name if person else "") or line.get("employee_number") or line.get("email")
    return Entry(group, title, line.number, case.person_id)


def _newcomer(case: Case, team: str | None, tree: Tree) -> Entry:
    fields = case.line.fields
    changes = {name: ["", fields[name]] for name in FIELDS if fields.get(name)}
    if team:
        changes["team"] = ["", tree.path(team)]
    return _of(case, LineGroup.JOINER)._replace(changes=changes, team=team)


def _known(case: Case, person: Person, team: str | None, tree: Tree) -> Entry:
    changes = changes_of(case.line, person)
    present = person.team_id.hex if person.team_id else None
    moves = team is not None and team != present
    if moves:
        changes["team"] = [tree.path(present), tree.path(team)]
    group = LineGroup.CHANGED if changes else LineGroup.UNCHANGED
    if moves:
        group = LineGroup.MOVER
    if not person.is_here:
        group = LineGroup.RETURNER
    note = Why.LEAVES_LATER if case.line.get("leaves_on") else None
    return _of(case, group)._replace(changes=changes, team=team if moves else None, note=note)


def changes_of(line: Line, person: Person) -> Changes:
    """Return the fields that a line would change; nothing takes nothing away but a leave of absence and tags."""
    changes = {}
    for name in FIELDS:
        value = line.fields.get(name)
        # Nothing is said, or an empty cell.
        if value is None or (not value and name not in _TAKEN_BY_NOTHING):
            continue
        if value != (present := getattr(person, name)):
            changes[name] = [present, value]
    if "leave_from" in changes and "leave_until" not in line.fields and person.leave_until:
        changes["leave_until"] = [person.leave_until, ""]
    return changes
