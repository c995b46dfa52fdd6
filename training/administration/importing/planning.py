"""From lines and the people who are here to a plan. Pure: it reads nothing, writes nothing and asks no clock."""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from training.administration.importing import managers
from training.administration.importing.lines import Line
from training.administration.importing.managers import Known, Member, Who
from training.administration.importing.matching import Matcher
from training.administration.importing.plan import Changes, Entry, Note, Plan
from training.administration.importing.problems import Problem, Reason
from training.administration.importing.teams import BadTeam, TeamFinder
from training.administration.importing.world import FIELDS, Options, Person, World
from training.models import LineGroup


def plan(lines: Sequence[Line], world: World, options: Options) -> Plan:
    """Return what an import of these lines would do now; problems found on the way are added to the lines."""
    return _Planner(lines, world, options).plan()


class _Planner:
    def __init__(self, lines: Sequence[Line], world: World, options: Options) -> None:
        self.lines, self.world, self.options = lines, world, options
        self.matcher = Matcher(lines, world.people)
        self.names = {person.id.hex: person.name for person in world.people}
        self._check_newcomers()
        self.codes = self._read_codes()
        cells = {cell for line in lines if not line.problems and (cell := self._team_cell(line))}
        self.teams = TeamFinder(world.teams, cells, creates=options.creates_teams)
        self.placed = [self._place(line) for line in lines]
        known = self._known_managers()
        named = managers.name_managers(self._members(also_failing=True), known) if options.sets_managers else {}
        # Decided before managers who leave are judged: these problems follow from who leaves, and may not decide it.
        self.leavers = self._leavers()
        if options.sets_managers:
            managers.name_leaving(self._members(also_failing=True), known, self._gone())
        self.managers = self._coming(named)

    def plan(self) -> Plan:
        people = [*(self._entry(place) for place in range(len(self.lines))), *self._missing_entries()]
        # A team of lines that turned out to have problems would stay empty.
        used = {ref for team in {entry.team for entry in people} for ref in self.teams.line_up(team)}
        teams = [team for team in self.teams.new if team.ref in used]
        entries = [
            *(Entry(LineGroup.TEAM, self.teams.path(team.ref), team=team.ref) for team in teams),
            *people,
            *self._manager_entries(),
        ]
        present = sum(person.is_here for person in self.world.people)
        return Plan(entries, teams, present, Counter(entry.group for entry in entries))

    def _who(self, place: int) -> Who:
        person = self.matcher.people.get(place)
        return person.id.hex if person else f"line:{self.lines[place].number}"

    def _has_left(self, line: Line) -> bool:
        # The day in the file is the last one at work.
        return bool(line.get("leaves_on")) and line.get("leaves_on") < self.options.today

    def _check_newcomers(self) -> None:
        for place, line in enumerate(self.lines):
            is_nameless = place not in self.matcher.people and not line.get("name") and not self._has_left(line)
            # Broken names, and lines that could not be cut, are named already.
            if is_nameless and not line.problems:
                line.problems.append(Problem(Reason.NO_NAME, line=line.number))

    def _read_codes(self) -> dict[str, str]:
        """Name the lines whose team code stands beside another team elsewhere; return the team of each code."""
        teams: dict[str, set[str]] = {}
        for line in self.lines:
            if line.get("team_code") and line.get("team"):
                teams.setdefault(line.get("team_code"), set()).add(" ".join(line.get("team").split()))
        for line in self.lines:
            names = teams.get(line.get("team_code"), set())
            if line.get("team") and len(names) > 1:
                value = f"{line.get('team_code')}: {' / '.join(sorted(names))}"[:200]
                line.problems.append(Problem(Reason.CODE_CONTRADICTS, "", value, line.number))
        return {code: min(names) for code, names in teams.items()}

    def _team_cell(self, line: Line) -> str:
        if self._has_left(line):
            return ""
        code = line.get("team_code")
        return line.get("team") or self.codes.get(code, code)

    def _place(self, line: Line) -> str | None:
        """Return the team that a line names; what is wrong with it becomes a problem of the line."""
        cell = self._team_cell(line)
        if not cell:
            return None
        try:
            return self.teams.get(cell)
        except BadTeam as bad:
            if not (line.problems and bad.reason is Reason.TEAM_UNKNOWN and self.options.creates_teams):
                line.problems.append(Problem(bad.reason, "", cell[:200], line.number))
            return None

    def _members(self, *, also_failing: bool = False) -> Iterator[Member]:
        for place, line in enumerate(self.lines):
            if (also_failing or not line.problems) and not self._has_left(line):
                person = self.matcher.people.get(place)
                present = person.team_id.hex if person and person.team_id else None
                yield Member(self._who(place), line, self.placed[place] or present)

    def _known_managers(self) -> Known:
        here = [person for person in self.world.people if person.is_here]
        by_number = {person.employee_number: person.id.hex for person in here if person.employee_number}
        by_email = {person.email: person.id.hex for person in here if person.email}
        for place, line in enumerate(self.lines):
            who = self._who(place)
            by_number[line.get("employee_number")] = by_email[line.get("email")] = who
            self.names[who] = line.get("name") or self.names.get(who, "")
        return Known(by_number, by_email)

    def _leavers(self) -> dict[uuid.UUID, str]:
        """Return who would leave, each with the note why the person is kept all the same, if so."""
        left = {
            person.id
            for place, person in self.matcher.people.items()
            if person.is_here and self._has_left(self.lines[place]) and not self.lines[place].problems
        }
        missing: set[uuid.UUID] = set()
        if self.options.everybody:
            found = {person.id for person in self.matcher.people.values()}
            missing = {person.id for person in self.world.people if person.is_here} - found
        if self._strangers_failed():
            return {**dict.fromkeys(left, ""), **dict.fromkeys(missing, Note.LINES_UNREAD), **self._kept(left)}
        return {**dict.fromkeys(left | missing, ""), **self._kept(left | missing)}

    def _kept(self, leaving: Set[uuid.UUID]) -> dict[uuid.UUID, str]:
        """Return the importing person, and the administrators when all of them would leave."""
        actor = {self.options.actor_id} if self.options.actor_id else set()
        administrators = self.world.administrators
        last = leaving & administrators if administrators <= leaving - actor else frozenset()
        return {**dict.fromkeys(last, Note.LAST_ADMINISTRATOR), **dict.fromkeys(leaving & actor, Note.OURSELVES)}

    def _gone(self) -> set[Who]:
        """Return those who are not here after the import, with whom a line names that is left out."""
        left = {self._who(place) for place, line in enumerate(self.lines) if self._has_left(line)}
        kept = {person_id.hex for person_id, note in self.leavers.items() if note}
        return (left | {person_id.hex for person_id in self.leavers}) - kept

    def _coming(self, named: dict[Who, Who]) -> dict[Who, Who]:
        """Return who is whose manager, without managers who stay away since their own lines have problems."""
        away = {self._who(place) for place, line in enumerate(self.lines) if line.problems} - {
            person.id.hex for person in self.matcher.people.values()
        }
        return {who: manager for who, manager in named.items() if manager not in away}

    def _entry(self, place: int) -> Entry:
        line, person = self.lines[place], self.matcher.people.get(place)
        title = line.get("name") or (person.name if person else "") or line.get("employee_number") or line.get("email")
        base = Entry(LineGroup.ERROR, title, line.number, person.id if person else None, line)
        if line.problems:
            return base
        if person is None:
            return self._newcomer(base, line, self.placed[place])
        if self._has_left(line):
            gone = base._replace(group=LineGroup.UNCHANGED, note=Note.LEFT)
            return self._leaving(base, Note.LEFT) if person.is_here else gone
        return self._changed(base, line, person, self.placed[place])

    def _newcomer(self, base: Entry, line: Line, team: str | None) -> Entry:
        if self._has_left(line):
            return base._replace(group=LineGroup.UNCHANGED, note=Note.STRANGER_LEFT)
        changes = {name: ["", value] for name in FIELDS if (value := line.get(name))}
        if team:
            changes["team"] = ["", self.teams.path(team)]
        return base._replace(group=LineGroup.JOINER, changes=changes, team=team)

    def _changed(self, base: Entry, line: Line, person: Person, team: str | None) -> Entry:
        changes = _changes(line, person)
        present = person.team_id.hex if person.team_id else None
        moves = team is not None and team != present
        if moves:
            changes["team"] = [self.teams.path(present), self.teams.path(team)]
        group = LineGroup.UNCHANGED
        if not person.is_here:
            group = LineGroup.RETURNER
        elif moves:
            group = LineGroup.MOVER
        elif changes:
            group = LineGroup.CHANGED
        note = Note.LEAVES_LATER if line.get("leaves_on") else ""
        return base._replace(group=group, changes=changes, team=team if moves else None, note=note)

    def _leaving(self, base: Entry, note: str) -> Entry:
        kept = self.leavers[base.person_id] if base.person_id else ""
        return base._replace(group=LineGroup.KEPT if kept else LineGroup.LEAVER, note=kept or note)

    def _missing_entries(self) -> Iterator[Entry]:
        found = {person.id for person in self.matcher.people.values()}
        for person in sorted(self.world.people, key=lambda person: person.id):
            if person.id in self.leavers and person.id not in found:
                yield self._leaving(Entry(LineGroup.LEAVER, person.name, person_id=person.id), Note.MISSING)

    def _strangers_failed(self) -> bool:
        """Tell whether a line has a problem and nobody is known whom it is about: it could be anybody missing."""
        return any(line.problems and place not in self.matcher.people for place, line in enumerate(self.lines))

    def _manager_entries(self) -> Iterator[Entry]:
        present = frozenset((team.hex, person.hex) for team, person in self.world.managers)
        for team, who in managers.propose(self._members(), self.managers, self.teams, present):
            changes = {"team": ["", self.teams.path(team)]}
            yield Entry(LineGroup.MANAGER, self.names.get(who, ""), changes=changes, team=team, manager=who)


def _changes(line: Line, person: Person) -> Changes:
    """Return the fields that a line would change; an empty cell takes nothing away but a leave of absence."""
    changes = {}
    for name in FIELDS:
        value, present = line.get(name), getattr(person, name)
        if name in line.fields and value != present and (value or name.startswith("leave_")):
            changes[name] = [present, value]
    if "leave_from" in changes and "leave_until" not in line.fields and person.leave_until:
        changes["leave_until"] = [person.leave_until, ""]
    return changes
