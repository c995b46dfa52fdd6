"""Forms that are sent twice, as by going back in the browser: what they say is stored once."""

from collections.abc import Iterator
from typing import Any, TypeVar

from questions.canonical import Json, plain
from questions.text import Document, Part
from training.forms.keys import as_key
from training.studio import queries

D = TypeVar("D", bound=Document)
_NAMES = ("key", "uid")


def find_stored(form: Any, document: D) -> D | None:
    """Return the document that was made of this form already; None when it is sent for the first time.

    It is one that began with the same words since the form was opened, whatever became of it. A short name that was
    typed asks for that very one.
    """
    typed = as_key(form.short_name.data or "", most_words=20)
    firsts = queries.list_first_editions(type(document), form.opened_at.time())
    same = (one for one in firsts if typed in ("", one.key) and is_same(one, document))
    stored = (queries.find_document(type(document), one.key) for one in same)
    return next((now.document for now in stored if now), None)


def is_same(one: Part, other: Part) -> bool:
    """Tell whether two parts say the same, whatever they and what is in them are named by their keys."""
    return _unnamed(one) == _unnamed(other)


def _unnamed(part: Part) -> Json:
    """Return a part without its name and its place, and the names in it by the order in which they come."""
    value = {name: inner for name, inner in plain(part).items() if name not in ("key", "next")}
    names: dict[str, str] = {}
    for name in _names(value):
        names.setdefault(name, f"name {len(names)}")
    return _renamed(value, names)


def _names(value: Json) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (str(value[name]) for name in _NAMES if name in value)
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _names(inner)


def _renamed(value: Json, names: dict[str, str]) -> Json:
    if isinstance(value, dict):
        return {name: _renamed(inner, names) for name, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, names) for inner in value]
    return names.get(value, value) if isinstance(value, str) else value
