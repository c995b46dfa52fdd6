"""The map of a case: every moment, the way taken, and the way of the real organisation as far as it was published."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from questions.kinds import Response
from questions.paths import paths
from questions.play import StepRef
from questions.scenario import Scenario
from training.drawn_maps import ROW, Line, middle
from training.told import Told, told

LANE = 26

Ways = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Moment(Told):
    """A step on the map: where it stands, and whether the person came by."""

    x: int
    y: int
    taken: bool


@dataclass(frozen=True)
class CaseMap:
    """A scenario as rows from the first moment to the last; side ways stand in lanes of their own.

    The kinds of lines are possible, taken and real.
    """

    scenario: Scenario
    moments: list[Moment]
    lines: list[Line]
    lanes: int

    @property
    def height(self) -> int:
        """Return the height in pixels."""
        return len(self.moments) * ROW

    @property
    def width(self) -> int:
        """Return the width in pixels; the words begin there."""
        return self.lanes * LANE + 14

    @property
    def look(self) -> Hashable:
        """Return all that the drawing depends on beside the scenario."""
        return tuple(self.lines), tuple(moment.taken for moment in self.moments)

    @property
    def draws_real_way(self) -> bool:
        """Tell whether a part of the way of the real organisation is drawn; what it chose may be known without."""
        return any(line.kind == "real" for line in self.lines)


def case_map(scenario: Scenario, responses: Mapping[StepRef, Response]) -> CaseMap:
    """Draw the map of a scenario that was played with these answers."""
    ways = paths(scenario).ways
    rows, lanes = _rows(scenario, ways), _lanes(scenario, ways)
    taken, real = _way_taken(scenario, responses), _way_published(scenario, responses)
    on_way = {key for edge in taken for key in edge} | {scenario.steps[0].key}
    spots = {key: (lanes[key] * LANE + 14, middle(row)) for row, key in enumerate(rows)}
    possible = dict.fromkeys((a, b) for way in ways for a, b in pairwise(way))
    lines = [
        *(Line("possible", _path(spots[a], spots[b])) for a, b in possible),
        *(Line("taken", _path(spots[a], spots[b])) for a, b in taken),
        *(Line("real", _path(spots[a], spots[b], aside=4)) for a, b in real),
    ]
    moments = [
        Moment(*told((scenario.key, key), scenario.step(key), responses), *spots[key], taken=key in on_way)
        for key in rows
    ]
    return CaseMap(scenario, moments, lines, max(lanes.values()) + 1)


def _rows(scenario: Scenario, ways: Ways) -> list[str]:
    """List the steps so that each stands below all that lead to it."""
    depth: dict[str, int] = {}
    for way in ways:
        for place, key in enumerate(way):
            depth[key] = max(depth.get(key, 0), place)
    order = {step.key: place for place, step in enumerate(scenario.steps)}
    return sorted(depth, key=lambda key: (depth[key], order[key]))


def _lanes(scenario: Scenario, ways: Ways) -> dict[str, int]:
    """Give what every way passes the first lane, and side ways lanes of their own beside it."""
    common = set.intersection(*(set(way) for way in ways))
    lanes = dict.fromkeys(common, 0)
    last = 0
    for step in scenario.steps:
        if step.key not in lanes:
            before = [lanes[key] for key in lanes if step.key in scenario.step(key).following() and lanes[key]]
            last = last if before else last + 1
            lanes[step.key] = before[0] if before else last
    return lanes


def _way_taken(scenario: Scenario, responses: Mapping[StepRef, Response]) -> list[tuple[str, str]]:
    edges: list[tuple[str, str]] = []
    step = scenario.steps[0]
    while True:
        response = responses.get((scenario.key, step.key))
        if step.question and response is None:
            return edges
        following = step.after(response)
        if following is None:
            return edges
        edges.append((step.key, following))
        step = scenario.step(following)


def _way_published(scenario: Scenario, responses: Mapping[StepRef, Response]) -> list[tuple[str, str]]:
    """Follow the published choices; past a decision that was not published only where all ways lead on alike.

    It ends where the person answered nothing: what was published of a decision tells nobody the answer beforehand.
    """
    edges: list[tuple[str, str]] = []
    step, known = scenario.steps[0], True
    while True:
        if step.question and (scenario.key, step.key) not in responses:
            return edges
        published = step.question.published() if step.question else None
        onward = set(step.following())
        if step.question and published is None and len(onward) > 1:
            return edges
        known = published is not None or (known and step.question is None)
        following = step.after(published)
        if following is None:
            return edges
        if known:
            edges.append((step.key, following))
        step = scenario.step(following)


def _path(start: tuple[int, int], end: tuple[int, int], aside: int = 0) -> str:
    (x1, y1), (x2, y2) = start, end
    x1, x2 = x1 + aside, x2 + aside
    if x1 == x2:
        return f"M{x1} {y1}V{y2}"
    bend = min(ROW, y2 - y1) // 2
    if x1 < x2:  # leave the main line at once, come back to it only at the end
        return f"M{x1} {y1}C{x1} {y1 + bend} {x2} {y1 + bend} {x2} {y1 + 2 * bend}V{y2}"
    return f"M{x1} {y1}V{y2 - 2 * bend}C{x1} {y2 - bend} {x2} {y2 - bend} {x2} {y2}"
