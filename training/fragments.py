"""Pieces of pages that are made of published texts alone: drawn once per language and kept in memory."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any, NamedTuple

from flask import Flask, current_app
from markupsafe import Markup

from training.i18n import language

KEPT_AT_MOST = 1_000
"""Some kilobytes each; the ones used longest ago make room."""


class _Fragment(NamedTuple):
    part: object
    html: Markup


_kept: OrderedDict[tuple[str, str, int, Hashable], _Fragment] = OrderedDict()


def fragment(template: str, part: object, variant: Hashable = None, **context: Any) -> Markup:
    """Return the template drawn with `context`, of which all must follow from `part`, `variant` and the language.

    `part` belongs to a document that never changes and is known by its identity, so no key can be forgotten.
    """
    key = (template, language(), id(part), variant)
    kept = _kept.get(key)
    if kept is not None and kept.part is part:
        _kept.move_to_end(key)
        return kept.html
    # Templates escape what is put into them, as they do when they are included.
    html = Markup(current_app.jinja_env.get_template(template).render(context))  # noqa: S704  # nosec B704
    _kept[key] = _Fragment(part, html)
    if len(_kept) > KEPT_AT_MOST:
        _kept.popitem(last=False)
    return html


def init_app(app: Flask) -> None:
    """Offer `fragment` to templates."""
    app.jinja_env.globals["fragment"] = fragment
