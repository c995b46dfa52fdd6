"""What an import says on screen and on the command line: each problem with its remedy, groups, notes and fields."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from training.administration import labels
from training.administration.importing.plan import Entry, Why
from training.administration.importing.problems import Problem, Reason
from training.config import LANGUAGES
from training.formatting import calendar_day
from training.i18n import listed
from training.models import ImportState, LineGroup, Undoing

_FILE: Mapping[Reason, str] = {
    Reason.TOO_LARGE: _l("The file is larger than %(value)s MB. Export only the columns that are needed, or cut it."),
    Reason.TOO_MANY_LINES: _l(
        "The file has more than %(value)s lines. Cut it into several files of new and changed people."
    ),
    Reason.TOO_MANY_FOR_PAGE: _l(
        "This page takes files of up to %(value)s lines. Whoever runs the server can import this one with the command"
        " flask people import."
    ),
    Reason.EMPTY: _l("The file is empty. Export it again."),
    Reason.SPREADSHEET: _l("This is a spreadsheet or a PDF. Save it as “CSV UTF-8” in Excel and choose that file."),
    Reason.UNKNOWN_ENCODING: _l(
        "From line %(line)d on, the characters of the file can’t be read. Save it as “CSV UTF-8” in Excel."
    ),
    Reason.MIXED_ENCODINGS: _l(
        "Line %(line)d is written in another encoding than the rest of the file. Names would be read wrongly."
        " Save the whole file as “CSV UTF-8” in Excel."
    ),
    Reason.NO_HEADINGS: _l(
        "No line with headings was found among the first lines. The first line must name the columns,"
        " for example: Employee ID, Name, Email, Department."
    ),
    Reason.NO_KEY: _l(
        "No column has employee numbers or e-mail addresses. One of them is needed to tell people apart."
        " These headings were found: %(value)s"
    ),
    Reason.TWICE_THE_SAME: _l("Several columns mean the same: %(value)s. Keep one of them and take the others out."),
    Reason.ONLY_HEADINGS: _l("The file has headings and no people. Export it again."),
}
_LINE: Mapping[Reason, str] = {
    Reason.QUOTES: _l(
        "A quotation mark is opened and not closed here, or stands in the middle of a cell."
        " Correct the quotation marks."
    ),
    Reason.TOO_MANY_CELLS: _l(
        "The line has more cells than there are headings. Put cells with a separator in quotation marks."
    ),
    Reason.CONTROL_CHARACTER: _l("%(column)s contains a character that can’t be shown. Type the cell anew."),
    Reason.TOO_LONG: _l("A cell is too long. Shorten it, or look for a quotation mark that is not closed: %(value)s"),
    Reason.FORMULA: _l(
        "%(column)s begins like a formula: %(value)s. It was neither calculated nor changed."
        " Format the column as text in Excel and export it again."
    ),
    Reason.NO_SIGN_IN_NAME: _l("The line has neither an employee number nor an e-mail address. Add one of them."),
    Reason.NO_NAME: _l("This person is new, and the line has no name. Add the name."),
    Reason.AT_SIGN: _l("An employee number can’t contain @: %(value)s. Put e-mail addresses into their own column."),
    Reason.NO_EMAIL: _l(
        "This is not an e-mail address: %(value)s. Write it like name@example.co.jp, or leave it empty."
    ),
    Reason.NO_DATE: _l(
        "%(column)s is not a date that can be read for certain: %(value)s. Write 2026-04-01 or 令和8年4月1日."
    ),
    Reason.NO_SUCH_DAY: _l("%(column)s names a day that does not exist: %(value)s. Correct the date."),
    Reason.OTHER_ERA: _l(
        "%(column)s lies outside the era that it names: %(value)s. Correct the date, or write it like 2026-04-01."
    ),
    Reason.UNLIKELY_HIRE: _l(
        "Nobody can have been hired on %(value)s: it is more than two years ahead, or before 1900. Correct the date."
    ),
    Reason.LEAVE_TURNED: _l("The leave of absence ends before it begins. Correct one of the two dates."),
    Reason.LEAVE_WITHOUT_START: _l("The leave of absence has an end and no beginning. Add the first day."),
    Reason.UNKNOWN_VALUE: _l(
        "%(column)s has a word that is not known: %(value)s. Use one of the words in the example file."
    ),
    Reason.UNKNOWN_ZONE: _l("%(column)s is not a time zone: %(value)s. Write it like Asia/Tokyo."),
    Reason.SAME_NUMBER: _l(
        "The employee number %(column)s stands in several lines: %(value)s."
        " Keep one line for each person, for people with several posts the main one."
    ),
    Reason.SAME_EMAIL: _l(
        "The e-mail address %(column)s stands in several lines: %(value)s."
        " Keep one line for each person, and leave shared addresses out."
    ),
    Reason.SAME_PERSON: _l(
        "Several lines are about the same person, one by employee number and one by e-mail address: %(value)s."
        " Keep one line for each person."
    ),
    Reason.TWO_PEOPLE: _l(
        "The employee number belongs to one person and the e-mail address to another: %(value)s."
        " Correct the line, or change the two people by hand first."
    ),
    Reason.LOST_ZEROS: _l(
        "The employee number %(column)s looks like %(value)s without the zeros at its beginning."
        " Format the column as text in Excel and export it again."
    ),
    Reason.TEAM_UNKNOWN: _l("There is no team %(value)s. Add it under Teams, or let the import add teams."),
    Reason.TEAM_AMBIGUOUS: _l("Several teams are called %(value)s. Write where it belongs, like 本社/営業部/一課."),
    Reason.TEAM_ARCHIVED: _l("The team %(value)s is archived. Bring it back under Teams, or name another one."),
    Reason.TEAM_CIRCLE: _l(
        "The team %(value)s would lie above and below the same team. Correct the path here or in the other lines."
    ),
    Reason.TEAM_TOO_DEEP: _l("The team %(value)s has too many levels or too long a name. Shorten it."),
    Reason.CODE_CONTRADICTS: _l(
        "One team code stands beside different teams: %(value)s. Correct the code or the team."
    ),
    Reason.TAG_UNKNOWN: _l("There is no such tag: %(value)s. Add it under People → Tags, or correct the cell."),
    Reason.MANAGER_UNKNOWN: _l(
        "Nobody has the employee number or e-mail address of the manager: %(value)s."
        " Correct it, or add a line for the manager."
    ),
    Reason.MANAGER_LEAVES: _l("The manager %(value)s has left or leaves with this file. Name the new manager."),
    Reason.MANAGER_CIRCLE: _l("By way of %(value)s, this person would be their own manager. Correct one of the lines."),
}
GROUPS: Mapping[str, str] = {
    LineGroup.ERROR: _l("Lines with errors"),
    LineGroup.LEAVER: _l("Leavers"),
    LineGroup.JOINER: _l("Joiners"),
    LineGroup.MOVER: _l("Movers"),
    LineGroup.CHANGED: _l("Changed data"),
    LineGroup.RETURNER: _l("Returners"),
    LineGroup.TEAM: _l("New teams"),
    LineGroup.MANAGER: _l("New managers"),
    LineGroup.KEPT: _l("Missing, but kept"),
    LineGroup.UNCHANGED: _l("Unchanged"),
}
GROUP_TEXTS: Mapping[str, str] = {
    LineGroup.ERROR: _l("These lines are left out. The people whom they are about stay as they are."),
    LineGroup.LEAVER: _l("They can’t sign in any more. Their results and certificates are kept."),
    LineGroup.JOINER: _l("They are added and can be invited afterwards."),
    LineGroup.MOVER: _l("They change their team."),
    LineGroup.CHANGED: _l("They stay in their team, and something else about them changes."),
    LineGroup.RETURNER: _l("They were deactivated and can sign in again."),
    LineGroup.TEAM: _l("They are added to the team tree."),
    LineGroup.MANAGER: _l(
        "They see the team and all under it. Present managers stay; end their managing on the team’s page."
    ),
    LineGroup.KEPT: _l("They would have been deactivated, but are not."),
    LineGroup.UNCHANGED: _l("Nothing changes."),
}
NOTES: Mapping[str, str] = {
    Why.MISSING: _l("Not in the file"),
    Why.LEFT: _l("The leaving date has passed"),
    Why.OURSELVES: _l("Nobody deactivates themselves"),
    Why.LAST_ADMINISTRATOR: _l("Nobody would be left to administer"),
    Why.LINES_UNREAD: _l("A line with an error may be about this person"),
    Why.STRANGER_LEFT: _l("Not known here, and the leaving date has passed"),
    Why.LEAVES_LATER: _l("The leaving date has not passed: an import after it deactivates the person"),
    Why.NAMED_ELSEWHERE: _l("There is a team of this name elsewhere. If that one is meant, write where it belongs"),
}
FIELDS: Mapping[str, str] = {
    "name": _l("Name"),
    "email": _l("E-mail address"),
    "employee_number": _l("Employee number"),
    "locale": _l("Language of pages and mails"),
    "time_zone": _l("Time zone"),
    "employment": _l("Employment"),
    "hired_on": _l("Hire date"),
    "leave_from": _l("On leave from"),
    "leave_until": _l("On leave until"),
    "team": _l("Team"),
    "tags": _l("Tags"),
}
STATES: Mapping[str, str] = {
    ImportState.PLANNED: _l("Waiting for a decision"),
    ImportState.APPLIED: _l("Applied"),
    ImportState.DISCARDED: _l("Discarded"),
    ImportState.EXPIRED: _l("Not decided within a day"),
    ImportState.UNDONE: _l("Undone"),
}
UNDOINGS: Mapping[str, str] = {
    Undoing.RESTORED: _l("Restored"),
    Undoing.REMOVED: _l("Removed"),
    Undoing.DEACTIVATED: _l("Deactivated, since something refers to this person already"),
    Undoing.PARTLY: _l("Restored in part: something was changed since"),
    Undoing.LEFT: _l("Left as it is: it was changed or used since"),
}


class LineShown(NamedTuple):
    """A line of a plan as a page or a terminal shows it."""

    line: int | None
    title: str
    person_id: uuid.UUID | None
    note: str
    changes: list[tuple[str, str, str]]
    problems: list[str]


def line_shown(row: Any) -> LineShown:
    """Return a kept line as it is shown."""
    return _shown(row.line, row.title, row.person_id, json.loads(row.told))


def entry_shown(entry: Entry) -> LineShown:
    """Return an entry of a plan as it is shown."""
    return _shown(entry.line, entry.title, entry.person_id, entry.told())


def _shown(line: int | None, title: str, person_id: uuid.UUID | None, told: Mapping[str, Any]) -> LineShown:
    note = str(NOTES[told["note"]]) if "note" in told else ""
    return LineShown(line, title, person_id, note, changes(told), sentences(told.get("problems", ())))


def sentence(problem: Problem) -> str:
    """Return what is wrong and what to do about it."""
    text = _FILE.get(problem.reason) or _LINE[problem.reason]
    column = problem.column or gettext("The cell")
    value = problem.value if isinstance(problem.value, str) else listed(problem.value)
    return str(text) % {"column": column, "value": value, "line": problem.line or 0}


def may_return_as_new() -> str:
    """Return what is said of joiners as soon as somebody was pseudonymised."""
    return gettext(
        "Some of those who left were pseudonymised and can’t be recognised any more. Whoever of them comes back is a"
        " joiner here: a new person, without the earlier results."
    )


def unused_columns(headings: Sequence[str]) -> str:
    """Return what is said of columns whose headings are not known."""
    return gettext(
        "These columns of the file are not used: %(columns)s. If one of them matters, give it a heading that is known.",
        columns=listed(headings),
    )


def sentences(problems: Iterable[Sequence[Any]]) -> list[str]:
    """Return the sentences of problems as a kept line has them."""
    return [sentence(Problem(Reason(reason), *rest)) for reason, *rest in problems]


def changes(told: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return (field, before, after) of what a kept line tells."""
    return [
        (str(FIELDS[name]), shown(name, before), shown(name, after))
        for name, (before, after) in told.get("changes", {}).items()
    ]


def shown(name: str, value: str) -> str:
    """Return a value as it is shown, such as a day in the reader's language."""
    if not value:
        return ""
    if name == "locale":
        return LANGUAGES.get(value, value)
    if name == "tags":
        return listed(value.split("\n"))
    if name == "employment":
        return str(labels.EMPLOYMENTS[value])
    if name in {"hired_on", "leave_from", "leave_until"}:
        return calendar_day(date.fromisoformat(value))
    return value
