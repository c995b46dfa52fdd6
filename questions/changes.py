"""What differs between two releases of a quiz, part by part, down to the texts and settings that changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from questions.aligning import align, moved
from questions.control import Control
from questions.incident import Incident
from questions.quiz import Documents, Quiz
from questions.scenario import Scenario, Step
from questions.text import LocalisedText, Part

Fate = Literal["added", "removed", "changed"]

_NAMES_ONLY = frozenset({"schema_version", "key", "kind", "uid", "span"})
"""What parts are told apart by; nobody reads it."""


class Spot(NamedTuple):
    """A field on the way to what changed; of a list also the part that stands there, and its place from 1.

    `fate` tells what became of that part: whether it is there as a whole on one side only.
    """

    field: str
    part: Any = None
    number: int = 0
    fate: Fate = "changed"


class Change(NamedTuple):
    """A text (in one language) or a setting before and after; None where nothing stood or stands."""

    way: tuple[Spot, ...]
    language: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Changed:
    """A part of a release with all that changed in it; `step` is None for what stands outside the steps.

    `drawn` tells that the step is one that draws may take, `anew` that answers to the old and the new question can't
    be compared.
    """

    fate: Fate
    document: Quiz | Scenario | Incident | Control
    changes: list[Change]
    step: Step | None = None
    drawn: bool = False
    anew: bool = False


def compare_releases(old: Documents, new: Documents) -> list[Changed]:
    """List what differs: the rules of the quiz, then its scenarios step by step, then incidents and controls."""
    found = [_whole(old.quiz, new.quiz)]
    found += _in_scenarios(old.scenarios, new.scenarios, drawn=False)
    found += _in_scenarios(old.pooled, new.pooled, drawn=True)
    found += [_whole(pair.before, pair.now) for pair in align(old.incidents, new.incidents)]
    found += [_whole(pair.before, pair.now) for pair in align(old.controls, new.controls)]
    return [part for part in found if part.changes or part.anew]


def changes(old: Any, new: Any, way: tuple[Spot, ...] = ()) -> Iterator[Change]:
    """Yield the innermost places where two parts, texts, lists or values differ; either may be None."""
    if old == new:
        return
    either = new if old is None else old
    if isinstance(either, LocalisedText):
        yield from _in_texts(old, new, way)
    elif isinstance(either, list | tuple):
        yield from _in_lists(list(old or ()), list(new or ()), way)
    elif isinstance(either, Part):
        if old is not None and new is not None and type(old) is not type(new):
            # Each is told by the form of its own kind, after the two kinds themselves.
            yield Change((*way, Spot("kind")), "", getattr(old, "kind", None), getattr(new, "kind", None))
            yield from changes(old, None, (*way[:-1], way[-1]._replace(part=old, fate="removed")))
            yield from changes(None, new, (*way[:-1], way[-1]._replace(part=new, fate="added")))
        else:
            yield from _in_parts(old, new, way)
    else:
        yield Change(way, "", old, new)


def _whole(old: Any, new: Any) -> Changed:
    return Changed(_fate(old, new), new or old, list(changes(old, new)))


def _fate(old: Any, new: Any) -> Fate:
    return "added" if old is None else "removed" if new is None else "changed"


def _in_scenarios(old: Sequence[Scenario], new: Sequence[Scenario], *, drawn: bool) -> Iterator[Changed]:
    for one, other in ((pair.before, pair.now) for pair in align(old, new)):
        steps = align(one.steps if one else [], other.steps if other else [])
        now = other or one
        if now and not drawn:
            yield _whole(_head(one), _head(other))
            if orders := moved(steps):
                yield Changed("changed", now, [Change((Spot("steps"),), "", *orders)])
        if now:
            yield from (_step(now, pair.before, pair.now, drawn=drawn) for pair in steps)


def _step(scenario: Scenario, old: Any, new: Any, *, drawn: bool) -> Changed:
    is_both = old is not None and new is not None and (old.question or new.question)
    anew = bool(is_both and (old.uid, old.revision()) != (new.uid, new.revision()))
    return Changed(_fate(old, new), scenario, list(changes(old, new)), new or old, drawn, anew)


def _head(scenario: Scenario | None) -> Scenario | None:
    return scenario and scenario.model_copy(update={"steps": []})


def _in_texts(old: LocalisedText | None, new: LocalisedText | None, way: tuple[Spot, ...]) -> Iterator[Change]:
    before, now = old.root if old else {}, new.root if new else {}
    for tag in dict.fromkeys([*now, *before]):
        if before.get(tag) != now.get(tag):
            yield Change(way, tag, before.get(tag), now.get(tag))


def _in_parts(old: Part | None, new: Part | None, way: tuple[Spot, ...]) -> Iterator[Change]:
    either = new if old is None else old
    for name, field in type(either).model_fields.items() if either else ():
        if name in _NAMES_ONLY:
            continue
        before, now = (None if part is None else getattr(part, name) for part in (old, new))
        # What was just added says with its defaults only that nobody chose anything else.
        if (old is None or new is None) and (before or now) in (None, [], field.default):
            continue
        inner = now if now is not None else before
        spot = Spot(name, inner if isinstance(inner, Part) else None)
        yield from changes(before, now, (*way, spot))


def _in_lists(old: list[Any], new: list[Any], way: tuple[Spot, ...]) -> Iterator[Change]:
    items = [*old, *new]
    if not any(isinstance(item, Part | LocalisedText | list | tuple) for item in items):
        yield Change(way, "", old, new)
        return
    pairs = align(old, new)
    for pair in pairs:
        # Of a table, the row is what authors find a cell by.
        number = way[-1].number or pair.place + 1
        part = pair.now if pair.now is not None else pair.before
        spot = Spot(way[-1].field, part, number, _fate(pair.before, pair.now))
        yield from changes(pair.before, pair.now, (*way[:-1], spot))
    if orders := moved(pairs):
        yield Change(way, "", *orders)
