"""What is new in a quiz since its newest release, in words that an author can check."""

from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from questions.control import Control
from questions.incident import Incident
from questions.quiz import Quiz, ReleaseDocument
from questions.scenario import Scenario, Step
from training.i18n import localised


class Change(NamedTuple):
    """One difference: `what` is added, changed, question-changed or removed; the keys tell where, as far as given."""

    what: str
    kind: str
    document: Quiz | Scenario | Incident | Control
    step: Step | None = None


_SENTENCES: dict[tuple[str, str], Any] = {
    ("step", "added"): _l("New step in “%(title)s”: %(step)s"),
    ("step", "removed"): _l("Removed step in “%(title)s”: %(step)s"),
    ("step", "question-changed"): _l(
        "Changed story, exhibits or question in “%(title)s”: %(step)s. Its statistics begin anew."
    ),
    ("step", "changed"): _l("Changed feedback or texts around the question in “%(title)s”: %(step)s"),
    ("scenario", "added"): _l("New scenario: %(title)s"),
    ("scenario", "removed"): _l("Removed scenario: %(title)s"),
    ("scenario", "changed"): _l("Changed title, introduction or order of steps: %(title)s"),
    ("incident", "changed"): _l("Changed incident: %(title)s"),
    ("control", "changed"): _l("Changed control: %(title)s"),
    ("quiz", "changed"): _l("Changed title, summary, sittings or pass mark of the quiz"),
}


def in_words(change: Change) -> str:
    """Return a difference as a sentence in the language of this page."""
    label = change.step.moment.label if change.step else None
    names = {"title": localised(change.document.title), "step": localised(label) if label else ""}
    return str(_SENTENCES[change.kind, change.what]) % names


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
