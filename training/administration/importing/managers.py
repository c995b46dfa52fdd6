"""Who would manage which team, as the lines of its members say."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from training.administration.importing.cases import Who
from training.administration.importing.lines import Line
from training.administration.importing.problems import Problem, Reason
from training.administration.importing.tree import Tree


class Member(NamedTuple):
    """A line, the person it is about, and the team where it leaves that person."""

    who: Who
    line: Line
    team: str | None


class Known(NamedTuple):
    """Those who can be named as managers, by employee number and by e-mail address, after the import."""

    by_number: Mapping[str, Who]
    by_email: Mapping[str, Who]


class Naming(NamedTuple):
    """Who is whose manager, and which lines name nobody, or go round."""

    manager_of: Mapping[Who, Who]
    problems: Sequence[Problem]


def name_managers(members: Iterable[Member], known: Known, failing: Collection[int]) -> Naming:
    """Return who is whose manager, whoever leaves; `failing` lines are judged, but name nobody."""
    members = [member for member in members if member.line.get("manager")]
    problems: list[Problem] = []
    found: dict[Who, Who] = {}
    for member in members:
        manager = _find(member.line.get("manager"), known)
        if manager is None:
            problems.append(_problem(member, Reason.MANAGER_UNKNOWN))
        elif member.line.number not in failing:
            found[member.who] = manager
    circles = _in_circles(found)
    problems += [_problem(member, Reason.MANAGER_CIRCLE) for member in members if member.who in circles
                 and member.line.number not in failing]  # fmt: skip
    return Naming({who: manager for who, manager in found.items() if who not in circles}, problems)


def name_leaving(members: Iterable[Member], known: Known, leaving: Collection[Who]) -> list[Problem]:
    """Return which lines name somebody who is not here after the import."""
    return [
        _problem(member, Reason.MANAGER_LEAVES)
        for member in members
        if member.line.get("manager") and _find(member.line.get("manager"), known) in leaving
    ]


def _problem(member: Member, reason: Reason) -> Problem:
    return Problem(reason, "", member.line.get("manager")[:100], member.line.number)


def propose(
    members: Iterable[Member], manager_of: Mapping[Who, Who], tree: Tree, present: Set[tuple[str, Who]]
) -> list[tuple[str, Who]]:
    """Return the (team, person) that are new; who manages a team above sees the team already."""
    named: dict[str, dict[Who, Who]] = defaultdict(dict)
    for member in members:
        if member.team and member.who in manager_of:
            named[member.team][member.who] = manager_of[member.who]
    pairs: set[tuple[str, Who]] = set()
    for team, of_members in named.items():
        # Whoever leads this team belongs to it too, but the leader's own manager manages the team above.
        heads = {manager for who, manager in of_members.items() if who != manager and manager in of_members}
        pairs |= {(team, manager) for who, manager in of_members.items() if who not in heads or who == manager}
    return sorted(
        (team, who)
        for team, who in pairs
        if (team, who) not in present
        and not any((above.ref, who) in present or (above.ref, who) in pairs for above in tree.above(team))
    )


def _find(cell: str, known: Known) -> Who | None:
    plain = unicodedata.normalize("NFKC", cell).strip()
    return known.by_email.get(plain.lower()) if "@" in plain else known.by_number.get(plain) if plain else None


def _in_circles(manager_of: Mapping[Who, Who]) -> set[Who]:
    """Return those who are, by way of others, their own manager; managing oneself is no circle."""
    settled: set[Who] = set()
    circles: set[Who] = set()
    for start in manager_of:
        way: dict[Who, int] = {}
        at: Who | None = start
        while at is not None and at not in settled and at not in way:
            way[at] = len(way)
            above = manager_of.get(at)
            at = above if above != at else None
        if at is not None and at in way:
            circles |= {who for who, step in way.items() if step >= way[at]}
        settled.update(way)
    return circles
