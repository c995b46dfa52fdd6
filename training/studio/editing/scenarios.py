"""A scenario as authors change it, step by step; every change yields a whole, valid scenario."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from questions.canonical import plain
from questions.paths import faults, paths
from questions.reading import sitting_minutes
from questions.release import Bank
from questions.scenario import Scenario, Step
from training.errors import NotFound
from training.forms.keys import new_key
from training.forms.pieces import LANGUAGES
from training.i18n import localised
from training.studio import messages, queries
from training.studio.editing import documents, flow, resent
from training.studio.editing.keys import new_uid
from training.studio.forms.scenario import NewScenarioForm, StepForm


class Written(NamedTuple):
    """A scenario after one of its steps was written, and the key of that step."""

    scenario: Scenario
    step_key: str


def get_step(scenario: Scenario, key: str) -> Step:
    """Return a step; raise NotFound when the scenario has none of that key."""
    for step in scenario.steps:
        if step.key == key:
            return step
    raise NotFound


class Place(NamedTuple):
    """Where a question is written: a scenario and a step."""

    key: str
    step_key: str


def find_place(scenario_key: str, question_uid: str) -> Place | None:
    """Return where a published question is written now; None when its scenario does not ask it any more."""
    now = queries.find_document(Scenario, scenario_key)
    asking = [step.key for step in now.document.steps if step.uid == question_uid] if now else []
    return Place(scenario_key, asking[0]) if asking else None


def read_new(form: NewScenarioForm, key: str) -> Scenario | None:
    """Return the new scenario with its first step; None when errors stand in the form."""
    data = documents.content(form)
    opening = data.pop("opening")
    step: dict[str, Any] = {"key": new_key(form.opening.form.label.texts["en"], (), "step"), "moment": {}}
    if "label" in opening:
        step["moment"]["label"] = opening["label"]
    if "story" in opening:
        step["story"] = opening["story"]
    return documents.validate(form, Scenario, {**data, "key": key, "steps": [step]})


def read_step(form: StepForm, scenario: Scenario, key: str) -> Written | None:
    """Return the scenario with the step `key` as the form says it; None when errors stand in the form."""
    whole = documents.fields_for(scenario)
    place = [step.key for step in scenario.steps].index(get_step(scenario, key).key)
    kept = whole["steps"][place].get("draft")
    whole["steps"][place] = {**_step_data(form, key), "draft": kept}
    changed = documents.validate(form, Scenario, whole, skip=2)
    return Written(changed, key) if changed else None


def read_new_step(form: StepForm, scenario: Scenario, after: str) -> Written | None:
    """Return the scenario with a new step behind the one named `after`, or at its beginning; None on errors."""
    taken = {step.key for step in scenario.steps}
    key = new_key(form.moment.form.label.texts["en"], taken, "step")
    step = documents.validate(form, Step, _step_data(form, key))
    if step is None:
        return None
    whole = _with_steps(scenario, flow.insert(scenario.steps, step, after))
    changed = documents.validate(form, Scenario, whole)
    return Written(changed, key) if changed else None


def find_same(written: Written, scenario: Scenario) -> Step | None:
    """Return the step of a scenario that says what the one just written says: its form was sent twice."""
    sent = written.scenario.step(written.step_key)
    return next((step for step in scenario.steps if resent.is_same(step, sent)), None)


def _step_data(form: StepForm, key: str) -> dict[str, Any]:
    data = documents.content(form)
    if "question" in data:
        data["question"].setdefault("uid", new_uid())
    return {**data, "key": key}


def _with_steps(scenario: Scenario, steps: Sequence[Step]) -> dict[str, Any]:
    return {**documents.fields_for(scenario), "steps": [documents.fields_for(step) for step in steps]}


def with_moved_step(scenario: Scenario, key: str, by: int) -> tuple[Scenario, bool]:
    """Return the scenario with a step one place up (-1) or down (1), and whether the way through it changed, too."""
    get_step(scenario, key)
    steps, relinked = flow.move(scenario.steps, key, by)
    return Scenario.model_validate(_with_steps(scenario, steps)), relinked


def with_placed_step(scenario: Scenario, key: str, after: str) -> tuple[Scenario, bool]:
    """Return the scenario with a step behind another, or first, and whether the way through it changed, too."""
    get_step(scenario, key)
    steps, relinked = flow.place(scenario.steps, key, after or None)
    return Scenario.model_validate(_with_steps(scenario, steps)), relinked


def without_step(scenario: Scenario, key: str) -> Scenario:
    """Return the scenario without a step; what led to it leads to where it led."""
    get_step(scenario, key)
    return Scenario.model_validate(_with_steps(scenario, flow.remove(scenario.steps, key)))


def with_earlier_step(scenario: Scenario, then: Scenario, key: str) -> Scenario:
    """Return the scenario with a step as an earlier edition says it; where it is gone, it is led to again.

    Ways to steps that are gone lead on as these did. Raise pydantic's ValidationError when both do not fit together.
    """
    steps, order = {step.key: step for step in scenario.steps}, [step.key for step in then.steps]
    step, ways = get_step(then, key), {one.key: plain(one) for one in then.steps}
    for gone in {target for target in step.following() if target} - steps.keys() - {key}:
        step = flow.led_to(step, gone, flow.left_of(gone, ways, {*steps, key}))
    names = list(steps)
    if key not in steps:
        before = [name for name in order[: order.index(key)] if name in steps]
        names.insert(names.index(before[-1]) + 1 if before else 0, key)
    steps[key] = step
    joined = Scenario.model_validate(_with_steps(scenario, [steps[name] for name in names]))
    return Scenario.model_validate(flow.led_again(plain(then), plain(scenario), plain(joined)))


def remarks(scenario: Scenario) -> list[str]:
    """List what is wrong with the ways through a scenario."""
    return [messages.of_fault(fault, step_names(scenario)) for fault in faults(scenario)]


def step_names(scenario: Scenario) -> dict[str, str]:
    """Map the keys of steps to what the story calls their moments."""
    return {step.key: localised(step.moment.label) for step in scenario.steps}


def minutes(scenario: Scenario, bank: Bank) -> dict[str, float]:
    """Return the counted minutes of the sitting in each language; nothing while there are too many ways to count."""
    if paths(scenario).are_too_many:
        return {}
    rules = {control.key: control.rule for control in bank.controls.values()}
    return {tag: sitting_minutes(scenario, rules, tag) for tag in LANGUAGES}
