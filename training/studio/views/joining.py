"""The page for whoever saves second: what both changed at the same places, and what is joined by itself."""

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from questions.canonical import Json, plain
from questions.comparing import Stretch, compare_words
from questions.differences import differences, is_inside
from questions.scenario import Scenario
from questions.text import Document
from questions.translations import part_at, text_at
from training.forms.pieces import visible
from training.studio import queries
from training.studio.editing.joining import Clashing
from training.studio.editing.labels import words_of
from training.studio.editing.places import Named, name_place
from training.studio.editing.scenarios import step_names
from training.studio.forms.joining import JoiningForm

_NAMES_ONLY = {"key", "kind", "uid"}


class Version(NamedTuple):
    """What one of two has at a place: its words against those of before; nothing when it was taken out.

    `others` are the same text in further languages, each with its tag.
    """

    stretches: list[Stretch]
    lines: list[str]
    others: Sequence[tuple[str, str]] = ()


class Place(NamedTuple):
    """A place with both versions, and the row of the form that asks for a choice, if there is one."""

    name: Named
    theirs: Version
    mine: Version | None
    row: Any = None


def show_clashes(clashing: Clashing) -> Response:
    """Ask whose version stays at every place that both changed, carrying along the form that was sent."""
    form = JoiningForm.about(clashing.clashes, clashing.theirs.edition, JoiningForm())
    model = type(clashing.mine)
    page = render_template(
        "studio/show_clashes.html",
        form=form,
        document=clashing.mine,
        editor=queries.find_editor(model, clashing.mine.key),
        saved_at=clashing.theirs.updated_at,
        places=list(_places(clashing, form)),
        joined=list(_joined(clashing)),
        carried=list(_carried()),
        address=request.full_path.rstrip("?"),
    )
    return make_response(page, HTTPStatus.CONFLICT)


def _places(clashing: Clashing, form: JoiningForm) -> Iterator[Place]:
    documents = [clashing.mine, clashing.theirs.document, clashing.base]
    for clash, row in zip(clashing.clashes, form.clashes.entries, strict=True):
        names = _names(clash.place, documents)
        theirs, mine = (_version(clash.base, value, names) for value in (clash.theirs, clash.mine))
        theirs = theirs._replace(others=_others(clashing.theirs.document, clash.place))
        mine = mine._replace(others=_others(clashing.mine, clash.place))
        yield Place(name_place(clash.place, documents), theirs, mine, row.form)


def _others(document: Document, place: str) -> list[tuple[str, str]]:
    """Return what a text that clashes in one language says in the others."""
    whole, _dot, tag = place.rpartition(".")
    text = text_at(document, whole)
    return [(other, words) for other, words in text.root.items() if other != tag] if text else []


def _joined(clashing: Clashing) -> Iterator[Place]:
    """Yield what only the others changed."""
    for difference in differences(plain(clashing.base), plain(clashing.theirs.document)):
        if not any(is_inside(difference.place, clash.place) for clash in clashing.clashes):
            name = name_place(difference.place, [clashing.theirs.document, clashing.base])
            names = _names(difference.place, [clashing.theirs.document, clashing.base])
            yield Place(name, _version(difference.one, difference.other, names), None)


def _names(place: str, documents: Sequence[Document]) -> dict[str, str]:
    """Map the keys of steps, and of what stands in a list whose order is meant, to what authors call them."""
    found: dict[str, str] = {}
    for document in documents:
        items = part_at(document, place.removesuffix(" (order)")) if place.endswith(" (order)") else None
        found |= {item.key: words_of(item) for item in items or [] if hasattr(item, "key")}
        found |= step_names(document) if isinstance(document, Scenario) else {}
    return found


def _version(before: Json, value: Json, names: dict[str, str]) -> Version:
    if isinstance(value, str) and value not in names:
        return Version(compare_words(before if isinstance(before, str) else "", value), [])
    return Version([], list(_lines(value, names)))


def _lines(value: Json, names: dict[str, str]) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name not in _NAMES_ONLY:
                yield from _lines(item, names)
    elif isinstance(value, list):
        for item in value:
            yield from _lines(item, names)
    elif isinstance(value, bool):
        yield _("Yes") if value else _("No")
    elif value is not None:
        yield names.get(str(value), str(value))


def _carried() -> Iterator[tuple[str, str]]:
    """Yield the fields of the form that was sent, without those of this page."""
    for name, values in request.form.lists():
        if name != "csrf_token" and not name.startswith("join-"):
            for value in values:
                yield visible(name), visible(value)
