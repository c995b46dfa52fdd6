"""What is told of rules, decisions and chances to stop it, by team; all of it worked out from what cohorts tell."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from questions.control import Control
from questions.quiz import ReleaseDocument
from questions.scenario import Scenario, Step
from training.team.gaps.disclosure import Told, tell, together
from training.team.tree import TeamTree

DANGEROUS = 0.2
"""From this share of people on who were sure and chose something else, a rule is the one to talk about first."""

Ref = tuple[str, str]
TeamId = uuid.UUID | None


@dataclass(frozen=True)
class Group:
    """People who are told of together or as several cohorts, with what is told of their decisions."""

    people: int = 0
    right: Mapping[Ref, Told] = field(default_factory=dict)
    sure_wrong: Mapping[Ref, Told] = field(default_factory=dict)
    never: Mapping[str, Told] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.people > 0


@dataclass(frozen=True)
class Cell:
    """What is told of one rule in one group, and how it was the time before."""

    right: Told
    sure_wrong: Told | None
    before: Told | None

    @property
    def is_dangerous(self) -> bool:
        """Tell whether so many are certain to have been sure and wrong that it matters most."""
        return self.sure_wrong is not None and self.sure_wrong.lowest / self.sure_wrong.of >= DANGEROUS

    @property
    def trend(self) -> int:
        """Return 1 where it is certainly better than before, -1 where it is certainly worse, else 0."""
        if self.before is None:
            return 0
        now, then = self.right, self.before
        better = now.lowest / now.of > then.highest / then.of
        return better - (now.highest / now.of < then.lowest / then.of)

    @property
    def urgency(self) -> tuple[bool, float, float]:
        """Return what to sort by: the rule to talk about first comes first."""
        return (not self.is_dangerous, self.right.share, -(self.sure_wrong.share if self.sure_wrong else 0))


@dataclass(frozen=True)
class Line:
    """A team with all teams below it, or the organisation."""

    team_id: TeamId
    name: str
    people: int
    is_whole: bool
    cell: Cell | None


@dataclass(frozen=True)
class Rule:
    """A rule and what each team makes of it; the first line is of all of them together."""

    control: Control
    lines: list[Line]

    @property
    def whole(self) -> Cell | None:
        """Return what is told of all teams together."""
        return self.lines[0].cell if self.lines and self.lines[0].is_whole else None


def groups_of(cohorts: Iterable[Any], decisions: Iterable[Any], never: Iterable[Any] = ()) -> dict[uuid.UUID, Group]:
    """Map cohorts to what is told of each: the only place where counts become what is told."""
    found = {row.id: row for row in cohorts}
    groups: dict[uuid.UUID, Group] = {key: Group(row.people, {}, {}, {}) for key, row in found.items()}

    def told(row: Any, count: int) -> Told:
        cohort = found[row.cohort_id]
        return tell(count, cohort.people, is_mixed=cohort.mixed)

    right: dict[uuid.UUID, dict[Ref, Told]] = {key: {} for key in found}
    sure: dict[uuid.UUID, dict[Ref, Told]] = {key: {} for key in found}
    none: dict[uuid.UUID, dict[str, Told]] = {key: {} for key in found}
    for row in decisions:
        ref = (row.scenario_key, row.step_key)
        right[row.cohort_id][ref] = told(row, row.chosen_right)
        if row.sure_wrong is not None:
            sure[row.cohort_id][ref] = told(row, row.sure_wrong)
    for row in never:
        none[row.cohort_id][row.scenario_key] = told(row, row.never_stopped)
    return {key: Group(group.people, right[key], sure[key], none[key]) for key, group in groups.items()}


def united(groups: Sequence[Group]) -> Group:
    """Return what follows of several groups taken together."""
    return Group(
        sum(group.people for group in groups),
        _united([group.right for group in groups]),
        _united([group.sure_wrong for group in groups]),
        _united([group.never for group in groups]),
    )


def _united(parts: Sequence[Mapping[Any, Told]]) -> dict[Any, Told]:
    keys = {key: None for part in parts for key in part}
    found = {key: together(part[key] for part in parts if key in part) for key in keys}
    return {key: told for key, told in found.items() if told is not None}


class ByTeam:
    """What is told of each team with all teams below it; None is everything that the viewer may see."""

    def __init__(self, tree: TeamTree, cohorts: Iterable[Any], groups: Mapping[uuid.UUID, Group]) -> None:
        self._held: dict[TeamId, list[Group]] = {}
        for row in cohorts:
            for place in (None, *_path(tree, row.team_id)):
                self._held.setdefault(place, []).append(groups[row.id])
        self._united: dict[TeamId, Group] = {}

    def of(self, team_id: TeamId) -> Group:
        """Return what is told of a team; worked out when it is asked for, since pages show few of many teams."""
        if team_id not in self._united:
            self._united[team_id] = united(self._held.get(team_id, []))
        return self._united[team_id]


def _path(tree: TeamTree, team_id: TeamId) -> Iterator[uuid.UUID]:
    while team_id is not None and team_id in tree.nodes:
        yield team_id
        team_id = tree.nodes[team_id].parent_id


def decisions_of(document: ReleaseDocument) -> list[tuple[Scenario, Step]]:
    """List the marked decisions that everybody was asked; drawn ones differ from person to person."""
    return [(scenario, step) for scenario in document.scenarios for step in scenario.steps if step.marked]


def rules_of(document: ReleaseDocument) -> dict[str, list[Ref]]:
    """Map the rules that a release asks about to their decisions, in the order in which people meet them."""
    found: dict[str, list[Ref]] = {}
    for scenario, step in decisions_of(document):
        for key in step.controls:
            found.setdefault(key, []).append((scenario.key, step.key))
    return found


def cell(group: Group, refs: Sequence[Ref], before: Group, refs_before: Sequence[Ref]) -> Cell | None:
    """Return what is told of the decisions of one rule; None where nothing is."""
    right = together(group.right[ref] for ref in refs if ref in group.right)
    if right is None:
        return None
    sure_wrong = together(group.sure_wrong[ref] for ref in refs if ref in group.sure_wrong)
    then = together(before.right[ref] for ref in refs_before if ref in before.right)
    return Cell(right, sure_wrong, then)


def worst(rules: Iterable[Rule]) -> tuple[Rule, Line] | None:
    """Return the rule and the team to begin with; a single team goes before the whole that holds it."""
    found = [(rule, line) for rule in rules for line in rule.lines if line.cell]
    single = [(rule, line) for rule, line in found if not line.is_whole] or found
    return min(single, key=_urgency, default=None)


def _urgency(place: tuple[Rule, Line]) -> tuple[bool, float, float]:
    cell = place[1].cell
    return cell.urgency if cell else (True, 1.0, 0.0)
