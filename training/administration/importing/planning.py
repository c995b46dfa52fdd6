"""From lines and the people who are here to a plan. Pure: it reads nothing, writes nothing and asks no clock."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from training.administration.importing.cases import Case, Found, Who, by_line, cases_of, hired_unlikely, nameless
from training.administration.importing.entries import entry_of, leaver, refused
from training.administration.importing.leaving import Leaving, leaving
from training.administration.importing.lines import Line
from training.administration.importing.managers import Known, Member, Naming, name_leaving, name_managers, propose
from training.administration.importing.matching import match
from training.administration.importing.placing import Placing, place, read_codes
from training.administration.importing.plan import Entry, Plan, Why
from training.administration.importing.tagging import name_tags
from training.administration.importing.teams import NewTeam
from training.administration.importing.tree import Tree
from training.administration.importing.world import Options, World
from training.models import LineGroup


def plan(lines: Sequence[Line], world: World, options: Options) -> Plan:
    """Return what an import of these lines would do now."""
    lines, unknown_tags = name_tags(lines, world.tags)
    matches, codes = match(lines, world.people), read_codes(lines)
    cases = cases_of(lines, matches.about, options.today)
    problems = [*(problem for line in lines for problem in line.problems), *matches.problems, *unknown_tags]
    problems += [*nameless(cases, by_line(problems)), *codes.problems, *hired_unlikely(cases, options.today)]
    placing = place(cases, codes.names, world.teams, by_line(problems), creates=options.creates_teams)
    problems += placing.problems
    members = _members(cases, placing) if options.sets_managers else []
    known = _known(cases, world)
    naming = name_managers(members, known, by_line(problems).keys())
    problems += naming.problems
    # Decided before managers who leave are judged: these problems follow from who leaves, and may not decide it.
    left = leaving(cases, world, options, by_line(problems))
    problems += name_leaving(members, known, left.gone(cases))
    found = by_line(problems)
    people = [*_of_lines(cases, placing, left, found), *_of_missing(cases, world, left)]
    sound = [member for member in members if member.line.number not in found]
    pairs = propose(sound, _coming(naming, cases, found), placing.teams.tree, _present(world))
    return _whole(people, [*_of_managers(pairs, cases, placing, world)], placing, world)


def _whole(people: Sequence[Entry], managing: Sequence[Entry], placing: Placing, world: World) -> Plan:
    tree = placing.teams.tree
    # A team of lines that turned out to have problems would stay empty.
    used = {node.ref for team in {entry.team for entry in people} for node in tree.nodes_up(team)}
    teams = [team for team in placing.teams.new if team.ref in used]
    known = {row.id.hex for row in world.teams}
    entries = [*(_of_team(team, tree, known) for team in teams), *people, *managing]
    present = sum(person.is_here for person in world.people)
    return Plan(entries, teams, present, Counter(entry.group for entry in entries))


def _of_team(team: NewTeam, tree: Tree, known: Set[str]) -> Entry:
    is_elsewhere = any(node.ref in known for node in tree.named(team.name))
    note = Why.NAMED_ELSEWHERE if is_elsewhere else None
    return Entry(LineGroup.TEAM, tree.path(team.ref), note=note, team=team.ref)


def _members(cases: Iterable[Case], placing: Placing) -> list[Member]:
    """Return the lines of those who are here after the import, with the team where each leaves its person."""
    return [
        Member(case.who, case.line, placing.team_of.get(case.number) or _present_team(case))
        for case in cases
        if not case.has_left
    ]


def _present_team(case: Case) -> str | None:
    return case.person.team_id.hex if case.person and case.person.team_id else None


def _known(cases: Iterable[Case], world: World) -> Known:
    here = [person for person in world.people if person.is_here]
    by_number = {person.employee_number: person.id.hex for person in here}
    by_email = {person.email: person.id.hex for person in here}
    by_number |= {case.line.get("employee_number"): case.who for case in cases}
    by_email |= {case.line.get("email"): case.who for case in cases}
    return Known(by_number, by_email)


def _coming(naming: Naming, cases: Iterable[Case], found: Found) -> dict[Who, Who]:
    """Return who is whose manager, without managers who stay away since their own lines have problems."""
    away = {case.who for case in cases if not case.person and case.number in found}
    return {who: manager for who, manager in naming.manager_of.items() if manager not in away}


def _present(world: World) -> frozenset[tuple[str, Who]]:
    return frozenset((team.hex, person.hex) for team, person in world.managers)


def _of_lines(cases: Iterable[Case], placing: Placing, left: Leaving, found: Found) -> Iterator[Entry]:
    for case in cases:
        if problems := found.get(case.number):
            yield refused(case, problems)
        else:
            yield entry_of(case, placing.team_of.get(case.number), placing.teams.tree, left)


def _of_missing(cases: Iterable[Case], world: World, left: Leaving) -> Iterator[Entry]:
    missing = left.leavers - {case.person_id for case in cases}
    for person in sorted(world.people, key=lambda person: person.id):
        if person.id in missing:
            yield leaver(Entry(LineGroup.LEAVER, person.name, person_id=person.id), Why.MISSING, left)


def _of_managers(
    pairs: Iterable[tuple[str, Who]], cases: Iterable[Case], placing: Placing, world: World
) -> Iterator[Entry]:
    names = {person.id.hex: person.name for person in world.people}
    names |= {case.who: name for case in cases if (name := case.line.get("name"))}
    for team, who in pairs:
        changes = {"team": ["", placing.teams.tree.path(team)]}
        yield Entry(LineGroup.MANAGER, names[who], changes=changes, team=team, manager=who)
