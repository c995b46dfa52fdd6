"""What the linter doubts, as an author reads it: in the language of the page, with the page to mend it on."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from questions.lint import Finding, Place, Work, lint_quiz, lint_scenario, lint_step
from questions.quiz import Quiz
from questions.release import Bank
from questions.scenario import Scenario
from training import clock
from training.i18n import language, localised
from training.studio.scenarios import step_names

_LANGUAGES = {"ja": _l("Japanese"), "en": _l("English")}
_ENDPOINTS = {"scenario": "show_scenario", "control": "edit_control", "quiz": "edit_quiz"}

_SAID_ELSEWHERE = {"reading-load"}
"""Pages that show minutes say themselves when they are too many."""


class Doubt(NamedTuple):
    """Something doubtful: where, by name, with the page to mend it on; what was seen; why it is kept, if it is."""

    address: str
    where: list[str]
    option: str
    tag: str
    language: str
    message: str
    kept: str
    keep_address: str


class Doubts(NamedTuple):
    """All that one rule doubts, why, and what was published about it."""

    title: str
    reason: str
    works: tuple[Work, ...]
    doubts: list[Doubt]


def of_scenario(scenario: Scenario, bank: Bank) -> list[Doubts]:
    """Return what is doubtful in a scenario, rule by rule."""
    return _grouped(lint_scenario(scenario, bank, clock.now().date()), bank, {scenario.key: scenario})


def of_step(scenario: Scenario, step_key: str, bank: Bank) -> list[Doubts]:
    """Return what is doubtful in one step."""
    findings = lint_step(scenario.step(step_key), scenario, bank, clock.now().date())
    return _grouped(findings, bank, {scenario.key: scenario})


def of_quiz(quiz: Quiz, bank: Bank) -> list[Doubts]:
    """Return what is doubtful in a quiz and all that it asks."""
    return _grouped(lint_quiz(quiz, bank, clock.now().date()), bank, bank.scenarios)


def _grouped(findings: Sequence[Finding], bank: Bank, scenarios: dict[str, Scenario]) -> list[Doubts]:
    told = [finding for finding in findings if finding.rule not in _SAID_ELSEWHERE]
    found = []
    for _rule, group in groupby(sorted(told, key=lambda finding: finding.rule), key=lambda finding: finding.rule):
        same = list(group)
        doubts = [_doubt(finding, bank, scenarios) for finding in same]
        found.append(Doubts(gettext(same[0].title), gettext(same[0].reason), same[0].literature, doubts))
    return found


def _doubt(finding: Finding, bank: Bank, scenarios: dict[str, Scenario]) -> Doubt:
    kind, _space, key = finding.place.document.partition(" ")
    place, where, option = finding.place, [], ""
    address = keep = url_for(f"studio.{_ENDPOINTS[kind]}", key=key)
    if kind == "scenario":
        keep = url_for("studio.edit_scenario", key=key)
        where.append(localised(scenarios[key].title))
        if place.step:
            address = keep = url_for("studio.edit_step", key=key, step_key=place.step)
            where.append(step_names(scenarios[key])[place.step])
            option = _option(place, scenarios[key])
    else:
        documents = {**bank.quizzes} if kind == "quiz" else {**bank.controls}
        where.append(localised(documents[key].title))
    tongue = str(_LANGUAGES.get(place.language, place.language))
    message = gettext(finding.message) % dict(finding.values)
    keep = "" if kind == "control" else f"{keep}#kept_on_purpose{'-chapter' if place.step or kind == 'quiz' else ''}"
    return Doubt(address, where, option, place.language, tongue, message, finding.kept, keep)


def _option(place: Place, scenario: Scenario) -> str:
    question = scenario.step(place.step).question
    parts = {part.key: part.texts for part in question.answer_parts()} if question else {}
    tag = place.language or language()
    return " – ".join(text.in_language(tag) for text in parts.get(place.option, ()))
