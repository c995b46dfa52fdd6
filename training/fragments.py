"""Pieces of pages that are drawn once per language and kept; what belongs to one person stands in holes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from threading import Lock
from typing import Any, NamedTuple

from flask import Flask, current_app, request
from markupsafe import Markup, escape

from training.i18n import language

KEPT_CHARACTERS = 4_000_000
"""Of all fragments together; the ones used longest ago make room."""

_EDGE = "\x00"
"""Stands around the name of a hole: no published text holds it, and no request may."""


class _Fragment(NamedTuple):
    part: object
    pieces: tuple[str, ...]
    """Texts, and between them the names of the holes."""

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces))


_kept: OrderedDict[Hashable, _Fragment] = OrderedDict()
_lock = Lock()


def hole(name: str) -> Markup:
    """Return what stands in a fragment for something of one person's, which is filled in at every page."""
    return Markup(_EDGE + name + _EDGE)  # noqa: S704  # nosec B704  # a name of ours


def draw(template: str, **context: Any) -> Markup:
    """Return a template drawn with `context` alone, which is read faster than with what every page has."""
    # Templates escape what is put into them, as they do when they are included.
    return Markup(current_app.jinja_env.get_template(template).render(context))  # noqa: S704  # nosec B704


def fragment(
    template: str, part: object, variant: Hashable = None, fills: Mapping[str, object] | None = None, **context: Any
) -> Markup:
    """Return the template drawn with `context`, of which all must follow from `part`, `variant` and the language.

    `part` belongs to a document that never changes and is known by its identity, so no key can be forgotten. `fills`
    says what goes into the holes, each escaped unless it is markup.
    """
    return find(template, part, variant, fills or {}, lambda: context)


def find(
    template: str,
    part: object,
    variant: Hashable,
    fills: Mapping[str, object],
    context: Callable[[], Mapping[str, Any]],
) -> Markup:
    """Do what `fragment` does, but ask for the context only when the fragment is drawn anew."""
    return _filled(_pieces(template, part, variant, context), fills)


def several(
    template: str,
    part: object,
    names: Sequence[str],
    order: Iterable[str],
    context: Callable[[], Mapping[str, Any]],
) -> Markup:
    """Return what a template draws for each of `names`, one after the other with a `hole` behind it, in another order.

    `order` holds some of the names; all of the context must follow from `part`.
    """
    drawn = dict(zip(names, _pieces(template, part, None, context)[:-1:2], strict=True))
    return Markup("".join([drawn[name] for name in order]))  # as it was drawn  # noqa: S704  # nosec B704


def _pieces(
    template: str, part: object, variant: Hashable, context: Callable[[], Mapping[str, Any]]
) -> tuple[str, ...]:
    key = (template, language(), request.script_root, id(part), variant)
    with _lock:
        kept = _kept.get(key)
        if kept is not None and kept.part is part:
            _kept.move_to_end(key)
            return kept.pieces
    drawn = _Fragment(part, tuple(draw(template, **context()).split(_EDGE)))
    _keep(key, drawn)
    return drawn.pieces


def _filled(pieces: tuple[str, ...], fills: Mapping[str, object]) -> Markup:
    if len(pieces) == 1:
        return Markup(pieces[0])  # noqa: S704  # nosec B704  # as it was drawn
    filled = [escape(fills[piece]) if number % 2 else piece for number, piece in enumerate(pieces)]
    return Markup("".join(filled))  # noqa: S704  # nosec B704  # as it was drawn, and what is filled in is escaped


class _Room:
    """How many characters are kept."""

    taken = 0


def _keep(key: Hashable, drawn: _Fragment) -> None:
    with _lock:
        before = _kept.pop(key, None)
        _Room.taken += drawn.size - (before.size if before else 0)
        _kept[key] = drawn
        while _Room.taken > KEPT_CHARACTERS and _kept:
            _Room.taken -= _kept.popitem(last=False)[1].size


def forget() -> None:
    """Empty the memory; only needed by tests."""
    with _lock:
        _kept.clear()
        _Room.taken = 0


def init_app(app: Flask) -> None:
    """Offer `fragment` and `hole` to templates."""
    app.jinja_env.globals["fragment"] = fragment
    app.jinja_env.globals["hole"] = hole
