"""The linter: what makes a question guessable, unclear or unfair. It warns with a reason, and never refuses.

Beside its warnings stand the findings of the redaction gate, which publication does refuse.

Every rule is a small function in this package that is registered under a name. Texts are English with named places;
whoever shows them may translate them first.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from questions.control import Control
from questions.incident import Incident
from questions.lint import cases, citations, exposures, options, quizzes, stems
from questions.lint.finding import (
    RULES,
    ControlCase,
    Finding,
    IncidentCase,
    Place,
    QuizCase,
    Rule,
    ScenarioCase,
    StepCase,
    found,
)
from questions.lint.literature import Work
from questions.lint.words import languages
from questions.pools import resolve
from questions.quiz import Quiz
from questions.release import Bank
from questions.scenario import Scenario, Step
from questions.text import NEUTRAL, texts_in

__all__ = [
    "RULES",
    "Finding",
    "Place",
    "Rule",
    "Work",
    "lint_bank",
    "lint_citations_of_control",
    "lint_citations_of_scenario",
    "lint_control",
    "lint_incident",
    "lint_quiz",
    "lint_scenario",
    "lint_step",
]

RULE_MODULES = (exposures, options, stems, cases, citations, quizzes)
"""Reading a module registers its rules."""


def lint_scenario(scenario: Scenario, bank: Bank, today: date, of: Quiz | None = None) -> list[Finding]:
    """List what is doubtful in a scenario, its head first, then step by step; with `of`, as that quiz asks it."""
    name = f"scenario {scenario.key}"
    tags = _asked_languages(scenario, bank, of)
    case = ScenarioCase(scenario, bank, tags)
    findings = _in_languages(tags, found(case, name, answers=scenario.kept_on_purpose))
    for step in scenario.steps:
        findings += _lint_step(StepCase(step, scenario, bank, today, tags))
    return findings


def lint_step(step: Step, scenario: Scenario, bank: Bank, today: date, of: Quiz | None = None) -> list[Finding]:
    """List what is doubtful in one step of a scenario; with `of`, as that quiz asks it."""
    return _lint_step(StepCase(step, scenario, bank, today, _asked_languages(scenario, bank, of)))


def _lint_step(case: StepCase) -> list[Finding]:
    step = case.step
    findings = found(case, f"scenario {case.scenario.key}", step.key, step.kept_on_purpose)
    return _in_languages(case.languages, findings)


def _asked_languages(scenario: Scenario, bank: Bank, of: Quiz | None) -> list[str]:
    """List the languages of a scenario in which this quiz, or any that plays it, is published; all while none is."""
    own = languages(texts_in(scenario))
    quizzes = [of] if of else [quiz for quiz in bank.quizzes.values() if scenario.key in quiz.scenario_keys]
    asked = {tag for quiz in quizzes for tag in quiz.languages}
    return [tag for tag in own if tag in asked] or own


def _in_languages(tags: list[str], findings: Iterable[Finding]) -> list[Finding]:
    """Leave out warnings on texts that nobody will read; what publication refuses is said of every language."""
    read = {"", NEUTRAL, *tags}
    return [finding for finding in findings if finding.place.language in read or RULES[finding.rule].blocks]


def lint_quiz(quiz: Quiz, bank: Bank, today: date) -> list[Finding]:
    """List what is doubtful in a quiz, in all that it plays or may draw, and in the controls that this practises."""
    findings = list(_lint_rules_of_quizzes(quiz, bank))
    scenarios = [bank.scenarios[key] for key in quiz.scenario_keys if key in bank.scenarios]
    for scenario in scenarios:
        findings += lint_scenario(scenario, bank, today, quiz)
    if len(scenarios) == len(quiz.scenario_keys):
        pooled = resolve(quiz, bank.scenarios)[1]
        for scenario in pooled:
            whole = bank.scenarios[scenario.key]
            findings += [
                f for step in scenario.steps for f in lint_step(whole.step(step.key), whole, bank, today, quiz)
            ]
        scenarios = [*scenarios, *pooled]
    named = {key for scenario in scenarios for step in scenario.steps for key in step.controls}
    incidents = {scenario.incident: bank.incidents.get(scenario.incident) for scenario in scenarios}
    findings += [finding for incident in incidents.values() if incident for finding in lint_incident(incident)]
    return [*findings, *_lint_controls(bank, today, named)]


def lint_incident(incident: Incident) -> list[Finding]:
    """List what must not be published as an incident says it."""
    return list(found(IncidentCase(incident), f"incident {incident.key}", answers=incident.kept_on_purpose))


def lint_control(control: Control, today: date) -> list[Finding]:
    """List what is doubtful in a control."""
    return list(found(ControlCase(control, today), f"control {control.key}", answers=control.kept_on_purpose))


def lint_bank(bank: Bank, today: date) -> list[Finding]:
    """List what is doubtful in all documents of a bank."""
    findings = [finding for quiz in bank.quizzes.values() for finding in _lint_rules_of_quizzes(quiz, bank)]
    for scenario in bank.scenarios.values():
        findings += lint_scenario(scenario, bank, today)
    findings += [finding for incident in bank.incidents.values() for finding in lint_incident(incident)]
    return [*findings, *_lint_controls(bank, today, set(bank.controls))]


def lint_citations_of_control(control: Control, today: date) -> list[Finding]:
    """List what a control cites only by numbers that have ended, unless that is kept on purpose."""
    name, answers = f"control {control.key}", control.kept_on_purpose
    findings = found(ControlCase(control, today), name, answers=answers, rules=["ended-citation"])
    return [finding for finding in findings if not finding.kept]


def lint_citations_of_scenario(scenario: Scenario, bank: Bank, today: date) -> list[Finding]:
    """List where steps cite ended numbers of their controls, unless that is kept on purpose."""
    findings: list[Finding] = []
    for step in scenario.steps:
        case, name = StepCase(step, scenario, bank, today, []), f"scenario {scenario.key}"
        findings += found(case, name, step.key, step.kept_on_purpose, rules=["ended-clause-in-text"])
    return [finding for finding in findings if not finding.kept]


def _lint_rules_of_quizzes(quiz: Quiz, bank: Bank) -> Iterator[Finding]:
    return found(QuizCase(quiz, bank), f"quiz {quiz.key}", answers=quiz.kept_on_purpose)


def _lint_controls(bank: Bank, today: date, keys: set[str]) -> Iterator[Finding]:
    for key in sorted(keys & set(bank.controls)):
        yield from lint_control(bank.controls[key], today)
