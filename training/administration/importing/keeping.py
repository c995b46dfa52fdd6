"""Imports before they are applied: planned, planned anew, discarded, and erased when nobody decides."""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, insert

from training import clock, dates
from training.administration.importing import lines, planning, queries
from training.administration.importing.collecting import batches, seldom
from training.administration.importing.lines import Line
from training.administration.importing.plan import Plan
from training.administration.importing.table import MOST_LINES
from training.administration.importing.world import Options, World
from training.errors import Refused
from training.extensions import db
from training.models import ImportState, PeopleImport, PeopleImportChange, PeopleImportLine, new_id
from training.statements import execute

NOT_OPEN = _l("This import has been applied or discarded already, or it was kept for more than a day. Nothing changed.")
UNDOING_LASTS = timedelta(days=14)
_PLANS_LAST = timedelta(days=1)
_MOST_HEADINGS, _LONGEST_HEADING = 50, 100
_encode = json.JSONEncoder(ensure_ascii=False).encode
_ADD_LINE = insert(PeopleImportLine)


class Source(NamedTuple):
    """What was read from a file: its lines, headings that are not used, and its digest."""

    lines: Sequence[Line]
    unused: Sequence[str]
    sha256: str


def read_file(data: bytes, most: int = MOST_LINES) -> Source:
    """Return what the bytes of a file say; raise UnreadableFile when nothing can be planned with it."""
    found = lines.read(data, most)
    unused = [heading[:_LONGEST_HEADING] for heading in found.unused[:_MOST_HEADINGS]]
    return Source(found.lines, unused, hashlib.sha256(data).hexdigest())


def add(plan: Plan, source: Source, options: Options, made_id: uuid.UUID | None = None) -> PeopleImport:
    """Add an import to which nobody has decided anything, without its lines."""
    row = PeopleImport(id=made_id or new_id(), file_sha256=source.sha256, made_at=clock.now(), made_by=options.actor_id)
    row.unused = _encode([*source.unused])
    row.everybody, row.creates_teams = options.everybody, options.creates_teams
    row.sets_managers, row.state = options.sets_managers, ImportState.PLANNED
    _sum_up(row, plan)
    db.session.add(row)
    db.session.flush()
    return row


def keep(plan: Plan, source: Source, options: Options, made_id: uuid.UUID | None = None) -> PeopleImport:
    """Keep the plan of what was read until somebody decides; nothing is changed about anybody."""
    row = add(plan, source, options, made_id)
    _keep_lines(row.id, plan, source.lines)
    return row


class Anew(NamedTuple):
    """Another plan of what was read for an import."""

    plan: Plan
    lines: Sequence[Line]


def plan_anew(import_id: uuid.UUID) -> Anew:
    """Return the plan of an import against the people of this moment; nothing is written."""
    row, read = queries.get_import(import_id), queries.list_read(import_id)
    return Anew(make_plan(read, queries.load_world(), options_of(row)), read)


def replace(import_id: uuid.UUID, anew: Anew) -> None:
    """Replace the plan of an import by another one; raise Refused when it was decided about meanwhile."""
    row = queries.get_import(import_id, to_change=True)
    if row.state is not ImportState.PLANNED:
        raise Refused(NOT_OPEN)
    _forget_lines(row)
    _sum_up(row, anew.plan)
    db.session.flush()
    _keep_lines(import_id, anew.plan, anew.lines)


def discard(import_id: uuid.UUID, actor_id: uuid.UUID | None) -> None:
    """Erase a plan without applying it; doing so again changes nothing."""
    row = queries.get_import(import_id, to_change=True)
    if row.state is ImportState.PLANNED:
        _end(row, ImportState.DISCARDED)
        row.ended_by = actor_id
        db.session.flush()


def erase_outdated() -> int:
    """Erase the names in plans that nobody decided about and in what can't be undone any more; return how many."""
    now = clock.now()
    outdated = queries.list_outdated(planned_before=now - _PLANS_LAST, ended_before=now - UNDOING_LASTS)
    for row in outdated:
        if row.state is ImportState.PLANNED:
            _end(row, ImportState.EXPIRED)
        else:
            db.session.execute(delete(PeopleImportChange).where(PeopleImportChange.import_id == row.id))
    db.session.flush()
    return len(outdated)


@seldom()
def make_plan(read: Sequence[Line], world: World, options: Options) -> Plan:
    """Return the plan of what was read."""
    return planning.plan(read, world, options)


def options_of(row: PeopleImport) -> Options:
    """Return what was chosen for an import, today."""
    return Options(today(), row.everybody, row.creates_teams, row.sets_managers, row.made_by)


def today() -> str:
    """Return the present day of the organisation."""
    return dates.today().isoformat()


def erase_plan(row: PeopleImport) -> None:
    """Erase all that was kept of the file until somebody decided."""
    _forget_lines(row)
    row.unused = "[]"


def counts_of(row: PeopleImport) -> Counter[str]:
    """Return how many lines of each group an import has, and how many people were present."""
    return Counter(json.loads(row.counts))


def unused_of(row: PeopleImport) -> list[str]:
    """Return the headings of columns that are not used."""
    return [str(heading) for heading in json.loads(row.unused)]


def _forget_lines(row: PeopleImport) -> None:
    db.session.execute(delete(PeopleImportLine).where(PeopleImportLine.import_id == row.id))


def _sum_up(row: PeopleImport, plan: Plan) -> None:
    counts = {group.value: number for group, number in plan.counts.items()}
    row.counts = json.dumps({**counts, "present": plan.present}, sort_keys=True)
    row.plan_sha256 = plan.sha256


def _end(row: PeopleImport, state: ImportState) -> None:
    row.state, row.ended_at = state, clock.now()
    erase_plan(row)


def _keep_lines(import_id: uuid.UUID, plan: Plan, read: Sequence[Line]) -> None:
    texts = {line.number: lines.dump(line) for line in read}
    rows = (
        {
            "import_id": import_id,
            "position": position,
            "line": entry.line,
            "grouping": entry.group,
            "person_id": entry.person_id,
            "title": entry.title,
            "read": texts[entry.line] if entry.line is not None else None,
            "told": _encode(entry.told()),
        }
        for position, entry in enumerate(plan.entries)
    )
    for batch in batches(rows):
        execute(_ADD_LINE, batch)
