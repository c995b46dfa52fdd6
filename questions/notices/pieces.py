"""A notice as stretches of text, each with what rests on it, and the places of words."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from questions.incident import Span
from questions.notices.desk import Entry


class Piece(NamedTuple):
    """A stretch of the notice, the keys of the entries that rest on it, and of those that are met here first."""

    text: str
    keys: tuple[str, ...]
    first: tuple[str, ...] = ()
    is_aside: bool = False
    """Nothing was read from it."""


def pieces(text: str, entries: Iterable[Entry], aside: Iterable[Span] = ()) -> list[Piece]:
    """Cut a notice where entries, or what was set aside, begin or end; the pieces together are the text."""
    aside = [part for part in aside if part.start < len(text)]
    edges = {min(edge, len(text)) for part in aside for edge in (part.start, part.end)}
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for entry in entries:
        for place in entry.places:
            opening.setdefault(place.start, []).append(entry.key)
            closing.setdefault(min(place.end, len(text)), []).append(entry.key)
    cuts = sorted({0, len(text), *opening, *closing, *edges})
    result: list[Piece] = []
    open_keys: list[str] = []
    met: set[str] = set()
    for start, end in pairwise(cuts):
        for key in closing.get(start, ()):
            open_keys.remove(key)
        open_keys += opening.get(start, [])
        keys = tuple(dict.fromkeys(open_keys))
        first = tuple(key for key in keys if key not in met)
        is_aside = any(part.start <= start < part.end for part in aside)
        result.append(Piece(text[start:end], keys, first, is_aside))
        met.update(keys)
    return result


def find(text: str, words: str, near: int = 0) -> Span | None:
    """Return the place of `words` in the notice that is nearest to `near`; None when it does not say them."""
    words = words.strip()
    starts = [match.start() for match in re.finditer(re.escape(words), text)] if words else []
    if not starts:
        return None
    start = min(starts, key=lambda place: abs(place - near))
    return Span(start=start, end=start + len(words))
