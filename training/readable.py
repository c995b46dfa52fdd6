"""What no page can make sense of, refused before any view sees it."""

from collections.abc import Iterator

from flask import Flask, abort, request
from werkzeug.datastructures import MultiDict

_NUL = "\x00"


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
        yield from _all(request.form)


def _all(fields: MultiDict[str, str]) -> Iterator[str | None]:
    for name, value in fields.items(multi=True):
        yield name
        yield value


def init_app(app: Flask) -> None:
    """Answer 400 to whatever holds a NUL."""
    app.before_request(_refuse_nul)
