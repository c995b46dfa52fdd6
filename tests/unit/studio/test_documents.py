"""A document goes into a form and comes back the same; what is wrong stands beside its field."""

from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from pydantic import BaseModel
from wtforms import Form

from questions import exhibits
from questions.control import Citation, Control
from questions.files import read_bank
from questions.incident import Cause, Fact, Impact, Incident, Source, TimelineEntry
from questions.kinds import KINDS
from questions.quiz import Quiz
from questions.release import Bank
from questions.scenario import Moment, Scenario, Step, WhatHappened
from tests.factories import documents as small
from tests.unit.studio.sending import Sent, sent
from training.forms.parts import DocumentForm
from training.kinds import EDITOR_FORMS
from training.studio.editing import documents, scenarios
from training.studio.forms import incident as incident_forms
from training.studio.forms import scenario as scenario_forms
from training.studio.forms.exhibits import EXHIBITS
from training.studio.forms.incident import ControlForm, IncidentForm
from training.studio.forms.quiz import QuizForm
from training.studio.forms.scenario import ScenarioForm, StepForm

PAPERS: dict[str, type[BaseModel]] = {
    "email": exhibits.Email,
    "chat": exhibits.Chat,
    "phone": exhibits.Phone,
    "invoice": exhibits.Invoice,
    "log": exhibits.Log,
    "webpage": exhibits.Webpage,
    "document": exhibits.Paper,
}
MIRRORS: list[tuple[type[Form], type[BaseModel], set[str]]] = [
    (IncidentForm, Incident, {"key"}),
    (ControlForm, Control, {"key"}),
    (QuizForm, Quiz, {"key"}),
    (ScenarioForm, Scenario, {"key", "steps"}),
    (StepForm, Step, {"draft"}),
    (incident_forms.SourceForm, Source, set()),
    (incident_forms.FactForm, Fact, set()),
    (incident_forms.TimelineForm, TimelineEntry, set()),
    (incident_forms.ImpactForm, Impact, set()),
    (incident_forms.CauseForm, Cause, set()),
    (incident_forms.CitationForm, Citation, set()),
    (scenario_forms.MomentForm, Moment, set()),
    (scenario_forms.WhatHappenedForm, WhatHappened, set()),
    *((EDITOR_FORMS[kind], model, set()) for kind, model in KINDS.items()),
    *((EXHIBITS[kind], model, set()) for kind, model in PAPERS.items()),
]


@pytest.fixture(scope="module")
def bank() -> Bank:
    return read_bank()


def survives(form: type[DocumentForm], model: type[BaseModel], document: Any) -> None:
    shown = form(formdata=None, data=documents.fields_for(document))
    back = form(formdata=sent(shown))
    assert documents.read(back, model, {"key": document.key}) == document, (document.key, back.errors)


@pytest.mark.parametrize(
    ("form", "model", "name"),
    [(IncidentForm, Incident, "incidents"), (ControlForm, Control, "controls"), (QuizForm, Quiz, "quizzes")],
)
def test_every_shipped_document_survives_its_form(
    asked: Flask, bank: Bank, form: type[DocumentForm], model: type[BaseModel], name: str
) -> None:
    for document in getattr(bank, name).values():
        survives(form, model, document)


def test_every_shipped_step_survives_its_form(asked: Flask, bank: Bank) -> None:
    for scenario in bank.scenarios.values():
        for step in scenario.steps:
            survives(StepForm, Step, step)


@pytest.mark.parametrize(("form", "model", "elsewhere"), MIRRORS, ids=lambda value: getattr(value, "__name__", ""))
def test_no_part_of_a_document_lacks_a_field(
    asked: Flask, form: type[Form], model: type[BaseModel], elsewhere: set[str]
) -> None:
    fields = set(form()._fields) - {"edition", "csrf_token"}
    assert set(model.model_fields) - {"schema_version"} - elsewhere <= fields


def step_fields(**changed: str) -> Sent:
    """Return what the form of a good single-choice step sends, with some fields changed."""
    step = Step.model_validate(small.step("open", small.single("q-000001"), None))
    fields = sent(StepForm(formdata=None, data=documents.fields_for(step)))
    for name, value in changed.items():
        fields[name.replace("__", "-")] = value
    return fields


def errors_at(form: Any, path: str) -> list[str]:
    field = form
    for part in path.split("."):
        place = getattr(field, "form", field)
        field = field.entries[int(part)] if part.isdecimal() else place[part]
    return list(field.errors)


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"story__ja": "", "story__en": " "}, "story"),
        ({"moment__date": "9 May 2019"}, "moment.date"),
        ({"question__options__0__points": "much"}, "question.options.0.points"),
        ({"question__options__1__points": "1.5"}, "question.options.1.points"),
        ({"question__options__0__points": "0"}, "question.options"),
        ({"question__options__2__text__ja": "\x07", "question__options__2__text__en": ""}, "question.options.2.text"),
        ({"question__prompt__ja": "a\ud800b"}, "question.prompt"),
        ({"question__family-own": "二つの語"}, "question.family"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_in_the_page_s_language(
    asked_in: str, changed: dict[str, str], path: str
) -> None:
    scenario = small.bank().scenarios["first-a"]
    form = StepForm(formdata=step_fields(**changed))
    assert scenarios.read_step(form, scenario, "open") is None
    (message,) = errors_at(form, path)
    assert any(character > "\u3000" for character in message) == (asked_in == "ja")
    assert form.errors.keys() == {path.split(".", maxsplit=1)[0]}


def test_what_was_typed_stays_as_it_was_typed(asked: Flask) -> None:
    form = StepForm(formdata=step_fields(question__options__0__points="ｍuch", story__ja=" <b>\r\n "))
    scenarios.read_step(form, small.bank().scenarios["first-a"], "open")
    assert form.question.form.options.entries[0].form.points.data == "ｍuch"
    assert form.story.texts["ja"] == " <b>\n "


def test_full_width_figures_are_figures(asked: Flask) -> None:
    form = StepForm(formdata=step_fields(question__options__1__points="０．５"))
    written = scenarios.read_step(form, small.bank().scenarios["first-a"], "open")
    assert written
    question = written.scenario.step("open").question
    assert question
    assert question.grade(("send",)) == Fraction(1, 2)


def test_the_same_words_in_both_languages_become_neutral_and_other_languages_are_kept(asked: Flask) -> None:
    form = StepForm(formdata=step_fields(story__ja="PCI", story__en="PCI", tomorrow__others='{"fr": "Demain"}'))
    written = scenarios.read_step(form, small.bank().scenarios["first-a"], "open")
    assert written
    assert written.scenario.step("open").story.root == {"und": "PCI"}
    assert written.scenario.step("open").tomorrow.root["fr"] == "Demain"  # type: ignore[union-attr]


def test_lines_that_do_not_pair_are_refused(asked: Flask) -> None:
    control = documents.fields_for(small.control())
    fields = sent(ControlForm(formdata=None, data=control))
    fields["requirements-ja"] = "一つ目\r\n二つ目"
    form = ControlForm(formdata=fields)
    assert documents.read(form, Control, {"key": "check-the-address"}) is None
    assert form.requirements.errors


def test_an_answer_leading_to_a_step_that_is_gone_is_told(asked_in: str) -> None:
    form = StepForm(formdata=step_fields(question__options__1__next="gone"))
    assert scenarios.read_step(form, small.bank().scenarios["first-a"], "open") is None
    (message,) = form.form_errors
    assert "gone" in message
    assert ("場面" in message) == (asked_in == "ja")
