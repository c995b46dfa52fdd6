"""What is new in a quiz since its newest release, in words that an author can check."""

from typing import NamedTuple

from questions.quiz import ReleaseDocument
from questions.scenario import Scenario, Step
from questions.text import Document


class Change(NamedTuple):
    """One difference: `what` is added, changed, question-changed or removed; the keys tell where, as far as given."""

    what: str
    kind: str
    document: Document
    step: Step | None = None


def changes(old: ReleaseDocument | None, new: ReleaseDocument) -> list[Change]:
    """List the differences in the order of the quiz; nothing without an older release."""
    if old is None:
        return []
    found = [Change("changed", "quiz", new.quiz)] if old.quiz != new.quiz else []
    before = old.scenario_by_key
    for scenario in new.scenarios:
        if scenario.key not in before:
            found.append(Change("added", "scenario", scenario))
        else:
            found += _in_scenario(before[scenario.key], scenario)
    found += [Change("removed", "scenario", s) for s in old.scenarios if s.key not in new.scenario_by_key]
    found += [Change("changed", "incident", i) for i in new.incidents if old.incident_by_key.get(i.key, i) != i]
    found += [Change("changed", "control", c) for c in new.controls if old.control_by_key.get(c.key, c) != c]
    return found


def _in_scenario(old: Scenario, new: Scenario) -> list[Change]:
    before, now = {step.key: step for step in old.steps}, {step.key: step for step in new.steps}
    found = []
    if _head(old) != _head(new) or list(before) != list(now):
        found.append(Change("changed", "scenario", new))
    for key, step in now.items():
        if key not in before:
            found.append(Change("added", "step", new, step))
        elif before[key] != step:
            what = "changed" if before[key].revision() == step.revision() else "question-changed"
            found.append(Change(what, "step", new, step))
    return [*found, *(Change("removed", "step", new, step) for key, step in before.items() if key not in now)]


def _head(scenario: Scenario) -> Scenario:
    return scenario.model_copy(update={"steps": []})
