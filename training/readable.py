"""What no page can make sense of, refused before any view sees it."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from flask import Flask, abort, current_app, request
from werkzeug.datastructures import MultiDict

View = TypeVar("View", bound=Callable[..., object])

_NUL = "\x00"
_FIELDS = "__reads_nul_in__"


def reads_nul_in(*fields: str) -> Callable[[View], View]:
    """Let a view take a NUL in fields that hold pasted texts, and drop it: viewers of PDFs leave some there."""

    def stamp(view: View) -> View:
        setattr(view, _FIELDS, frozenset(fields))
        return view

    return stamp


def _refuse_nul() -> None:
    # No keyboard makes this character, PostgreSQL can't store or compare it, and SQLite would keep it in a name.
    # A part of a form whose name can't be read has none at all.
    if any(text is None or _NUL in text for text in _texts()):
        abort(400)


def _texts() -> Iterator[str | None]:
    yield request.path
    # Most requests hold neither, and making sure of that takes as long as signing a note.
    if request.query_string:
        yield from _all(request.args)
    if request.content_type:
        read: frozenset[str] = getattr(current_app.view_functions.get(request.endpoint or ""), _FIELDS, frozenset())
        yield from _all(request.form, read)


def _all(fields: MultiDict[str, str], read: frozenset[str] = frozenset()) -> Iterator[str | None]:
    for name, value in fields.items(multi=True):
        yield name
        if name not in read:
            yield value


def init_app(app: Flask) -> None:
    """Answer 400 to whatever holds a NUL."""
    app.before_request(_refuse_nul)
