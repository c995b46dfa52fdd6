"""Earlier editions of a scenario: what each says, what its save changed, and what was taken out or reworded since."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from questions.aligning import align
from questions.quiz import ReleaseDocument
from questions.release import Bank
from questions.scenario import Scenario, Step
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

    scenario: Scenario
    edition: int
    at: datetime
    by: str
    changes: list[changes.Chapter] | None
    """None for the first edition, and where the one before it is not kept any more."""
    text: full_text.Chapter
    otherwise: list[OldStep]


def map_editions(saves: Collection[tuple[str, int]]) -> Editions:
    """Map these editions of scenarios, and those before them, to what they said, as far as that is kept."""
    wanted = {(key, number) for key, edition in saves for number in (edition, edition - 1)}
    texts = edition_queries.map_texts(wanted)
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


def get_earlier(key: str, edition: int, bank: Bank) -> Earlier:
    """Return an edition of a scenario; raise NotFound when there is none, or it is not kept what it said."""
    row, editions = edition_queries.find_save("scenario", key, edition), map_editions([(key, edition)])
    then, before, now = editions.get((key, edition)), editions.get((key, edition - 1)), bank.scenarios.get(key)
    if row is None or then is None or now is None:
        raise NotFound
    whole = _alone(then, bank)
    told = changes.in_words(_alone(before, bank), whole) if before else None
    present = {step.key: step for step in now.steps}
    otherwise = [OldStep(step, step.key not in present) for step in then.steps if present.get(step.key) != step]
    return Earlier(then, edition, row.saved_at, row.display_name or "", told, full_text.of(then, whole), otherwise)


def _alone(scenario: Scenario, bank: Bank) -> ReleaseDocument:
    """Return what a release of this scenario alone would hold: no more than names what stands in it."""
    incident = bank.incidents.get(scenario.incident)
    parts: dict[str, Any] = {"quiz": None, "scenarios": [scenario], "incidents": [incident] if incident else []}
    return ReleaseDocument.model_construct(**parts, controls=[*bank.controls.values()], pools=[], pooled=[])
