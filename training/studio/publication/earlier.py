"""Earlier editions of a document: what each says, what its save changed, and what was reworded since."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from questions.aligning import align
from questions.control import Control
from questions.folders import kind_of
from questions.incident import Incident
from questions.quiz import Documents, Quiz
from questions.release import Bank
from questions.scenario import Scenario, Step
from questions.text import Document
from training.errors import NotFound
from training.i18n import localised
from training.studio import queries
from training.studio.publication import changes, edition_queries, full_text

Editions = Mapping[tuple[str, int], Scenario]
"""Scenarios as they were, by key and edition."""


class Turns(NamedTuple):
    """The names of the steps that a save added, took out and changed."""

    added: list[str]
    removed: list[str]
    changed: list[str]


class OldStep(NamedTuple):
    """A step as an earlier edition says it; `is_gone` where the scenario has it no more."""

    step: Step
    is_gone: bool


class Earlier(NamedTuple):
    """An edition: what it says, who saved it and when, what that changed, and the steps that are otherwise now."""

    document: Any
    edition: int
    at: datetime
    by: str
    changes: list[changes.Chapter] | None
    """None for the first edition, and where the one before it is not kept any more."""
    text: full_text.Chapter
    otherwise: list[OldStep]
    is_present: bool
    """Whether the document says the same now."""


def map_editions(saves: Collection[tuple[str, int]]) -> Editions:
    """Map these editions of scenarios, and those before them, to what they said, as far as that is kept."""
    wanted = {(key, number) for key, edition in saves for number in (edition, edition - 1)}
    texts = edition_queries.map_texts("scenario", wanted)
    return {name: queries.read(Scenario, text) for name, text in texts.items()}


def turns_of(editions: Editions, key: str, edition: int) -> Turns | None:
    """Return what a save did to the steps; None where it is not kept what the scenario said before or after it."""
    before, now = editions.get((key, edition - 1)), editions.get((key, edition))
    if now is None or (before is None and edition > 1):
        return None
    turns = Turns([], [], [])
    for pair in align(before.steps if before else [], now.steps):
        step = pair.now or pair.before
        if pair.before != pair.now and step:
            told = turns.added if pair.before is None else turns.removed if pair.now is None else turns.changed
            told.append(localised(step.moment.label))
    return turns


def get_earlier(model: type[Document], key: str, edition: int, bank: Bank) -> Earlier:
    """Return an edition of a document; raise NotFound when there is none, or it is not kept what it said."""
    kind = kind_of(model)
    row, now = edition_queries.find_save(kind, key, edition), bank.of_kind(kind).get(key)
    texts = edition_queries.map_texts(kind, [(key, edition), (key, edition - 1)])
    kept: dict[int, Any] = {number: queries.read(model, text) for (_key, number), text in texts.items()}
    then, before = kept.get(edition), kept.get(edition - 1)
    if row is None or then is None or now is None:
        raise NotFound
    whole = _alone(then, bank)
    told = changes.in_words(_alone(before, bank), whole) if before else None
    text, by = full_text.of(then, whole), row.display_name or ""
    return Earlier(then, edition, row.saved_at, by, told, text, _otherwise(then, now), then == now)


def _otherwise(then: Document, now: Document) -> list[OldStep]:
    """List the steps of a scenario that it has otherwise, or no more."""
    present = {step.key: step for step in (now.steps if isinstance(now, Scenario) else [])}
    steps = then.steps if isinstance(then, Scenario) else []
    return [OldStep(step, step.key not in present) for step in steps if present.get(step.key) != step]


def _alone(document: Document, bank: Bank) -> Documents:
    """Return a document with what names the parts that stand in it, and no more."""
    controls = [*bank.controls.values()]
    match document:
        case Quiz():
            return Documents(quiz=document, scenarios=[*bank.scenarios.values()], controls=controls)
        case Scenario():
            incident = bank.incidents.get(document.incident)
            return Documents(scenarios=[document], incidents=[incident] if incident else [], controls=controls)
        case Incident():
            return Documents(incidents=[document], controls=controls)
        case Control():
            return Documents(controls=[document])
    raise NotImplementedError(type(document))
