"""All that a release says, for somebody who has to answer for every word of it: each text in its languages."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from questions.changes import Change, changes
from questions.quiz import Documents, ReleaseDocument
from questions.scenario import Scenario
from questions.text import NEUTRAL
from training.i18n import localised
from training.studio.editing import labels
from training.studio.editing.values import listed
from training.studio.publication.naming import KINDS, Names, languages_of

_CELLS = " | "


class Entry(NamedTuple):
    """A text by language (under the empty one where it has none), or the words of a setting under the empty one."""

    label: str
    texts: dict[str, str]


class Block(NamedTuple):
    """What belongs together, such as an option with its feedback; `heading` is empty for what stands alone."""

    heading: str
    entries: list[Entry]


class Passage(NamedTuple):
    """What stands in a step, or outside the steps when `place` is None."""

    place: tuple[str, str] | None
    heading: str
    blocks: list[Block]


class Chapter(NamedTuple):
    """One document of the release: its kind, its title, and its passages in order."""

    kind: str
    title: str
    passages: list[Passage]


def shown(release: ReleaseDocument) -> dict[str, Any]:
    """Return what a page needs to show every word of a release."""
    return {"document": release, "chapters": chapters(release), "languages": languages_of(release.quiz)}


def of(document: Any, release: Documents) -> Chapter:
    """Return everything that one document of a release says."""
    return Chapter(str(KINDS[type(document)]), localised(document.title), [*_passages(document, release)])


def chapters(release: ReleaseDocument) -> list[Chapter]:
    """Return everything that the release says: the quiz, its scenarios step by step, incidents and controls."""
    parts: list[Any] = [release.quiz, *release.scenarios, *release.pooled, *release.incidents, *release.controls]
    return [of(part, release) for part in parts]


def _passages(document: Any, release: Documents) -> Iterator[Passage]:
    names = Names(document, release)
    if not isinstance(document, Scenario):
        yield Passage(None, "", _blocks(document, names))
        return
    yield Passage(None, "", _blocks(document.model_copy(update={"steps": []}), names))
    for step in document.steps:
        yield Passage((document.key, step.key), localised(step.moment.label), _blocks(step, names))


def _blocks(part: Any, names: Names) -> list[Block]:
    by_place = groupby(changes(None, part), lambda change: [(spot.field, spot.number) for spot in change.way])
    found = [_said(type(part), way, [*group], names) for way, group in by_place]
    blocks = []
    for _around, group in groupby(found, lambda one: one[0]):
        said = [*group]
        blocks.append(Block(said[0][1], [entry for _way, _heading, entry in said]))
    return blocks


def _said(document: Any, way: list[Any], said: list[Change], names: Names) -> tuple[list[Any], str, Entry]:
    """Return the way around a place, what authors call that, and what stands there in every language."""
    place = labels.place_of(document, said[0].way)
    *around, label = place.labels
    known = {**place.choices, **names.of(said[0].way[-1].field)}
    return way[:-1], labels.LINK.join(around), Entry(label, _texts(said, known))


def _texts(said: list[Change], known: Mapping[str, Any]) -> dict[str, str]:
    """Map languages to texts; the cells of a row stand in one line, and one that has no language stands in all."""
    tags = dict.fromkeys(change.language for change in said if change.language not in ("", NEUTRAL)) or {"": None}
    words = [(change.language, labels.LINK.join(listed(change.new, known))) for change in said]
    return {tag: _CELLS.join(text for own, text in words if own in (tag, "", NEUTRAL)) for tag in tags}
