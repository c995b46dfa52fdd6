"""In which fields of the studio's forms some words stand, so that an author is led to them."""

from typing import NamedTuple

from questions.folders import kind_of
from questions.lint.exposures import event_in
from questions.redaction.gate import Event
from questions.redaction.plain import plain
from questions.release import Bank
from questions.scenario import Scenario, Step
from questions.text import NEUTRAL, Document
from training.forms.parts import texts_by_place
from training.forms.pieces import Texts
from training.studio.editing import documents
from training.studio.editing.labels import FORMS
from training.studio.editing.pages import form_of
from training.studio.editing.places import Named, name_place

Place = tuple[Named, str, str, Texts]
"""A field by its labels, its address in the studio, its place in the document, and what stands in it."""


class Field(NamedTuple):
    """A field by the labels that lead to it, and the address at which its form shows it."""

    name: str
    address: str


class Whereabouts:
    """Finds the fields; the texts of each form are collected once."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._texts: dict[tuple[str, str], list[Place]] = {}

    def find(self, document: Document, step: Step | None, words: str, language: str = "") -> list[Field]:
        """Return the fields of a step, or of what stands outside the steps, in which words stand in that language.

        What may be named under what really happened is looked for in play alone.
        """
        sought, own = plain(words), "" if language == NEUTRAL else language
        spared = f"steps[{step.key}].what_happened" if step and self._may_be_named(document, words) else None
        found = [
            Field(str(name._replace(language=own)), address)
            for name, address, at, texts in self._texts_of(document, step)
            if not (spared and at.startswith(spared))
            and any(sought in plain(text) for tag, text in texts.items() if own in ("", tag))
        ]
        return list(dict.fromkeys(found))

    def _may_be_named(self, document: Document, words: str) -> bool:
        event = event_in(document.incident, self._bank) if isinstance(document, Scenario) else Event()
        return words in event.organisation or words in event.parties

    def _texts_of(self, document: Document, step: Step | None) -> list[Place]:
        kind, key = kind_of(type(document)), step.key if step else ""
        at = (form_of(kind, document.key), key)
        if at not in self._texts:
            self._texts[at] = list(_texts_of(document, step, form_of(kind, document.key, key)))
        return self._texts[at]


def _texts_of(document: Document, step: Step | None, page: str) -> list[Place]:
    part, place = (step, f"steps[{step.key}]") if step else (document, "")
    form = FORMS[type(part)](formdata=None, data=documents.fields_for(part))
    found = []
    for at, field in texts_by_place(form, place):
        name = name_place(at, [document])
        labels = name.labels[1:] if step else name.labels
        found.append((name._replace(labels=labels), f"{page}#{field.id}", at, field.data))
    return found
