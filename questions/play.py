"""The way through a quiz: which step comes next after the answers given so far, and what they are worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from questions.kinds import Response
from questions.quiz import ReleaseDocument
from questions.scenario import Scenario, Step

StepRef = tuple[str, str]
"""The key of a scenario and the key of a step in it."""

Responses = Mapping[StepRef, Response]


@dataclass(frozen=True)
class Place:
    """A step on the way, and whether it has been answered."""

    scenario: Scenario
    step: Step
    answered: bool

    @property
    def ref(self) -> StepRef:
        """Return the keys by which answers are kept."""
        return (self.scenario.key, self.step.key)


def walk(release: ReleaseDocument, responses: Responses) -> list[Place]:
    """List the steps met so far in order, up to and with the first decision that is still open.

    Scenes without a question are passed through. A complete quiz ends with an answered step or a scene.
    """
    way: list[Place] = []
    for section in release.quiz.sections:
        scenario = release.scenario_by_key[section.scenario]
        for place in _walk_scenario(scenario, responses):
            way.append(place)
            if place.step.question and not place.answered:
                return way
    return way


def _walk_scenario(scenario: Scenario, responses: Responses) -> list[Place]:
    way: list[Place] = []
    step: Step | None = scenario.steps[0]
    while step is not None:
        response = responses.get((scenario.key, step.key))
        way.append(Place(scenario, step, response is not None))
        if step.question and response is None:
            break
        following = _next(step, response)
        step = scenario.step(following) if following else None
    return way


def _next(step: Step, response: Response | None) -> str | None:
    chosen = step.question.next_after(response) if step.question and response is not None else None
    return chosen or step.next


def is_complete(release: ReleaseDocument, responses: Responses) -> bool:
    """Tell whether no decision is open any more."""
    way = walk(release, responses)
    last = way[-1]
    at_end = last.scenario.key == release.quiz.sections[-1].scenario
    return at_end and (last.answered or last.step.question is None)


@dataclass(frozen=True)
class Score:
    """What an attempt is worth: the mark of each marked step, their mean, and whether that passes."""

    marks: dict[StepRef, Fraction]
    share: Fraction
    passed: bool


def grade(release: ReleaseDocument, responses: Responses) -> Score:
    """Grade answers over all marked steps of the release; a step without an answer counts 0."""
    marks: dict[StepRef, Fraction] = {}
    for scenario, step in release.marked_steps:
        ref = (scenario.key, step.key)
        response = responses.get(ref)
        marks[ref] = step.question.grade(response) if step.question and response is not None else Fraction()
    share = sum(marks.values(), Fraction()) / len(marks) if marks else Fraction()
    return Score(marks, share, share * 100 >= release.quiz.pass_mark)
