"""Counted reading time: 500 Japanese characters or 200 English words a minute, 20 seconds a decision."""

import re

from questions.paths import paths
from questions.quiz import ReleaseDocument
from questions.scenario import Scenario, Step
from questions.text import LocalisedText, texts_in

CHARACTERS_A_MINUTE = 500
WORDS_A_MINUTE = 200
DECISION_MINUTES = 20 / 60
SITTING_MINUTES = 10

_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f々〆]")
_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z'’.,:/@-]*")


def minutes_of_text(text: str) -> float:
    """Return the minutes that reading `text` takes; a mixed text counts its characters and its words."""
    return len(_JAPANESE.findall(text)) / CHARACTERS_A_MINUTE + len(_WORD.findall(text)) / WORDS_A_MINUTE


def is_too_long(minutes: float) -> bool:
    """Tell whether a sitting takes longer than it may, as far as the minutes that are told show it."""
    return round(minutes, 1) > SITTING_MINUTES


def _minutes(texts: list[LocalisedText], language: str) -> float:
    return sum(minutes_of_text(text.in_language(language)) for text in texts)


def step_minutes(step: Step, rules: dict[str, LocalisedText], language: str) -> float:
    """Return the minutes for a step with the longest feedback that one answer can show, and its decision."""
    before = texts_in([step.moment, step.role, step.story, step.exhibits])
    after = texts_in([step.what_happened, step.tomorrow]) + [rules[key] for key in step.controls if key in rules]
    total = _minutes(before + after, language)
    if step.question:
        feedback = step.question.feedback_texts()
        total += _minutes([text for text in texts_in(step.question) if text not in feedback], language)
        total += max((_minutes([text], language) for text in feedback), default=0) + DECISION_MINUTES
    return total


def longest_way(scenario: Scenario, rules: dict[str, LocalisedText], language: str) -> list[str]:
    """Return the steps of the way that takes longest, each once. `rules` maps control keys to their one sentence."""
    return paths(scenario).longest({step.key: step_minutes(step, rules, language) for step in scenario.steps})


def sitting_minutes(scenario: Scenario, rules: dict[str, LocalisedText], language: str) -> float:
    """Return the minutes for the longest way through a scenario."""
    longest = longest_way(scenario, rules, language)
    reading = _minutes([scenario.intro, scenario.role], language)
    return reading + sum(step_minutes(scenario.step(key), rules, language) for key in longest)


def release_minutes(release: ReleaseDocument, language: str) -> list[float]:
    """Return the minutes of each sitting of a release; of a draw, those of the longest questions it may take."""
    rules = {control.key: control.rule for control in release.controls}
    pools = {pool.section: pool for pool in release.pools}
    minutes = []
    for number, section in enumerate(release.quiz.sections):
        if section.scenario:
            minutes.append(sitting_minutes(release.scenario_by_key[section.scenario], rules, language))
        elif section.draw:
            each = [step_minutes(release.step(*ref), rules, language) for ref in pools[number].refs]
            minutes.append(sum(sorted(each, reverse=True)[: section.draw.count]))
    return minutes
