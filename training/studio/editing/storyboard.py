"""The storyboard of a scenario: its steps as cards in their order, and a map of the ways between them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, pairwise
from typing import NamedTuple

from questions.kinds.base import Way
from questions.paths import Paths, paths
from questions.reading import longest_way, step_minutes
from questions.release import Bank
from questions.scenario import Scenario, Step
from questions.text import LocalisedText
from training.drawn_maps import ROW, middle
from training.forms.pieces import LANGUAGES

LANE = 30
LEFT = 18


class Lead(NamedTuple):
    """Where some answers lead: the letters of the options, none where all answers lead there; no target is the end."""

    letters: str
    target: str | None
    is_loop: bool


class Line(NamedTuple):
    """A way on the map (`training.drawn_maps.Line`) with its letters beside it. `kind`: possible, longest or loop."""

    kind: str
    path: str
    letters: str
    x: int
    y: int


@dataclass(frozen=True)
class Card:
    """A step at a glance; `trouble` is unreachable or missed, or nothing."""

    step: Step
    number: int
    leads: list[Lead]
    trouble: str
    minutes: dict[str, float]
    warnings: int
    older: int
    y: int

    @property
    def options(self) -> Iterator[tuple[str, LocalisedText, Lead]]:
        """Yield the letter and text of each option that leads somewhere of its own, and where that is."""
        for number, way in enumerate(_ways(self.step)):
            for lead in self.leads:
                if _letter(number) in lead.letters:
                    yield _letter(number), way.text, lead


@dataclass(frozen=True)
class Storyboard:
    """The cards, and the lines of their map, which ends with a row for the end of the scenario."""

    cards: list[Card]
    lines: list[Line]
    width: int
    longest: list[int]

    @property
    def height(self) -> int:
        """Return the height in pixels."""
        return (len(self.cards) + 1) * ROW

    @property
    def branches(self) -> bool:
        """Tell whether there is more than one way."""
        return any(len(card.leads) > 1 for card in self.cards)


def storyboard(scenario: Scenario, bank: Bank, warnings: Counter[str], older: Counter[str]) -> Storyboard:
    """Return the board of a scenario; `warnings` and `older` count by the keys of steps."""
    rules = {control.key: control.rule for control in bank.controls.values()}
    walked = paths(scenario)
    longest = [] if walked.are_too_many else longest_way(scenario, rules, LANGUAGES[0])
    troubles = _troubles(scenario, walked)
    reach = {step.key: _reached_from(scenario, step.key) for step in scenario.steps}
    numbers = {step.key: number for number, step in enumerate(scenario.steps, 1)}
    cards = [
        Card(
            step,
            number,
            [
                Lead(letters, to, to is not None and numbers[to] <= number and step.key in reach[to])
                for to, letters in _leads(step).items()
            ],
            troubles.get(step.key, ""),
            {tag: step_minutes(step, rules, tag) for tag in LANGUAGES},
            warnings[step.key],
            older[step.key],
            middle(number - 1),
        )
        for number, step in enumerate(scenario.steps, 1)
    ]
    lines, lanes = _lines(cards, set(pairwise([*longest, None])) if longest else set())
    return Storyboard(cards, lines, LEFT * 2 + lanes * LANE, [numbers[key] for key in longest])


def _leads(step: Step) -> dict[str | None, str]:
    """Map where a step leads to the letters of the options that lead there, in the order of the options."""
    targets = [way.target or step.next for way in _ways(step)]
    found: dict[str | None, str] = {}
    if len(set(targets)) > 1:
        for number, target in enumerate(targets):
            found[target] = found.get(target, "") + _letter(number)
        return found
    return dict.fromkeys(targets or step.following(), "")


def _ways(step: Step) -> list[Way]:
    return step.question.ways() if step.question else []


def _letter(number: int) -> str:
    return chr(ord("A") + number % 26)


def _reached_from(scenario: Scenario, key: str) -> set[str]:
    """Return the step and every one that some way leads to from there."""
    found, left = {key}, [key]
    while left:
        for target in scenario.step(left.pop()).following():
            if target and target not in found:
                found.add(target)
                left.append(target)
    return found


def _troubles(scenario: Scenario, walked: Paths) -> dict[str, str]:
    reached = _reached_from(scenario, scenario.steps[0].key)
    always = set.intersection(*map(set, walked.ways))
    missed = {step.key for step in scenario.steps if step.marked and step.key not in always}
    return dict.fromkeys(missed, "missed") | {s.key: "unreachable" for s in scenario.steps if s.key not in reached}


def _lines(cards: list[Card], longest: set[tuple[str | None, ...]]) -> tuple[list[Line], int]:
    """Draw neighbours straight and every other way in a lane beside, the shortest nearest; return how many lanes."""
    rows = {card.step.key: card.number - 1 for card in cards}
    ways = [(card, lead, rows.get(lead.target or "", len(cards))) for card in cards for lead in card.leads]
    taken: list[tuple[int, int, int]] = []
    lines = []
    for card, lead, end in sorted(ways, key=lambda way: abs(way[2] - rows[way[0].step.key])):
        start = rows[card.step.key]
        lane = 0 if end == start + 1 else _free_lane(taken, min(start, end), max(start, end))
        kind = "longest" if (card.step.key, lead.target) in longest else "loop" if lead.is_loop else "possible"
        x, y = LEFT + lane * LANE + 4, middle(start) + (ROW // 2 + 4 if end >= start else -ROW // 2 + 4)
        lines.append(Line(kind, _path(start, end, lane), lead.letters, x, y))
    lines.sort(key=lambda line: ("possible", "loop", "longest").index(line.kind))
    return lines, max((lane for _first, _last, lane in taken), default=0)


def _free_lane(taken: list[tuple[int, int, int]], first: int, last: int) -> int:
    """Take the nearest lane in which no other way runs beside this one."""
    busy = {lane for one, other, lane in taken if one < last and first < other}
    lane = next(number for number in count(1) if number not in busy)
    taken.append((first, last, lane))
    return lane


def _path(start: int, end: int, lane: int) -> str:
    y1, y2 = middle(start), middle(end)
    if not lane:
        return f"M{LEFT} {y1}V{y2}"
    x, bend = LEFT + lane * LANE, ROW // 2 if end > start else -ROW // 2
    if start == end:
        return f"M{LEFT} {y1}C{x} {y1 - ROW} {x} {y1 + ROW} {LEFT} {y1}"
    return f"M{LEFT} {y1}Q{x} {y1} {x} {y1 + bend}V{y2 - bend}Q{x} {y2} {LEFT} {y2}"
