"""An entry that an author adds by words of the notice."""

from questions.notices.desk import DETAILS, LONGEST_VALUE, Desk, Entry, Kind, free_key, is_sound
from questions.notices.laying_out import lay_out
from questions.notices.pieces import find
from questions.notices.reader import read
from questions.text import Part

LONGEST_WORDS = 1_000


class Wanted(Part):
    """What shall be added: its kind, words as they stand in the notice, and about where."""

    kind: Kind
    words: str
    near: int = 0


class NotThere(Exception):
    """The notice does not say these words."""


class NotSuch(Exception):
    """The words are none of that kind: no date, no number."""


def added(desk: Desk, text: str, wanted: Wanted) -> Desk:
    """Return the desk with one entry more, its value read from the words; raise NotThere or NotSuch."""
    place = find(text, wanted.words[:LONGEST_WORDS], wanted.near)
    if place is None:
        raise NotThere
    words = text[place.start : place.end]
    like = next((entry for entry in lay_out(read(words)).entries if entry.kind is wanted.kind), None)
    details = DETAILS.get(wanted.kind, ("",))
    value, detail = (like.value, like.detail) if like else (_as_value(wanted.kind, words), details[0])
    if not is_sound(wanted.kind, value, detail):
        raise NotSuch
    entry = Entry(
        key=free_key(desk, wanted.kind), kind=wanted.kind, text=words, value=value, detail=detail, places=(place,)
    )
    return desk.model_copy(update={"entries": (*desk.entries, entry)})


def _as_value(kind: Kind, words: str) -> str:
    return "other" if kind is Kind.DATA else words[:LONGEST_VALUE].strip()
