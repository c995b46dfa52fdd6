"""Which translations are older than their source: one language of a text was changed and another was not."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from questions.aligning import align, parts_of, place_of
from questions.text import NEUTRAL, LocalisedText

Older = dict[str, set[str]]
"""Places of texts, such as `steps[open].story`, with the languages that are older there."""


class PlacedText(NamedTuple):
    """A text now, its place, and its place and words in the edition before as far as it stood there."""

    place: str
    text: LocalisedText
    place_before: str
    before: LocalisedText | None


def find_older(before: BaseModel, now: BaseModel, marked: Mapping[str, Collection[str]]) -> Older:
    """Return what is older in `now`, when `marked` was older in the edition before it."""
    found = {
        one.place: _older(one.before, one.text, {*marked.get(one.place_before, ())})
        for one in _texts(before, now)
        if one.before is not None
    }
    return {place: tags for place, tags in found.items() if tags}


def text_at(document: BaseModel, place: str) -> LocalisedText | None:
    """Return the text that stands at a place; None when there is none."""
    part = part_at(document, place)
    return part if isinstance(part, LocalisedText) else None


def part_at(document: BaseModel, place: str) -> Any:
    """Return what stands at a place; None when there is nothing."""
    part: Any = document
    for name in parts_of(place):
        if isinstance(part, list):
            at = place_of(part, name)
            part = None if at is None else part[at]
        else:
            fields = type(part).model_fields if isinstance(part, BaseModel) else {}
            part = next((getattr(part, own) for own, field in fields.items() if name in (own, field.alias)), None)
    return part


def _older(before: LocalisedText, now: LocalisedText, marked: set[str]) -> set[str]:
    """Follow one text: whoever edits a language that was older brings it up to date."""
    old, new = before.root, now.root
    if NEUTRAL in new or NEUTRAL in old:
        return set()
    changed = {tag for tag in new if tag in old and new[tag] != old[tag]}
    added = new.keys() - old.keys()
    left = (marked & new.keys()) - changed - added
    return left | (new.keys() - changed - added) if changed - marked else left


def _texts(before: object, now: object, place: str = "", place_before: str = "") -> Iterator[PlacedText]:
    """Yield every text of a document beside what stood there before, wherever its part has moved to."""
    if isinstance(now, LocalisedText):
        yield PlacedText(place, now, place_before, before if isinstance(before, LocalisedText) else None)
    elif isinstance(now, BaseModel):
        for name, field in type(now).model_fields.items():
            part = field.alias or name
            places = (f"{at}.{part}".lstrip(".") for at in (place, place_before))
            yield from _texts(getattr(before, name, None), getattr(now, name), *places)
    elif isinstance(now, list):
        yield from _texts_in_list(before if isinstance(before, list) else [], now, place, place_before)


def _texts_in_list(before: list[object], now: list[object], place: str, place_before: str) -> Iterator[PlacedText]:
    for pair in align(before, now, guess=True):
        if pair.now is not None:
            places = (f"{place}[{pair.name or pair.new}]", f"{place_before}[{pair.name or pair.old}]")
            yield from _texts(pair.before, pair.now, *places)
