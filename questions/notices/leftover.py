"""What authors made of a notice that is not stored any more: put into words of ours, or laid over a new reading."""

from collections.abc import Iterable
from typing import NamedTuple

from questions.incident import Span
from questions.notices.desk import Desk, Entry, free_key
from questions.notices.drafting import sentence
from questions.notices.pieces import find


class Resting(NamedTuple):
    """A text, and the desk whose entries rest on it."""

    text: str
    desk: Desk


class BroughtOver(NamedTuple):
    """A new reading with what the author made of the old one, and the entries that it has no place for."""

    desk: Desk
    left_out: list[Entry]


def in_own_words(entries: Iterable[Entry], language: str) -> Resting:
    """Write down entries, each in a line of its own on which it rests; nothing of the notice's wording."""
    lines: list[str] = []
    resting: list[Entry] = []
    at = 0
    for entry in entries:
        said = (sentence(entry) or {}).get(language) or entry.value
        place = Span(start=at, end=at + len(said))
        resting.append(entry.model_copy(update={"text": said, "places": (place,)}))
        lines.append(said)
        at = place.end + 1
    return Resting("\n".join(lines), Desk(entries=tuple(resting)))


def bring_over(fresh: Desk, mine: Iterable[Entry], text: str) -> BroughtOver:
    """Lay an author's entries over the desk of the same notice, read anew: what was typed counts."""
    mine = list(mine)
    typed = {entry.key: entry for entry in mine if not entry.is_own}
    entries = [_with(entry, typed[entry.key]) if entry.key in typed else entry for entry in fresh.entries]
    desk, present = fresh.model_copy(update={"entries": tuple(entries)}), {entry.key for entry in entries}
    left_out = []
    for entry in mine:
        if entry.key in present and not entry.is_own:
            continue
        place = find(text, entry.text)
        if place is None:
            left_out.append(entry)
            continue
        key = free_key(desk, entry.kind)
        own = entry.model_copy(update={"key": key, "text": text[place.start : place.end], "places": (place,)})
        desk = desk.model_copy(update={"entries": (*desk.entries, own)})
    return BroughtOver(desk, left_out)


def _with(entry: Entry, typed: Entry) -> Entry:
    return entry.model_copy(update={"value": typed.value, "detail": typed.detail or entry.detail, "kept": typed.kept})
