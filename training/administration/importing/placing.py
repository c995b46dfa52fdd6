"""In which team each line puts its person, by the name of the team or by its code."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from training.administration.importing.cases import Case, Found
from training.administration.importing.lines import Line
from training.administration.importing.problems import Problem, Reason
from training.administration.importing.teams import Teams, find_teams
from training.administration.importing.world import TeamRow


class Placing(NamedTuple):
    """The team where each line puts its person, by the number of the line; a line that names none is missing."""

    teams: Teams
    team_of: Mapping[int, str]
    problems: Sequence[Problem]


class Codes(NamedTuple):
    """The name of the team that stands beside each code, and the lines that contradict each other."""

    names: Mapping[str, str]
    problems: Sequence[Problem]


def read_codes(lines: Sequence[Line]) -> Codes:
    """Return which team each code means, as far as lines say both."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line.get("team_code") and line.get("team"):
            beside[line.get("team_code")].add(" ".join(line.get("team").split()))
    several = {code: sorted(names) for code, names in beside.items() if len(names) > 1}
    problems = [
        Problem(Reason.CODE_CONTRADICTS, "", f"{code}: {' / '.join(several[code])}"[:200], line.number)
        for line in lines
        if line.get("team") and (code := line.get("team_code")) in several
    ]
    return Codes({code: min(names) for code, names in beside.items()}, problems)


def place(
    cases: Iterable[Case], names: Mapping[str, str], rows: Iterable[TeamRow], found: Found, *, creates: bool
) -> Placing:
    """Return where each line puts its person; only lines without problems make teams."""
    cells = {case.number: cell for case in cases if (cell := _cell(case, names))}
    sound = {cell for number, cell in cells.items() if number not in found}
    teams = find_teams(rows, sound, set(cells.values()) - sound, creates=creates)
    problems = [
        Problem(fault, "", cell[:200], number)
        for number, cell in cells.items()
        if (fault := teams.faults.get(cell))
        # A line that is left out for something else would have made its team.
        and not (fault is Reason.TEAM_UNKNOWN and creates and number in found)
    ]
    team_of = {number: teams.refs[cell] for number, cell in cells.items() if cell in teams.refs}
    return Placing(teams, team_of, problems)


def _cell(case: Case, names: Mapping[str, str]) -> str:
    if case.has_left:
        return ""
    code = case.line.get("team_code")
    return case.line.get("team") or names.get(code, code)
