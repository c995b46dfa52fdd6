"""Texts that are older than another language of them: followed at every save, until somebody has looked at them."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from sqlalchemy import delete, tuple_

from questions.aligning import parts_of
from questions.folders import kind_of
from questions.scenario import Scenario
from questions.text import Document
from questions.translations import Older, find_older, text_at
from training.extensions import db
from training.models import OlderText
from training.studio import queries

D = TypeVar("D", bound=Document)


class Still(NamedTuple):
    """A place and a language that an author has found right as it is."""

    place: str
    language: str


def follow(before: Document, document: Document, edition: int) -> None:
    """Mark what a new edition leaves older, and take the marks off what it brings up to date."""
    model = type(document)
    rows = {Still(row.place, row.language): row for row in queries.list_older(model, document.key)}
    marked: Older = {}
    for place, language in rows:
        marked.setdefault(place, set()).add(language)
    found = find_older(before, document, marked)
    now = {Still(place, language) for place, languages in found.items() for language in languages}
    unmarked = map_unmarked(model, document.key, rows.values())
    now -= {still for still, row in rows.items() if _is_as_before(document, row.place, unmarked.get(row.edition))}
    for still, row in rows.items():
        if still not in now:
            db.session.delete(row)
    for place, language in sorted(now - rows.keys()):
        mark = OlderText(kind=kind_of(model), document_key=document.key, place=place, language=language)
        mark.edition = edition
        db.session.add(mark)


def map_unmarked(model: type[D], key: str, rows: Iterable[OlderText]) -> dict[int, D]:
    """Map the editions in which texts of a document were marked to what it said just before, as far as that is kept."""
    kept = queries.map_editions_of(model, key, [row.edition - 1 for row in rows])
    return {edition + 1: document for edition, document in kept.items()}


def _is_as_before(document: Document, place: str, then: Document | None) -> bool:
    """Tell whether a text says again what it said before it was marked."""
    return bool(then and text_at(then, place) == text_at(document, place))


def accept(model: type[Document], key: str, stills: Iterable[Still]) -> None:
    """Take the marks off what an author has found right."""
    if found := {(place, language) for place, language in stills}:
        here = tuple_(OlderText.place, OlderText.language).in_(sorted(found))
        same = (OlderText.kind == kind_of(model), OlderText.document_key == key)
        db.session.execute(delete(OlderText).where(*same, here))


def count_in_steps(key: str) -> Counter[str]:
    """Count the places in each step of a scenario that are older; what is outside the steps counts under nothing."""
    found: Counter[str] = Counter()
    for row in queries.list_older(Scenario, key):
        first, *rest = parts_of(row.place)
        found[rest[0] if first == "steps" else ""] += 1
    return found
