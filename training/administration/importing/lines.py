"""From rows to lines: each cell read as what it is, every problem of every line named, never stopping at the first."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
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
_EMPTIED_BY_NOTHING: dict[Column, tuple[str, ...]] = {
    Column.LEAVE: ("leave_from", "leave_until"),
    Column.LEAVE_FROM: ("leave_from",),
    Column.LEAVE_UNTIL: ("leave_until",),
}


@dataclass(slots=True)
class Line:
    """What one line says. A field that is not there says nothing; an empty one, that there is none (any more)."""

    number: int
    fields: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

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
    line = Line(row.line)
    if row.problem:
        line.problems.append(row.problem)
        if not row.cells:
            return line
    names: dict[Column, str] = {}
    for place, column, heading in used:
        cell = row.cells[place].strip()
        try:
            _take(line, column, cell, names)
        except BadValue as bad:
            line.problems.append(Problem(bad.reason, heading, cell[:100], row.line))
    _join_name(line, names)
    _check(line)
    return line


def _take(line: Line, column: Column, cell: str, names: dict[Column, str]) -> None:
    if not cell:
        line.fields.update(dict.fromkeys(_EMPTIED_BY_NOTHING.get(column, ()), ""))
        return
    values.check_plain(cell)
    if column in _PARTS:
        names[column] = cell
    elif column in _TEXTS:
        name = _TEXTS[column]
        if len(cell) > _LONGEST[name]:
            raise BadValue(Reason.TOO_LONG)
        line.fields[name] = cell
    elif column is Column.LEAVE:
        line.fields["leave_from"], line.fields["leave_until"] = values.period(cell)
    else:
        name, typed = _TYPED[column]
        line.fields[name] = typed(cell)


def _join_name(line: Line, names: dict[Column, str]) -> None:
    if line.get("name") or not names:
        return
    # Japanese headings put the family name first, as its readers do; English ones the first name.
    order = _PARTS[:2] if _PARTS[0] in names or _PARTS[1] in names else _PARTS[2:]
    line.fields["name"] = " ".join(names[part] for part in order if part in names)


def _check(line: Line) -> None:
    """Keep names as a person added by hand would have them, and judge what follows from several cells."""
    data = PersonData(line.get("name"), line.get("email"), line.get("employee_number"))
    plain = data.identity()
    for name, kept in (("name", "display_name"), ("email", "email"), ("employee_number", "employee_number")):
        if line.get(name):
            line.fields[name] = plain[kept] or ""
    email, number = line.get("email"), line.get("employee_number")
    broken = [
        (Reason.NO_EMAIL, email, email and not is_email(email)),
        (Reason.AT_SIGN, number, "@" in number),
        (Reason.LEAVE_TURNED, line.get("leave_until"), _is_turned(line)),
        (Reason.LEAVE_WITHOUT_START, line.get("leave_until"), line.get("leave_until") and not line.get("leave_from")),
    ]
    line.problems += [Problem(reason, "", value[:100], line.number) for reason, value, is_broken in broken if is_broken]
    if not email and not number and not line.problems:
        line.problems.append(Problem(Reason.NO_SIGN_IN_NAME, line=line.number))


def _is_turned(line: Line) -> bool:
    return bool(line.get("leave_from") and line.get("leave_until") and line.get("leave_from") > line.get("leave_until"))


def dump(line: Line) -> str:
    """Write what was read from a line, before anything was compared with it."""
    return json.dumps([line.number, line.fields, line.problems], ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Line:
    """Return what `dump` wrote."""
    number, fields, problems = json.loads(text)
    return Line(number, fields, [Problem(Reason(reason), *rest) for reason, *rest in problems])
