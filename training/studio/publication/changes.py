"""What differs between two releases of a quiz, in words that an author can check."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from questions.changes import Change, Changed, Spot, compare_releases
from questions.comparing import Stretch, compare_lists, compare_words, shorten
from questions.quiz import Documents
from questions.release import Bank
from questions.text import NEUTRAL, LocalisedText, Part
from training import kinds
from training.i18n import language, localised
from training.studio.editing import labels
from training.studio.editing.scenarios import step_names
from training.studio.editing.values import listed
from training.studio.forms.exhibits import EXHIBIT_NAMES
from training.studio.publication.naming import KINDS, Names
from training.studio.vocabulary import language_name

_WHOLE: Mapping[tuple[str, str], Any] = {
    ("Scenario", "added"): _l("This scenario is new."),
    ("Scenario", "removed"): _l("This scenario is taken out."),
    ("Incident", "added"): _l("This incident is new."),
    ("Incident", "removed"): _l("This incident is taken out."),
    ("Control", "added"): _l("This control is new."),
    ("Control", "removed"): _l("This control is taken out."),
}


_EXHIBIT: Mapping[str, Any] = {"added": _l("This exhibit is new."), "removed": _l("This exhibit is taken out.")}


class Line(NamedTuple):
    """One text or setting: what authors call its place, both wordings as one, and where it has one its language.

    Of an exhibit that came or went as a whole, `lines` are its texts.
    """

    place: str
    language: str
    stretches: list[Stretch]
    tag: str = ""
    lines: Sequence["Line"] = ()


class Passage(NamedTuple):
    """What changed in a step, or outside the steps when `heading` is empty; `fate` is added, removed or changed."""

    fate: str
    heading: str
    note: str
    address: str
    lines: list[Line]


class Chapter(NamedTuple):
    """What changed in one document: its kind and title, and its parts in order."""

    kind: str
    title: str
    passages: list[Passage]


def in_words(old: Documents, new: Documents, bank: Bank | None = None) -> list[Chapter]:
    """Return all differences, document by document; steps that `bank` still has lead to their preview."""
    found = []
    for (kind, _key), group in groupby(compare_releases(old, new), _whose):
        parts = list(group)
        passages = [_passage(part, Names(part.document, old, new), bank) for part in parts]
        found.append(Chapter(str(KINDS[kind]), localised(parts[-1].document.title), passages))
    return found


def _whose(part: Changed) -> tuple[type[Any], str]:
    return type(part.document), part.document.key


def _passage(part: Changed, names: Names, bank: Bank | None) -> Passage:
    lines = _lines(part, names)
    if part.step is None:
        note = _WHOLE.get((type(part.document).__name__, part.fate), "")
        return Passage(part.fate, "", str(note), "", lines)
    note = gettext("This is a new question now: its statistics begin anew.") if part.anew else ""
    return Passage(part.fate, _heading(part), note, _preview(part, bank), lines)


def _lines(part: Changed, names: Names) -> list[Line]:
    """Tell each change, and an exhibit that came or went as a whole in one line, with its texts below."""
    if part.fate != "changed":
        return _own_language_first([_line(part, change, names) for change in part.changes])
    found = []
    for way, group in groupby(part.changes, _to_whole_exhibit):
        lines = _own_language_first([_line(part, change, names) for change in group])
        if way:
            place = labels.LINK.join(labels.place_of(type(part.step or part.document), way).labels)
            said = str(_EXHIBIT[way[-1].fate])
            found.append(Line(place, "", compare_words(said, said), lines=lines))
        else:
            found += lines
    return found


def _to_whole_exhibit(change: Change) -> tuple[Spot, ...]:
    """Return the way to the exhibit around a change that is there on one side only; nothing where there is none."""
    for number, spot in enumerate(change.way, 1):
        if spot.fate in _EXHIBIT and getattr(spot.part, "kind", "") in EXHIBIT_NAMES:
            return change.way[:number]
    return ()


def _own_language_first(lines: list[Line]) -> list[Line]:
    """Let a text in the language of the page stand above the same text in others."""
    texts = groupby(lines, key=lambda line: line.place)
    return [line for _place, same in texts for line in sorted(same, key=lambda line: line.tag != language())]


def _heading(part: Changed) -> str:
    name = localised(part.step.moment.label) if part.step else ""
    if part.fate == "added":
        drawn = gettext("New question to draw: %(step)s", step=name)
        return drawn if part.drawn else gettext("New step: %(step)s", step=name)
    if part.fate == "removed":
        drawn = gettext("No longer drawn: %(step)s", step=name)
        return drawn if part.drawn else gettext("Step taken out: %(step)s", step=name)
    return name


def _preview(part: Changed, bank: Bank | None) -> str:
    key, step = part.document.key, part.step
    scenario = bank.scenarios.get(key) if bank else None
    if part.fate == "removed" or step is None or scenario is None or step.key not in step_names(scenario):
        return ""
    return url_for("studio.preview_step", key=key, step_key=step.key)


def _line(part: Changed, change: Change, names: Names) -> Line:
    document = type(part.step or part.document)
    place = labels.place_of(document, change.way)
    words = labels.LINK.join(place.labels)
    if change.language:
        tag = "" if change.language == NEUTRAL else change.language
        stretches = shorten(compare_words(change.old or "", change.new or ""))
        return Line(words, language_name(tag), stretches, tag)
    if change.way[-1].field == "kind":
        words = labels.LINK.join([*labels.place_of(document, change.way[:-1]).labels, gettext("Kind")])
        known = {**kinds.names(), **EXHIBIT_NAMES}
        return Line(words, "", compare_lists(listed(change.old, known), listed(change.new, known)))
    if _is_order(change):
        is_steps = change.way[0].field == "steps"
        words = gettext("Order of the steps") if is_steps else gettext("Order: %(place)s", place=words)
    known = {**place.choices, **names.of(change.way[-1].field)}
    return Line(words, "", compare_lists(listed(change.old, known), listed(change.new, known)))


def _is_order(change: Change) -> bool:
    return isinstance(change.new, list) and any(isinstance(item, Part | LocalisedText | list) for item in change.new)
