"""What is new in a quiz since its newest release, in words that an author can check."""

from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from questions.control import Control
from questions.incident import Incident
from questions.quiz import Quiz, ReleaseDocument
from questions.scenario import Scenario, Step
from training.i18n import localised


class Change(NamedTuple):
    """One difference: `what` is added, changed, question-changed or removed, of a quiz the field that changed.

    The kind `drawn` is a step that draws may take; the keys tell where, as far as given.
    """

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
    ("drawn", "added"): _l("New question to draw from, of “%(title)s”: %(step)s"),
    ("drawn", "removed"): _l("Question that is no longer drawn from, of “%(title)s”: %(step)s"),
}

QUIZ_FIELDS: dict[str, Any] = {
    "title": _l("Title"),
    "summary": _l("Summary"),
    "audience": _l("Audience"),
    "languages": _l("Languages"),
    "sections": _l("Sittings"),
    "pass_mark": _l("Pass mark"),
    "attempts_allowed": _l("Attempts allowed"),
    "waiting_hours": _l("Hours between two attempts"),
    "counts": _l("Which attempt counts"),
    "feedback": _l("When feedback is shown"),
    "certainty": _l("Certainty"),
    "time_limit_minutes": _l("Time limit in minutes"),
    "policy": _l("Text to acknowledge"),
    "practice": _l("Practice"),
    "kept_on_purpose": _l("Warnings kept on purpose"),
}


def in_words(change: Change) -> str:
    """Return a difference as a sentence in the language of this page."""
    if change.kind == "quiz":
        return str(_l("Changed in the quiz: %(field)s")) % {"field": QUIZ_FIELDS[change.what]}
    label = change.step.moment.label if change.step else None
    names = {"title": localised(change.document.title), "step": localised(label) if label else ""}
    return str(_SENTENCES[change.kind, change.what]) % names


def changes(old: ReleaseDocument | None, new: ReleaseDocument) -> list[Change]:
    """List the differences in the order of the quiz; nothing without an older release."""
    if old is None:
        return []
    found = [
        Change(name, "quiz", new.quiz) for name in QUIZ_FIELDS if getattr(old.quiz, name) != getattr(new.quiz, name)
    ]
    before, now = ({scenario.key: scenario for scenario in release.scenarios} for release in (old, new))
    for key, scenario in now.items():
        found += _in_scenario(before[key], scenario) if key in before else [Change("added", "scenario", scenario)]
    found += [Change("removed", "scenario", scenario) for key, scenario in before.items() if key not in now]
    found += _in_pools(old, new)
    found += [Change("changed", "incident", i) for i in new.incidents if old.incident_by_key.get(i.key, i) != i]
    found += [Change("changed", "control", c) for c in new.controls if old.control_by_key.get(c.key, c) != c]
    return found


def _in_scenario(old: Scenario, new: Scenario) -> list[Change]:
    is_same = _head(old) == _head(new) and [step.key for step in old.steps] == [step.key for step in new.steps]
    return [*([] if is_same else [Change("changed", "scenario", new)]), *_in_steps(old, new, "step")]


def _in_pools(old: ReleaseDocument, new: ReleaseDocument) -> list[Change]:
    """List what changed in the steps that draws take from, whose scenarios nobody plays."""
    before, now = ({scenario.key: scenario for scenario in release.pooled} for release in (old, new))
    found = []
    for scenario in {**before, **now}.values():
        nothing = _head(scenario)
        found += _in_steps(before.get(scenario.key, nothing), now.get(scenario.key, nothing), "drawn")
    return found


def _in_steps(old: Scenario, new: Scenario, kind: str) -> list[Change]:
    before, now = {step.key: step for step in old.steps}, {step.key: step for step in new.steps}
    found = []
    for key, step in now.items():
        if key not in before:
            found.append(Change("added", kind, new, step))
        elif before[key] != step:
            what = "changed" if before[key].revision() == step.revision() else "question-changed"
            found.append(Change(what, "step", new, step))
    return [*found, *(Change("removed", kind, new, step) for key, step in before.items() if key not in now)]


def _head(scenario: Scenario) -> Scenario:
    return scenario.model_copy(update={"steps": []})
