"""The way through a quiz: which step comes next after the answers given so far, and what they are worth."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from questions.drawing import Drawn
from questions.kinds import Response
from questions.quiz import ReleaseDocument, StepRef
from questions.scenario import Scenario, Step

__all__ = [
    "Drawn",
    "Place",
    "Responses",
    "Score",
    "StepRef",
    "grade",
    "is_complete",
    "marked_steps",
    "score_of",
    "walk",
]

NOTHING_DRAWN: Drawn = {}

Responses = Mapping[StepRef, Response]


@dataclass(frozen=True)
class Place:
    """A step on the way, the section (from 0) that it stands in, and whether it has been answered."""

    section: int
    scenario: Scenario
    step: Step
    answered: bool

    @property
    def ref(self) -> StepRef:
        """Return the keys by which answers are kept."""
        return (self.scenario.key, self.step.key)

    @property
    def is_open(self) -> bool:
        """Tell whether the step waits for a decision."""
        return self.step.question is not None and not self.answered


def walk(release: ReleaseDocument, responses: Responses, drawn: Drawn = NOTHING_DRAWN) -> list[Place]:
    """List the steps met so far in order, up to and with the first decision that is still open.

    Scenes without a question are passed through. A complete quiz ends with an answered step or a scene. `drawn` is
    what the attempt drew for the sections that are draws.
    """
    way: list[Place] = []
    for number, section in enumerate(release.quiz.sections):
        if section.scenario:
            steps = _through(release.scenario_by_key[section.scenario], responses)
        else:
            steps = ((release.scenario_by_key[key], release.step(key, step)) for key, step in drawn.get(number, ()))
        for scenario, step in steps:
            way.append(Place(number, scenario, step, (scenario.key, step.key) in responses))
            if way[-1].is_open:
                return way
    return way


def _through(scenario: Scenario, responses: Responses) -> Iterator[tuple[Scenario, Step]]:
    step: Step | None = scenario.steps[0]
    while step is not None:
        yield scenario, step
        following = step.after(responses.get((scenario.key, step.key)))
        step = scenario.step(following) if following else None


def is_complete(release: ReleaseDocument, responses: Responses, drawn: Drawn = NOTHING_DRAWN) -> bool:
    """Tell whether no decision is open any more."""
    return not walk(release, responses, drawn)[-1].is_open


def marked_steps(release: ReleaseDocument, drawn: Drawn = NOTHING_DRAWN) -> list[tuple[Scenario, Step]]:
    """List the steps that make up the score of an attempt, in the order of the sections."""
    steps: list[tuple[Scenario, Step]] = []
    for number, section in enumerate(release.quiz.sections):
        if section.scenario:
            scenario = release.scenario_by_key[section.scenario]
            steps += [(scenario, step) for step in scenario.steps if step.marked]
        else:
            steps += [(release.scenario_by_key[key], release.step(key, step)) for key, step in drawn.get(number, ())]
    return steps


@dataclass(frozen=True)
class Score:
    """What an attempt is worth: the mark of each marked step, their mean, and whether that passes."""

    marks: dict[StepRef, Fraction]
    share: Fraction
    passed: bool


def grade(release: ReleaseDocument, responses: Responses, drawn: Drawn = NOTHING_DRAWN) -> Score:
    """Grade answers over all marked steps of an attempt; a step without an answer counts 0."""
    marks: dict[StepRef, Fraction] = {}
    for scenario, step in marked_steps(release, drawn):
        ref = (scenario.key, step.key)
        response = responses.get(ref)
        marks[ref] = step.question.grade(response) if step.question and response is not None else Fraction()
    return score_of(marks, release.quiz.pass_mark)


def score_of(marks: dict[StepRef, Fraction], pass_mark: int) -> Score:
    """Return what these marks are worth; `pass_mark` is in per cent."""
    share = sum(marks.values(), Fraction()) / len(marks) if marks else Fraction()
    return Score(marks, share, share * 100 >= pass_mark)
