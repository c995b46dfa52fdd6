"""From rows to lines: each cell read as what it is, every problem of every line named, never stopping at the first."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from training.administration.data import PersonData
from training.administration.importing import values
from training.administration.importing.collecting import seldom
from training.administration.importing.columns import Column
from training.administration.importing.decoding import decode
from training.administration.importing.problems import Problem, Reason
from training.administration.importing.table import MOST_LINES, Row, Table, cut
from training.administration.importing.values import BadValue
from training.forms.validators import is_email

_LONGEST = {"name": 200, "email": 254, "employee_number": 50, "team": 1_000, "team_code": 100, "manager": 254}
_TYPED: dict[Column, tuple[str, Callable[[str], str]]] = {
    Column.EMPLOYMENT: ("employment", values.employment),
    Column.HIRED: ("hired_on", values.day),
    Column.LEFT: ("leaves_on", values.day),
    Column.LEAVE_FROM: ("leave_from", values.day),
    Column.LEAVE_UNTIL: ("leave_until", values.day),
    Column.LANGUAGE: ("locale", values.language),
    Column.ZONE: ("time_zone", values.zone),
    Column.TAGS: ("tags", values.tags),
}
_TEXTS = {
    Column.NUMBER: "employee_number",
    Column.NAME: "name",
    Column.EMAIL: "email",
    Column.TEAM: "team",
    Column.TEAM_CODE: "team_code",
    Column.MANAGER: "manager",
}
_PARTS = (Column.FAMILY_NAME, Column.GIVEN_NAME, Column.FIRST_NAME, Column.LAST_NAME)
_KEPT_AS = {"name": "display_name", "email": "email", "employee_number": "employee_number"}
_EMPTIED_BY_NOTHING: dict[Column, tuple[str, ...]] = {
    Column.LEAVE: ("leave_from", "leave_until"),
    Column.LEAVE_FROM: ("leave_from",),
    Column.LEAVE_UNTIL: ("leave_until",),
}


class Line(NamedTuple):
    """What one line says. A field that is not there says nothing; an empty one, that there is none (any more)."""

    number: int
    fields: Mapping[str, str] = {}
    problems: Sequence[Problem] = ()
    """What is wrong with the line by itself, whoever it is about."""

    def get(self, name: str) -> str:
        """Return a field, or nothing."""
        return self.fields.get(name, "")


class Reading(NamedTuple):
    """All lines of a file, and the headings of columns that are not used."""

    lines: list[Line]
    unused: list[str]


@seldom()
def read(data: bytes, most: int = MOST_LINES) -> Reading:
    """Return what a file says; raise UnreadableFile when nothing can be planned with it."""
    table = cut(decode(data), most)
    return Reading(list(_lines(table)), table.unused)


def _lines(table: Table) -> Iterator[Line]:
    used = [(place, column, table.headings[place]) for place, column in enumerate(table.columns) if column is not None]
    for row in table.rows:
        yield _line(row, used)


def _line(row: Row, used: Sequence[tuple[int, Column, str]]) -> Line:
    problems = [row.problem] if row.problem else []
    if problems and not row.cells:
        return Line(row.line, problems=problems)
    fields: dict[str, str] = {}
    names: dict[Column, str] = {}
    for place, column, heading in used:
        cell = row.cells[place].strip()
        try:
            _take(fields, column, cell, names)
        except BadValue as bad:
            problems.append(Problem(bad.reason, heading, cell[:100], row.line))
    if names and not fields.get("name"):
        fields["name"] = _joined(names)
    fields |= _as_kept(fields)
    problems += [Problem(reason, "", value[:100], row.line) for reason, value in _contradictions(fields)]
    if not problems and not fields.get("email") and not fields.get("employee_number"):
        problems.append(Problem(Reason.NO_SIGN_IN_NAME, line=row.line))
    return Line(row.line, fields, problems)


def _take(fields: dict[str, str], column: Column, cell: str, names: dict[Column, str]) -> None:
    if not cell:
        fields.update(dict.fromkeys(_EMPTIED_BY_NOTHING.get(column, ()), ""))
        return
    values.check_plain(cell)
    if column in _PARTS:
        names[column] = cell
    elif column in _TEXTS:
        name = _TEXTS[column]
        if len(cell) > _LONGEST[name]:
            raise BadValue(Reason.TOO_LONG)
        fields[name] = cell
    elif column is Column.LEAVE:
        fields["leave_from"], fields["leave_until"] = values.period(cell)
    else:
        name, typed = _TYPED[column]
        fields[name] = typed(cell)


def _joined(names: Mapping[Column, str]) -> str:
    # Japanese headings put the family name first, as its readers do; English ones the first name.
    order = _PARTS[:2] if _PARTS[0] in names or _PARTS[1] in names else _PARTS[2:]
    return " ".join(names[part] for part in order if part in names)


def _as_kept(fields: Mapping[str, str]) -> dict[str, str]:
    """Return names as a person added by hand would have them."""
    data = PersonData(fields.get("name", ""), fields.get("email"), fields.get("employee_number"))
    kept = data.identity()
    return {name: kept[column] or "" for name, column in _KEPT_AS.items() if fields.get(name)}


def _contradictions(fields: Mapping[str, str]) -> Iterator[tuple[Reason, str]]:
    """Return what follows from cells as they are kept, or from several of them."""
    email, number = fields.get("email", ""), fields.get("employee_number", "")
    first, last = fields.get("leave_from", ""), fields.get("leave_until", "")
    if email and not is_email(email):
        yield Reason.NO_EMAIL, email
    if "@" in number:
        yield Reason.AT_SIGN, number
    if first and last and first > last:
        yield Reason.LEAVE_TURNED, last
    if last and not first:
        yield Reason.LEAVE_WITHOUT_START, last


def dump(line: Line) -> str:
    """Write what was read from a line, before anything was compared with it."""
    return json.dumps([line.number, line.fields, line.problems], ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Line:
    """Return what `dump` wrote."""
    number, fields, problems = json.loads(text)
    return Line(number, fields, [Problem(Reason(reason), *rest) for reason, *rest in problems])
