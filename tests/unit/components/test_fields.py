"""One macro draws every kind of field, with its label, hint and error tied to it."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than the type stubs
    BooleanField,
    FieldList,
    FileField,
    Form,
    FormField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from tests.unit.components.conftest import Render

FIELD = '{% from "components/fields.html" import render_field %}{{ render_field(form[name]) }}'
SUMMARY = '{% from "components/errors.html" import error_summary %}{{ error_summary(form) }}'
CHOICES = [SelectChoice("a", "All"), SelectChoice("b", "Some")]


class Part(Form):
    title = StringField("Title", [InputRequired("Enter a title.")])


class Sample(Form):
    name = StringField("Name", [InputRequired("Enter a name.")], description="As on the badge.")
    note = TextAreaField("Note")
    team = SelectField("Team", choices=CHOICES)
    audience = RadioField(
        "Audience",
        [InputRequired("Choose who it is for.")],
        choices=CHOICES,
    )
    agree = BooleanField("I agree", [InputRequired("Your agreement is needed.")])
    paper = FileField("Paper")
    parts = FieldList(FormField(Part), min_entries=2)


def failed(**values: Any) -> Sample:
    form = Sample(MultiDict(values))
    form.validate()
    return form


@pytest.mark.parametrize("name", ["name", "note", "team", "paper"])
def test_a_control_has_its_label(render: Render, name: str) -> None:
    page = render(FIELD, form=Sample(), name=name)
    control = page.one("input, textarea, select")
    assert page.one("label")["for"] == control["id"] == name


def test_hint_and_error_are_read_with_the_control(render: Render) -> None:
    page = render(FIELD, form=failed(), name="name")
    control = page.one("input")
    assert control["aria-invalid"] == "true"
    described = [page.one(f"#{id_}").get_text() for id_ in control["aria-describedby"].split()]
    assert described[0] == "As on the badge."
    assert "Enter a name." in described[1]


def test_a_valid_control_names_no_error(render: Render) -> None:
    control = render(FIELD, form=Sample(), name="note").one("textarea")
    assert not control.has_attr("aria-invalid")
    assert not control.has_attr("aria-describedby")


def test_choices_are_a_group_with_a_legend(render: Render) -> None:
    page = render(FIELD, form=failed(), name="audience")
    group = page.one("fieldset")
    assert group.one("legend").get_text(strip=True) == "Audience"
    assert [label["for"] for label in group.select("label")] == [box["id"] for box in group.select("input")]
    assert "Choose who it is for." in group.get_text()


def test_only_optional_fields_say_so(render: Render) -> None:
    assert "(optional)" in render(FIELD, form=Sample(), name="note").get_text()
    assert "(optional)" not in render(FIELD, form=Sample(), name="name").get_text()
    assert "(optional)" not in render(FIELD, form=Sample(), name="team").get_text()


def test_every_entry_of_the_summary_leads_to_a_control(render: Render) -> None:
    source = (
        SUMMARY
        + "{% from 'components/fields.html' import render_field %}"
        + (
            "{% for field in form if field.name != 'parts' %}{{ render_field(field) }}{% endfor %}"
            "{% for part in form.parts %}{{ render_field(part.form.title) }}{% endfor %}"
        )
    )
    page = render(source, form=failed(**{"parts-0-title": "", "parts-1-title": "x"}))
    links = page.select(".error-summary a")
    assert len(links) == 5
    for link in links:
        assert page.select_one(link["href"]), link["href"]


def test_a_form_with_a_file_is_sent_in_parts(render: Render) -> None:
    source = '{% from "components/fields.html" import post_form %}{% call post_form(form) %}{% endcall %}'
    assert render(source, form=Sample()).one("form")["enctype"] == "multipart/form-data"
    assert not render(source, form=Part()).one("form").has_attr("enctype")
