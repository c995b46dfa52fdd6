"""What stands around an option, a question or a step that a rule looks at, and what the linter says then."""

import datetime
from typing import Any

from questions.lint import Finding, lint_bank, lint_quiz, lint_scenario
from questions.release import Bank
from questions.scenario import Scenario
from tests.factories import documents as small

TODAY = datetime.date(2026, 11, 23)

Told = list[tuple[str, str]]


def question(options: list[str], language: str, right: int = 0, prompt: str = "", **more: Any) -> small.Data:
    """Return a single choice of these texts in one language."""
    made = [
        {
            "key": f"o{number}",
            "text": {language: text},
            "points": int(number == right),
            "feedback": {language: f"What {number} leads to." if language == "en" else f"{number}の結果です。"},
        }
        for number, text in enumerate(options)
    ]
    asked = prompt or {"en": "What now?", "ja": "どうしますか。"}[language]
    return {"uid": "q-lint0001", "kind": "single_choice", "prompt": {language: asked}, "options": made, **more}


def scenario(step: small.Data, **more: Any) -> Scenario:
    """Return a scenario of one step."""
    made = small.scenario("case", [step]).model_dump(mode="json", by_alias=True, exclude_none=True)
    return Scenario.model_validate({**made, **more})


def bank(*scenarios: Scenario) -> Bank:
    """Return the small bank with these scenarios."""
    made = small.bank()
    made.scenarios.update({each.key: each for each in scenarios})
    return made


def told(rule: str, step: small.Data, made: Bank | None = None) -> list[Finding]:
    """List what one rule says about a step."""
    findings = lint_scenario(scenario(step), made or bank(), TODAY)
    return [finding for finding in findings if finding.rule == rule]


def told_of_options(rule: str, options: list[str], language: str, right: int = 0, **more: Any) -> Told:
    """List option and language of what one rule says about these options."""
    step = small.step("only", question(options, language, right, **more), None)
    return [(finding.place.option, finding.place.language) for finding in told(rule, step)]


def told_of_quiz(rule: str, made: Bank, key: str = "quiz-a") -> list[Finding]:
    """List what one rule says about a quiz."""
    return [finding for finding in lint_quiz(made.quizzes[key], made, TODAY) if finding.rule == rule]


def told_of_bank(rule: str, made: Bank) -> list[Finding]:
    """List what one rule says about a bank."""
    return [finding for finding in lint_bank(made, TODAY) if finding.rule == rule]
