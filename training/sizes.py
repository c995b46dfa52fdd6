"""How much a request may hold: little, but for pages where whole documents or sealed envelopes are handed in."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., object])

_BYTES = "__takes_bytes__"


def takes(number: int) -> Callable[[View], View]:
    """Let a view take requests of so many bytes, in a file or in one text."""

    def stamp(view: View) -> View:
        setattr(view, _BYTES, number)
        return view

    return stamp


def _widen() -> None:
    number = getattr(current_app.view_functions.get(request.endpoint or ""), _BYTES, None)
    if number:
        request.max_content_length = max(number, request.max_content_length or 0)
        request.max_form_memory_size = max(number, request.max_form_memory_size or 0)


def init_app(app: Flask) -> None:
    """Widen the limits of marked views before anything reads the request."""
    app.before_request(_widen)
