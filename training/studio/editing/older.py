"""Texts that are older than another language of them, as authors are told of them."""

from collections.abc import Collection
from typing import NamedTuple

from questions.comparing import Stretch, compare_words
from questions.quiz import ReleaseDocument
from questions.release import Bank
from questions.scenario import Step
from questions.text import Document, LocalisedText
from questions.translations import text_at
from training.forms.parts import texts_by_place
from training.studio import queries, translations
from training.studio.editing import documents
from training.studio.editing.labels import FORMS
from training.studio.editing.pages import form_of
from training.studio.editing.places import Named, name_place


class Mark(NamedTuple):
    """A language that is older at a place: what it is older than, and how that was changed."""

    place: str
    language: str
    source: str
    stretches: list[Stretch]


class Left(NamedTuple):
    """A place that is older somewhere in a bank, with the page to mend it on."""

    document: Document
    name: Named
    address: str


def list_marks(now: queries.Edited[Document]) -> list[Mark]:
    """List what is older in a document, with what has changed in the other language since it was not."""
    model, key = type(now.document), now.document.key
    rows = queries.list_older(model, key)
    before = translations.map_unmarked(model, key, rows)
    found = []
    for row in rows:
        text, then = text_at(now.document, row.place), before.get(row.edition)
        source = next((tag for tag in text.root if tag != row.language), "") if text else ""
        old = text_at(then, row.place) if then else None
        found.append(Mark(row.place, row.language, source, _changed(old, text, source)))
    return found


def _changed(old: LocalisedText | None, now: LocalisedText | None, tag: str) -> list[Stretch]:
    """Compare what a language said with what it says; nothing where it is not known what it said."""
    if old is None or now is None or tag not in old.root or old.root[tag] == now.root.get(tag):
        return []
    return compare_words(old.root[tag], now.root[tag])


def list_left(
    kinds_and_keys: Collection[tuple[str, str]], bank: Bank, languages: Collection[str] | None = None
) -> list[Left]:
    """List every place that is older in these documents of the bank, given by kind and key; in `languages`, or any."""
    anchors: dict[str, dict[str, str]] = {}
    found = []
    rows = queries.list_older_in(kinds_and_keys)
    for row in (row for row in rows if languages is None or row.language in languages):
        document = bank.of_kind(row.kind)[row.document_key]
        name = name_place(f"{row.place}.{row.language}", [document])
        page = form_of(row.kind, row.document_key, name.step.key if name.step else "")
        if page not in anchors:
            anchors[page] = _ids_of_fields(document, name.step)
        ids = anchors[page].items()
        field = next((id_ for at, id_ in ids if row.place == at or row.place.startswith(f"{at}[")), "")
        found.append(Left(document, name, f"{page}#{field}" if field else page))
    return found


def _ids_of_fields(document: Document, step: Step | None) -> dict[str, str]:
    """Map the places of the texts of that form to the ids of their fields."""
    part, place = (step, f"steps[{step.key}]") if step else (document, "")
    form = FORMS[type(part)](formdata=None, data=documents.fields_for(part))
    return {at: field.id for at, field in texts_by_place(form, place)}


def list_in_release(document: ReleaseDocument, bank: Bank) -> list[Left]:
    """List every place that is older in what a quiz would publish: in its languages alone."""
    parts: list[tuple[str, Document]] = [("quiz", document.quiz)]
    parts += [("scenario", scenario) for scenario in (*document.scenarios, *document.pooled)]
    parts += [("incident", incident) for incident in document.incidents]
    parts += [("control", control) for control in document.controls]
    return list_left([(kind, part.key) for kind, part in parts], bank, document.quiz.languages)
