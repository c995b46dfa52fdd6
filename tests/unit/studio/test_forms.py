"""Buttons that add, remove and move rows change the form and lose nothing."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form

from tests.factories import documents as small
from tests.unit.studio.sending import sent
from training import clock
from training.forms.keys import new_key, row_key, title_key
from training.forms.parts import MOST_ROWS
from training.forms.pieces import Grid, OpenedAt
from training.studio.editing import documents
from training.studio.forms.incident import IncidentForm
from training.studio.forms.scenario import StepForm


def incident_form() -> IncidentForm:
    shown = IncidentForm(formdata=None, data=documents.fields_for(small.incident()))
    return IncidentForm(formdata=sent(shown))


def facts(form: IncidentForm) -> list[str]:
    return [entry.form.text.texts["en"] for entry in form.facts.entries]


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("add:facts", ["It was sent.", "It was visible.", ""]),
        ("remove:facts-0", ["It was visible."]),
        ("down:facts-0", ["It was visible.", "It was sent."]),
        ("up:facts-1", ["It was visible.", "It was sent."]),
        ("up:facts-0", ["It was sent.", "It was visible."]),
        ("remove:facts-77", ["It was sent.", "It was visible."]),
        ("remove:facts-x", ["It was sent.", "It was visible."]),
        ("add:nothing", ["It was sent.", "It was visible."]),
    ],
)
def test_rows_follow_their_buttons(asked: Flask, action: str, expected: list[str]) -> None:
    form = incident_form()
    assert form.rearrange(action)
    assert facts(form) == expected
    assert facts(IncidentForm(formdata=sent(form))) == expected


def test_moved_rows_have_names_in_their_new_order(asked: Flask) -> None:
    form = incident_form()
    form.rearrange("down:facts-0")
    assert [entry.form.text.box("ja") for entry in form.facts.entries] == ["facts-0-text-ja", "facts-1-text-ja"]


def test_saving_is_no_rearrangement(asked: Flask) -> None:
    assert not incident_form().rearrange("")
    assert not incident_form().rearrange("preview")


def test_an_exhibit_of_a_kind_is_added_and_its_own_rows_too(asked: Flask) -> None:
    form = StepForm(formdata=MultiDict({"edition": "1"}))
    form.rearrange("add:exhibits:chat")
    form.rearrange("add:exhibits-0-messages")
    form.rearrange("add:exhibits:log")
    back = StepForm(formdata=sent(form))
    assert [entry.kind for entry in back.exhibits.entries] == ["chat", "log"]
    assert len(back.exhibits.entries[0].form.messages.entries) == 1
    assert isinstance(back.exhibits.entries[1].form.rows, Grid)


def test_another_kind_of_question_keeps_what_both_kinds_have(asked: Flask) -> None:
    step = small.step("open", small.single("q-000001"), None)
    fields = MultiDict(
        {"question-kind": "ordering", "question-uid": "q-000001", "question-options-0-text-en": "We call now"}
    )
    form = StepForm(formdata=fields)
    assert form.rearrange("show:question")
    assert form.question.kind == "ordering"
    assert form.question.form.uid.data == step["question"]["uid"]
    assert form.question.form.options.entries[0].form.text.texts["en"] == "We call now"


def test_rows_without_end_are_cut(asked: Flask) -> None:
    fields = MultiDict({f"facts-{number}-text-en": "x" for number in range(MOST_ROWS * 3)})
    assert len(IncidentForm(formdata=fields).facts.entries) == MOST_ROWS


def test_keys_come_from_english_words_and_differ() -> None:
    assert new_key("The shop's module, altered twice — again & again", (), "fact") == "the-shop-s-module-altered-twice"
    assert new_key("Sent!", {"sent"}, "fact") == "sent-2"
    assert new_key("送信", (), "fact") == "fact-1"
    assert new_key("送信", {"fact-1", "fact-2"}, "fact") == "fact-3"


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Notice of a data incident at Harbourline Clinics", "notice-of-a-data-incident"),
        ("Lost devices and papers: decisions of a real case", "lost-devices-and-papers-decisions"),
        ("Unauthorised extraordinary telecommunications access", "unauthorised-extraordinary"),
        ("What we log in with", "what-we-log-in-with"),
        ("置き忘れ", ""),
    ],
)
def test_a_title_is_cut_where_a_name_may_end(title: str, key: str) -> None:
    assert title_key(title) == key


def test_the_keys_of_rows_do_not_number_them() -> None:
    assert row_key("Call the customer", (), "option") == "call-the-customer"
    for english, stem in (("", "option"), ("送信", "option"), ("Call", "call")):
        keys = {row_key(english, {"call"}, "option") for _row in range(5)}
        assert len(keys) == 5
        assert all(re.fullmatch(f"{stem}-[0-9a-f]{{6}}", key) for key in keys)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("2026-11-21T09:00:00+00:00", "2026-11-21T09:00:00+00:00"),
        ("1970-01-01T00:00:00+00:00", "2026-11-21T08:00:00+00:00"),
        ("0001-01-01T00:00:00+14:00", "2026-11-22T08:00:00+00:00"),
        ("yesterday", "2026-11-22T08:00:00+00:00"),
    ],
)
def test_no_form_says_that_it_was_opened_more_than_a_day_ago(said: str, read: str) -> None:
    class OpenedForm(Form):
        opened_at = OpenedAt()

    with clock.moved_to(datetime(2026, 11, 22, 8, tzinfo=UTC)):
        assert OpenedForm(MultiDict({"opened_at": said})).opened_at.time() == datetime.fromisoformat(read)
