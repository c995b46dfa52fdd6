"""What is left to do in steps that were proposed, and what their sentences rest on."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from flask import url_for

from questions.drafts.origin import Cited
from questions.drafts.placeholders import Placeholder, placeholders
from questions.drafts.unfinished import as_proposed, obstacles_in
from questions.incident import Incident
from questions.scenario import Scenario, Step
from questions.text import texts_in
from training.i18n import language, localised
from training.studio import vocabulary


class Source(NamedTuple):
    """A fact that something rests on, and where authors find it."""

    text: str
    address: str


class Sentence(NamedTuple):
    """A proposed sentence in the language of the page, and its facts; none: it was invented."""

    text: str
    sources: list[Source]


class State(NamedTuple):
    """What is left to do in a step: whether anybody has edited the draft, and the placeholders."""

    as_proposed: bool
    placeholders: list[Placeholder]


def sentences(step: Step, incident: Incident | None) -> list[Sentence]:
    """List the proposed sentences that still stand in a step, in the language of the page; of one fact, together."""
    if step.draft is None:
        return []
    tag = language()
    said = "\n".join(_spaced(text.in_language(tag)) for text in texts_in(step))
    standing = [each for each in step.draft.sentences if each.language == tag and _spaced(each.text) in said]
    between = "" if tag == "ja" else " "
    return [
        Sentence(text, _sources(facts, incident))
        for facts, group in groupby(standing, key=lambda each: each.facts)
        for text in _texts(list(group), between)
    ]


def _texts(group: list[Cited], between: str) -> list[str]:
    texts = [each.text for each in group]
    return [between.join(texts)] if group[0].facts else texts


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _sources(keys: Sequence[str], incident: Incident | None) -> list[Source]:
    if incident is None:
        return []
    address = url_for("studio.edit_incident", key=incident.key)
    listed = {fact.key: Source(localised(fact.text), f"{address}#facts-{n}") for n, fact in enumerate(incident.facts)}
    return [listed[key] for key in keys if key in listed]


def states(scenario: Scenario) -> dict[str, State]:
    """Map the steps that are unfinished, and the empty key for what stands before them, to what is left to do."""
    parts: dict[str, Any] = {"": scenario.model_copy(update={"steps": []})}
    parts |= {step.key: step for step in scenario.steps}
    found = {key: state_of(part) for key, part in parts.items()}
    return {key: state for key, state in found.items() if state.as_proposed or state.placeholders}


def readiness(scenario: Scenario) -> dict[str, Any]:
    """Tell whether nothing proposed is unfinished for learners who read the language of the page, and name that."""
    tag = language()
    return {"is_ready": not any(obstacles_in(scenario, [tag])), "language_name": vocabulary.language_name(tag)}


def next_unfinished(scenario: Scenario, key: str) -> str:
    """Return the key of the unfinished step that comes behind the step `key`, else of the first one; empty for none."""
    keys = [step.key for step in scenario.steps]
    place = keys.index(key) if key in keys else -1
    unfinished = states(scenario)
    return next((other for other in (*keys[place + 1 :], *keys[: max(place, 0)]) if other in unfinished), "")


def state_of(part: Step | Scenario) -> State:
    """Return what is left to do in a part, its placeholders in the language of the page or else in another."""
    found = placeholders(part)
    own = [each for each in found if each.language == language()]
    return State(isinstance(part, Step) and as_proposed(part), own or found)


def of_step(step: Step, incident: Incident | None) -> dict[str, Any]:
    """Return what the page of a step shows of its draft."""
    return {"unfinished": state_of(step), "proposed": sentences(step, incident)}
