"""What the page of coverage shows: each rule with the groups of people and the cases through which they were asked."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from questions.control import Control, TeachingTopic
from questions.incident import Incident
from questions.release import Bank
from questions.scenario import Scenario
from training.coverage.queries import Asked, Groups, Rows
from training.models import PersonKind, SubjectKind


class State(StrEnum):
    """How far people were asked, the least first."""

    NOTHING = "nothing"
    DRAFT = "draft"
    PUBLISHED = "published"
    EARLIER = "earlier"
    ASSIGNED = "assigned"
    DECIDED = "decided"


@dataclass(frozen=True)
class Cell:
    """How many people of a group were asked about something; `at_best` is what there is where nobody was."""

    people: int
    decided: int = 0
    assigned: int = 0
    earlier: int = 0
    at_best: State = State.NOTHING

    @property
    def state(self) -> State:
        """Return how far the group was asked, judged by those who were asked most."""
        if self.decided:
            return State.DECIDED
        if self.assigned:
            return State.ASSIGNED
        return State.EARLIER if self.earlier else self.at_best

    @property
    def missing(self) -> int:
        """Return how many have not decided about it within a year."""
        return self.people - self.decided


@dataclass(frozen=True)
class Case:
    """An incident through which a rule is asked about, and for whom its scenarios are written."""

    key: str
    incident: Incident | None
    audience: list[str]
    drawn_only: bool
    cells: list[Cell]


@dataclass(frozen=True)
class Rule:
    """A rule, how all people and each group stand with it, and its cases."""

    control: Control
    whole: Cell
    cells: list[Cell]
    cases: list[Case] = field(default_factory=list)

    @property
    def left_out(self) -> list[int]:
        """Return the places of the groups of which nobody has decided about it within a year."""
        return [place for place, cell in enumerate(self.cells) if not cell.decided]


@dataclass(frozen=True)
class Topic:
    """A thing that JIS Q 15001 wants taught, the rules that serve it, and how all people stand with any of them."""

    topic: TeachingTopic
    rules: int
    whole: Cell


GroupKey = uuid.UUID | PersonKind | None


class Desk:
    """The material of a page: groups in order, documents of the bank, and what releases ask."""

    def __init__(self, groups: Groups, people: Mapping[GroupKey, int], bank: Bank, asked: Iterable[Asked]) -> None:
        self.groups, self.bank = groups, bank
        kinds: list[GroupKey] = [*PersonKind]
        order = [*people] if groups.by_team else [kind for kind in kinds if kind in people]
        self.people: dict[GroupKey, int] = {key: people[key] for key in order}
        self.asked: dict[str, dict[str, bool]] = defaultdict(dict)
        """Of each rule, the incidents that releases ask about it through, and whether only by a draw."""
        for one in asked:
            drawn_before = self.asked[one.control_key].get(one.incident_key, True)
            self.asked[one.control_key][one.incident_key] = one.drawn and drawn_before
        self.drafted: dict[str, dict[str, list[Scenario]]] = defaultdict(lambda: defaultdict(list))
        for scenario in bank.scenarios.values():
            for key in {key for step in scenario.steps if step.marked for key in step.controls}:
                self.drafted[key][scenario.incident].append(scenario)

    def at_best(self, control_key: str) -> State:
        """Return what there is of a rule where nobody was asked."""
        if self.asked.get(control_key):
            return State.PUBLISHED
        return State.DRAFT if self.drafted.get(control_key) else State.NOTHING

    def rules(self, sums: Rows) -> list[Rule]:
        """Return all rules, the one with the fewest who have decided first; their cases come later, for a page."""
        of: dict[str, dict[GroupKey, Any]] = defaultdict(dict)
        for row in sums:
            if row.subject_kind is SubjectKind.CONTROL:
                of[row.subject][row.group] = row
        found = []
        for control in self.bank.controls.values():
            cells = self._cells(of.get(control.key, {}), self.at_best(control.key))
            found.append(Rule(control, _together(cells, self.at_best(control.key)), cells))
        return sorted(found, key=lambda rule: (rule.whole.decided, [*State].index(rule.whole.state), rule.control.key))

    def topics(self, sums: Rows) -> list[Topic]:
        """Return the four topics."""
        found = []
        for topic in TeachingTopic:
            rows = {row.group: row for row in sums if (row.subject_kind, row.subject) == (SubjectKind.TOPIC, topic)}
            serving = [key for key, control in self.bank.controls.items() if topic in control.teaching_topics]
            at_best = max(map(self.at_best, serving), key=[*State].index, default=State.NOTHING)
            found.append(Topic(topic, len(serving), _together(self._cells(rows, at_best), at_best)))
        return found

    def with_cases(self, rules: Sequence[Rule], sums: Rows) -> list[Rule]:
        """Return rules with their cases."""
        of: dict[tuple[str, str], dict[GroupKey, Any]] = defaultdict(dict)
        for row in sums:
            of[row.subject, row.incident_key][row.group] = row
        return [Rule(rule.control, rule.whole, rule.cells, self._cases(rule.control.key, of)) for rule in rules]

    def _cases(self, control_key: str, of: Mapping[tuple[str, str], dict[GroupKey, Any]]) -> list[Case]:
        asked, drafted = self.asked.get(control_key, {}), self.drafted.get(control_key, {})
        found = []
        for key in {**asked, **drafted}:
            at_best = State.PUBLISHED if key in asked else State.DRAFT
            audience = sorted({name for scenario in drafted.get(key, ()) for name in scenario.audience})
            cells = self._cells(of.get((control_key, key), {}), at_best)
            found.append(Case(key, self.bank.incidents.get(key), audience, asked.get(key, False), cells))
        return found

    def _cells(self, rows: Mapping[GroupKey, Any], at_best: State) -> list[Cell]:
        return [_cell(people, rows.get(key), at_best) for key, people in self.people.items()]


def _cell(people: int, row: Any, at_best: State) -> Cell:
    counts = (int(row.decided), int(row.assigned), int(row.earlier)) if row else (0, 0, 0)
    return Cell(people, *counts, at_best)


def _together(cells: Sequence[Cell], at_best: State) -> Cell:
    """Return groups as one; nobody is in two of them."""
    people = sum(cell.people for cell in cells)
    decided, assigned = sum(cell.decided for cell in cells), sum(cell.assigned for cell in cells)
    return Cell(people, decided, assigned, sum(cell.earlier for cell in cells), at_best)
