"""Every text of a document has a field, by which authors are told of it, and a name that they know."""

import pytest
from flask import Flask
from pydantic import BaseModel

from questions.files import read_bank
from questions.release import Bank
from questions.translations import text_at
from training.forms.parts import DocumentForm, texts_by_place
from training.studio.editing import documents
from training.studio.editing.places import name_place
from training.studio.forms.incident import ControlForm, IncidentForm
from training.studio.forms.quiz import QuizForm
from training.studio.forms.scenario import ScenarioForm, StepForm


@pytest.fixture(scope="module")
def bank() -> Bank:
    return read_bank()


def fields_of(form: type[DocumentForm], part: BaseModel, place: str = "") -> dict[str, list[str]]:
    """Map the places of the texts in a form to what stands there."""
    shown = form(formdata=None, data=documents.fields_for(part))
    return {at: sorted(field.texts.values()) for at, field in texts_by_place(shown, place) if field.piece()}


@pytest.mark.parametrize(
    ("form", "folder"), [(IncidentForm, "incidents"), (ControlForm, "controls"), (QuizForm, "quizzes")]
)
def test_texts_of_a_document_stand_where_its_form_says(
    asked: Flask, bank: Bank, form: type[DocumentForm], folder: str
) -> None:
    for document in getattr(bank, folder).values():
        for place, words in fields_of(form, document).items():
            text = text_at(document, place) or text_at(document, f"{place}[0]")
            assert text, f"{document.key}: {place}"
            assert all(any(word in one for one in words) for word in text.root.values())


def test_texts_of_a_case_stand_where_its_forms_say_and_have_names(asked_in: str, bank: Bank) -> None:
    scenario = bank.scenarios["mis-sent-invitation"]
    places = [*fields_of(ScenarioForm, scenario)]
    for step in scenario.steps:
        places += fields_of(StepForm, step, f"steps[{step.key}]")
    for place in places:
        (first,) = [first for first in ("", "[0]", "[0][0]") if text_at(scenario, place + first)]
        name = name_place(f"{place}{first}.en", [scenario])
        assert (name.step is not None) == place.startswith("steps")
        assert str(name).endswith({"ja": "英語", "en": "English"}[asked_in]), place
