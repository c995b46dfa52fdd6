"""The result of a finished attempt: the score, rule by rule, and what to look at again."""

from dataclasses import dataclass

from flask_babel import ngettext

from questions.control import Control
from questions.play import StepRef, marked_steps
from questions.quiz import ReleaseDocument
from questions.scenario import Scenario, Step
from training import releases
from training.formatting import whole_percent
from training.i18n import localised
from training.learning.queries import AttemptState
from training.learning.way import step_address


@dataclass(frozen=True)
class StepResult:
    """A decision with its mark and the address of its feedback."""

    scenario: Scenario
    step: Step
    points: float
    address: str


@dataclass(frozen=True)
class RuleResult:
    """A control and the share of marks earned where it was practised."""

    control: Control
    share: float
    decisions: int


@dataclass(frozen=True)
class Result:
    """All that the result page shows."""

    document: ReleaseDocument
    score: float
    passed: bool
    steps: list[StepResult]
    rules: list[RuleResult]

    @property
    def again(self) -> list[StepResult]:
        """List the decisions that earned less than full marks."""
        return [result for result in self.steps if result.points < 1]

    @property
    def barriers(self) -> tuple[int, int]:
        """Return at how many of the moments with a chance to stop it the best option was chosen, and of how many."""
        moments = [result for result in self.steps if result.step.barrier]
        return sum(result.points == 1 for result in moments), len(moments)

    @property
    def rule_rows(self) -> list[tuple[str, int, str]]:
        """List (rule, per cent earned, decisions in words) for a chart."""
        return [
            (
                localised(rule.control.title),
                whole_percent(rule.share),
                ngettext("%(num)d decision", "%(num)d decisions", rule.decisions),
            )
            for rule in self.rules
        ]


def result_of(state: AttemptState, marks: dict[StepRef, float]) -> Result:
    """Return the result of a finished attempt."""
    document = releases.get(state.release_id).document
    steps = [
        StepResult(
            scenario, step, marks.get((scenario.key, step.key), 0.0), step_address(state.id, (scenario.key, step.key))
        )
        for scenario, step in marked_steps(document)
    ]
    return Result(document, state.score or 0.0, bool(state.passed), steps, _by_rule(document, steps))


def _by_rule(document: ReleaseDocument, steps: list[StepResult]) -> list[RuleResult]:
    rules = []
    for control in document.controls:
        points = [result.points for result in steps if control.key in result.step.controls]
        if points:
            rules.append(RuleResult(control, sum(points) / len(points), len(points)))
    return rules
