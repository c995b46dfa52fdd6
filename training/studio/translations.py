"""Texts that are older than another language of them: followed at every save, until somebody has looked at them."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, func, select

from questions.text import Document
from questions.translations import Older, find_older
from training.extensions import db
from training.models import OlderText
from training.studio import queries
from training.studio.records import name_of

Marks = Mapping[str, Collection[str]]


class Still(NamedTuple):
    """A place and a language that an author has found right as it is."""

    place: str
    language: str


def follow(document: Document, text_before: str, edition: int) -> None:
    """Mark what a new edition leaves older, and take the marks off what it brings up to date."""
    model = type(document)
    rows = {Still(row.place, row.language): row for row in _list_rows(model, document.key)}
    marked: Older = {}
    for place, language in rows:
        marked.setdefault(place, set()).add(language)
    found = find_older(queries.read(model, text_before), document, marked)
    now = {Still(place, language) for place, languages in found.items() for language in languages}
    for still, row in rows.items():
        if still not in now:
            db.session.delete(row)
    for place, language in sorted(now - rows.keys()):
        mark = OlderText(kind=name_of(model), document_key=document.key, place=place, language=language)
        mark.edition = edition
        db.session.add(mark)


def accept(model: type[Document], key: str, stills: Iterable[Still]) -> None:
    """Take the marks off what an author has found right."""
    for place, language in stills:
        here = (OlderText.place == place) & (OlderText.language == language)
        db.session.execute(delete(OlderText).where(_of(model, key), here))


def map_older(model: type[Document], key: str) -> dict[str, dict[str, int]]:
    """Map places of a document to the languages that are older there, with the edition since which they are."""
    found: dict[str, dict[str, int]] = {}
    for row in _list_rows(model, key):
        found.setdefault(row.place, {})[row.language] = row.edition
    return found


def count_older() -> dict[tuple[str, str], int]:
    """Map kind and key of documents to how many of their texts are older in a language, if any is."""
    counted = select(OlderText.kind, OlderText.document_key, func.count())
    rows = db.session.execute(counted.group_by(OlderText.kind, OlderText.document_key))
    return {(kind, key): number for kind, key, number in rows}


def _list_rows(model: type[Document], key: str) -> Iterable[OlderText]:
    return db.session.scalars(
        select(OlderText).where(_of(model, key)).order_by(OlderText.place, OlderText.language)
    ).all()


def _of(model: type[Document], key: str) -> ColumnElement[bool]:
    return (OlderText.kind == name_of(model)) & (OlderText.document_key == key)
