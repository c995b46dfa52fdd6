"""Long forms fold: what is filled in is summed up, what is new, blank or wrong stands open."""

import pytest
from flask import Flask

from tests.factories import documents as small
from tests.unit.studio.sending import sent
from training.forms.folding import chapters_of, gist
from training.forms.parts import DocumentForm, Rows
from training.studio.editing import documents
from training.studio.forms.incident import ControlForm, IncidentForm
from training.studio.forms.quiz import QuizForm
from training.studio.forms.scenario import StepForm

NOT_WRITTEN = {"edition", "csrf_token", "key", "opened_at"}


def filled_incident() -> IncidentForm:
    form = IncidentForm(formdata=None, data=documents.fields_for(small.incident()))
    offered(form)
    return form


def offered(form: DocumentForm) -> None:
    form.offer({"sources": [("notice", "Notice")], "facts": [], "controls": [], "scenarios": [("a", "First case")]})


def open_chapters(form: DocumentForm) -> set[str]:
    return {chapter.name for chapter in chapters_of(form) if chapter.is_open}


def open_rows(rows: Rows) -> list[bool]:
    return [rows.is_open(number) for number in range(len(rows.entries))]


@pytest.mark.parametrize("kind", [IncidentForm, ControlForm, QuizForm, StepForm])
def test_every_field_of_a_form_stands_in_one_chapter(asked: Flask, kind: type[DocumentForm]) -> None:
    in_chapters = [name for chapter in kind.chapters for name in chapter.fields]
    assert sorted(in_chapters) == sorted(set(kind()._fields) - NOT_WRITTEN)


def test_a_new_quiz_opens_what_must_be_written(asked: Flask) -> None:
    assert open_chapters(QuizForm(formdata=None)) == {"about", "sections"}


def test_settings_that_are_not_usual_stand_open(asked: Flask) -> None:
    form = QuizForm(formdata=None, data={"pass_mark": 90, "policy": {"title": {"en": "Rules"}}})
    assert open_chapters(form) == {"about", "sections", "passing", "policy"}


def test_an_error_opens_its_chapter_and_its_row(asked: Flask) -> None:
    quiz = QuizForm(formdata=None)
    quiz.waiting_hours.errors = ["Please write a number."]
    assert "passing" in open_chapters(quiz)
    incident = filled_incident()
    assert open_rows(incident.facts) == [False, False]
    incident.facts.entries[1].form.text.errors = ["Please write this in at least one language."]
    assert open_rows(incident.facts) == [False, True]
    assert next(chapter.errors for chapter in chapters_of(incident) if chapter.name == "facts") == 1


def test_a_new_row_stands_open_and_so_does_what_it_is_in(asked: Flask) -> None:
    form = IncidentForm(formdata=sent(filled_incident()))
    form.rearrange("add:facts")
    assert open_rows(form.facts) == [False, False, True]
    step = StepForm(formdata=None, data=documents.fields_for(small.bank().scenarios["first-a"].steps[0]))
    again = StepForm(formdata=sent(step))
    assert open_rows(again.exhibits) == [False]
    again.rearrange("add:exhibits:chat")
    again.rearrange("add:exhibits-1-messages")
    assert open_rows(again.exhibits) == [False, True]


def test_a_moved_row_stays_folded_in_an_open_chapter(asked: Flask) -> None:
    form = IncidentForm(formdata=sent(filled_incident()))
    form.rearrange("down:facts-0")
    assert open_rows(form.facts) == [False, False]
    assert "facts" in open_chapters(form)


def test_rows_are_summed_up_in_the_language_of_the_page(asked_in: str) -> None:
    form = QuizForm(formdata=None, data={"sections": [{"scenario": "a"}, {"draw": {"title": {"en": "Three"}}}, {}]})
    offered(form)
    assert [gist(entry) for entry in form.sections.entries] == ["First case", "Three", ""]
    fact = {"key": "f", "text": {"ja": "送られた。", "en": "It was\n sent."}}
    incident = IncidentForm(formdata=None, data={"facts": [fact]})
    assert gist(incident.facts.entries[0]) == {"ja": "送られた。", "en": "It was sent."}[asked_in]


def test_the_sum_of_an_option_tells_its_points(asked: Flask) -> None:
    question = small.single("q-000001")
    form = StepForm(formdata=None, data={"question": question})
    offered(form)
    rows = form.question.form.options.entries
    assert gist(rows[0]).startswith("Points: 1 · ")
