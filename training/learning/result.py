"""The result of a finished attempt: the score, rule by rule, and what to look at again."""

from dataclasses import dataclass

from flask_babel import ngettext

from questions.control import Control
from questions.play import StepRef, marked_steps
from questions.quiz import ReleaseDocument
from questions.scenario import Scenario, Step
from training.case_map import CaseMap, case_map
from training.formatting import whole_percent
from training.i18n import localised
from training.learning.drawn import DrawnSection, drawn_sections
from training.learning.queries import AttemptState
from training.learning.way import answered_addresses


@dataclass(frozen=True)
class StepResult:
    """A decision with its mark and the address of its feedback; one that was not answered has none."""

    scenario: Scenario
    step: Step
    points: float
    address: str | None


@dataclass(frozen=True)
class RuleResult:
    """A control and the share of marks earned where it was practised."""

    control: Control
    share: float
    decisions: int


@dataclass(frozen=True)
class Result:
    """What the result page tells beside the score."""

    steps: list[StepResult]
    rules: list[RuleResult]
    maps: list[CaseMap]
    draws: list[DrawnSection]

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
    steps, addresses = [], answered_addresses(state)
    for scenario, step in marked_steps(state.document, state.drawn):
        ref = (scenario.key, step.key)
        steps.append(StepResult(scenario, step, marks.get(ref, 0.0), addresses.get(ref)))
    played = [state.document.scenario_by_key[key] for key in state.document.quiz.scenario_keys]
    maps = [case_map(scenario, state.responses) for scenario in played]
    return Result(steps, _by_rule(state.document, steps), maps, list(drawn_sections(state)))


def _by_rule(document: ReleaseDocument, steps: list[StepResult]) -> list[RuleResult]:
    rules = []
    for control in document.controls:
        points = [result.points for result in steps if control.key in result.step.controls]
        if points:
            rules.append(RuleResult(control, sum(points) / len(points), len(points)))
    return rules
