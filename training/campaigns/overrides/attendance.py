"""Who took part in a class, line by line: found, doubtful or unknown, before anything is recorded."""

import re
import unicodedata
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from flask_babel import lazy_gettext as _l

from training.campaigns.overrides.attendance_queries import Known, map_known
from training.errors import FieldError
from training.models import AssignmentStatus, UserStatus

MOST_LINES = 2_000
_SEPARATORS = re.compile(r"[,;\t，、；]")
_DIGIT = re.compile(r"\d")


class Finding(StrEnum):
    """What a line turns out to be."""

    READY = "ready"
    PASSED = "passed"
    TWICE = "twice"
    NOT_ASSIGNED = "not_assigned"
    ON_LEAVE = "on_leave"
    LEFT = "left"
    SEVERAL = "several"
    UNKNOWN = "unknown"
    HEADING = "heading"


WORDS = {
    Finding.READY: _l("Will be recorded"),
    Finding.PASSED: _l("Has passed already; nothing changes"),
    Finding.TWICE: _l("Stands in the list twice; recorded once"),
    Finding.NOT_ASSIGNED: _l("Does not belong to this campaign"),
    Finding.ON_LEAVE: _l("Doubtful: was on leave on that day"),
    Finding.LEFT: _l("Doubtful: has left"),
    Finding.SEVERAL: _l("Doubtful: the line fits several people"),
    Finding.UNKNOWN: _l("Unknown: nobody has this number or address"),
    Finding.HEADING: _l("Taken for a heading"),
}


class Line(NamedTuple):
    """One line that was typed, and whom it means."""

    number: int
    typed: str
    finding: Finding
    person_id: uuid.UUID | None = None
    display_name: str = ""


def check(campaign_id: uuid.UUID, text: str, held_on: date | None) -> list[Line]:
    """Return what each line of a list means, in its order; raise FieldError when there are none, or too many."""
    typed = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not typed:
        raise FieldError("people", _l("Type or upload at least one person."))
    if len(typed) > MOST_LINES:
        raise FieldError("people", _l("A list may hold at most 2,000 lines. Send it in parts."))
    cells = {number: _cells(line) for number, line in typed}
    known = map_known(campaign_id, {cell for found in cells.values() for cell in found})
    lines, seen = [], set[uuid.UUID]()
    for place, (number, line) in enumerate(typed):
        found = {match.person_id: match for cell in cells[number] for match in known[cell]}
        judged = _judged(number, line, list(found.values()), held_on, is_first=place == 0)
        if judged.finding is Finding.READY and judged.person_id in seen:
            judged = judged._replace(finding=Finding.TWICE)
        if judged.person_id:
            seen.add(judged.person_id)
        lines.append(judged)
    return lines


def ready(lines: Iterable[Line]) -> list[uuid.UUID]:
    """Return whom the lines will record, each once."""
    return [line.person_id for line in lines if line.finding is Finding.READY and line.person_id]


def count(lines: Iterable[Line]) -> Counter[Finding]:
    """Count the lines by what they turned out to be."""
    return Counter(line.finding for line in lines)


def _judged(number: int, line: str, found: Sequence[Known], held_on: date | None, *, is_first: bool) -> Line:
    if not found:
        is_heading = is_first and "@" not in line and not _DIGIT.search(line)
        return Line(number, line, Finding.HEADING if is_heading else Finding.UNKNOWN)
    if len(found) > 1:
        return Line(number, line, Finding.SEVERAL)
    return Line(number, line, _finding(found[0], held_on), found[0].person_id, found[0].display_name)


def _finding(person: Known, held_on: date | None) -> Finding:
    if person.assigned is None:
        return Finding.NOT_ASSIGNED
    if person.assigned is AssignmentStatus.PASSED:
        return Finding.PASSED
    if person.status is UserStatus.DEACTIVATED:
        return Finding.LEFT
    if person.leave_from and held_on and person.leave_from <= held_on <= (person.leave_until or held_on):
        return Finding.ON_LEAVE
    return Finding.READY


def _cells(line: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", line).lower()
    return [cell for part in _SEPARATORS.split(plain) if (cell := part.strip().strip("\"'").strip())]
