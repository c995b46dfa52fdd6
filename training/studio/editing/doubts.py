"""What the linter doubts, as an author reads it: in the language of the page, with the page to mend it on."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from flask_babel import gettext

from questions.control import Control
from questions.incident import Incident
from questions.lint import Finding, Place, Work, lint_control, lint_incident, lint_quiz, lint_scenario, lint_step
from questions.quiz import Quiz
from questions.release import Bank
from questions.scenario import Scenario
from training import dates
from training.i18n import language, localised
from training.studio import vocabulary
from training.studio.editing.pages import form_of, page_of
from training.studio.editing.scenarios import step_names
from training.studio.editing.whereabouts import Field, Whereabouts

_SAID_ELSEWHERE = {"reading-load"}
"""Pages that show minutes say themselves when they are too many."""


class Doubt(NamedTuple):
    """Something doubtful: where, by name, with the page to mend it on; what was seen; why it is kept, if it is.

    `fields` are those in which words stand that publication is refused for.
    """

    address: str
    where: list[str]
    option: str
    tag: str
    language: str
    message: str
    kept: str
    keep_address: str
    fields: list[Field]


class Doubts(NamedTuple):
    """All that one rule doubts, why, and what was published about it; `blocks` while publication is refused for it.

    `is_needed` where that can't be kept on purpose either.
    """

    title: str
    reason: str
    works: tuple[Work, ...]
    doubts: list[Doubt]
    blocks: bool
    is_needed: bool


def of_scenario(scenario: Scenario, bank: Bank) -> list[Doubts]:
    """Return what is doubtful in a scenario, rule by rule."""
    return _grouped(lint_scenario(scenario, bank, dates.today()), bank, {scenario.key: scenario})


def of_step(scenario: Scenario, step_key: str, bank: Bank) -> list[Doubts]:
    """Return what is doubtful in one step."""
    findings = lint_step(scenario.step(step_key), scenario, bank, dates.today())
    return _grouped(findings, bank, {scenario.key: scenario})


def of_quiz(quiz: Quiz, bank: Bank) -> list[Doubts]:
    """Return what is doubtful in a quiz and all that it asks."""
    return _grouped(lint_quiz(quiz, bank, dates.today()), bank, bank.scenarios)


def of_incident(incident: Incident, bank: Bank) -> list[Doubts]:
    """Return what must not be published as an incident says it."""
    return _grouped(lint_incident(incident), bank, {})


def of_control(control: Control, bank: Bank) -> list[Doubts]:
    """Return what is doubtful in a control."""
    return _grouped(lint_control(control, dates.today()), bank, {})


def of_head(quiz: Quiz, bank: Bank) -> list[Doubts]:
    """Return what is doubtful in a quiz itself."""
    findings = lint_quiz(quiz, bank, dates.today())
    return _grouped([finding for finding in findings if finding.place.document == f"quiz {quiz.key}"], bank, {})


def _grouped(findings: Sequence[Finding], bank: Bank, scenarios: dict[str, Scenario]) -> list[Doubts]:
    told = [finding for finding in findings if finding.rule not in _SAID_ELSEWHERE]
    found, whereabouts = [], Whereabouts(bank)
    for _rule, group in groupby(sorted(told, key=lambda finding: finding.rule), key=lambda finding: finding.rule):
        same = list(group)
        doubts = [_doubt(finding, bank, scenarios, whereabouts) for finding in same]
        blocks = any(finding.blocks for finding in same)
        titled = (gettext(same[0].title), gettext(same[0].reason))
        found.append(Doubts(*titled, same[0].literature, doubts, blocks, same[0].is_needed))
    return found


def _doubt(finding: Finding, bank: Bank, scenarios: dict[str, Scenario], whereabouts: Whereabouts) -> Doubt:
    kind, _space, key = finding.place.document.partition(" ")
    place, where, option = finding.place, [], ""
    document: Any = scenarios[key] if kind == "scenario" else bank.of_kind(kind)[key]
    step = document.step(place.step) if place.step else None
    address = page_of(kind, key, place.step)
    where.append(localised(document.title))
    if place.step:
        where.append(step_names(document)[place.step])
        option = _option(place, document)
    tongue = vocabulary.language_name(place.language)
    message = gettext(finding.message) % dict(finding.values)
    named = finding.words if finding.blocks and not finding.kept else ""
    fields = whereabouts.find(document, step, named, place.language) if named else []
    kept = (finding.kept, _keep_address(finding))
    return Doubt(address, where, option, place.language, tongue, message, *kept, fields)


def _keep_address(finding: Finding) -> str:
    """Return where an author answers a finding, the words that may be kept filled in; nowhere where it is needed."""
    if finding.is_needed:
        return ""
    kind, _space, key = finding.place.document.partition(" ")
    anchor = "kept_on_purpose" if kind == "scenario" and not finding.place.step else "kept_on_purpose-chapter"
    words = {"keep": finding.words} if finding.words else {}
    return f"{form_of(kind, key, finding.place.step, **words)}#{anchor}"


def _option(place: Place, scenario: Scenario) -> str:
    question = scenario.step(place.step).question
    parts = {part.key: part.texts for part in question.answer_parts()} if question else {}
    tag = place.language or language()
    return " – ".join(text.in_language(tag) for text in parts.get(place.option, ()))
