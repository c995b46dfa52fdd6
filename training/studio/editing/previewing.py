"""A step with what is needed to show it, whatever is still missing around it."""

from typing import NamedTuple

from questions.quiz import Quiz, ReleaseDocument, Section
from questions.release import Bank
from questions.scenario import Scenario, Step
from training.forms.pieces import LANGUAGES
from training.studio.editing.scenarios import get_step, minutes


class Previewed(NamedTuple):
    """A step to be looked at, with the parts of its document; what it names in vain is left out and listed."""

    document: ReleaseDocument
    scenario: Scenario
    step: Step
    minutes: dict[str, float]
    missing: list[str]


def preview(scenario: Scenario, key: str, bank: Bank) -> Previewed:
    """Return a step with what is needed to show it, even while its scenario can't be published yet."""
    step = get_step(scenario, key)
    incident = bank.incidents.get(scenario.incident)
    facts = {fact.key for fact in incident.facts} if incident else set()
    named = step.what_happened.facts if step.what_happened else []
    missing = [name for name in named if name not in facts]
    missing += [name for name in step.controls if name not in bank.controls]
    happened = step.what_happened and step.what_happened.model_copy(
        update={"facts": [name for name in named if name in facts]}
    )
    controls = [name for name in step.controls if name in bank.controls]
    shown = step.model_copy(update={"what_happened": happened, "controls": controls})
    document = ReleaseDocument(
        quiz=_quiz_around(scenario),
        scenarios=[scenario],
        incidents=[incident] if incident else [],
        controls=[bank.controls[name] for name in controls],
    )
    return Previewed(document, scenario, shown, minutes(scenario, bank), missing)


def _quiz_around(scenario: Scenario) -> Quiz:
    return Quiz(
        key=scenario.key,
        title=scenario.title,
        summary=scenario.intro,
        audience=scenario.audience,
        languages=list(LANGUAGES),
        sections=[Section(scenario=scenario.key)],
        pass_mark=0,
    )
