"""What fields say by themselves is said in the language of the page, whatever the library's catalogue lacks."""

import ast
from pathlib import Path

import pytest
import wtforms
from flask import Flask
from flask_babel import force_locale
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import DateField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length

from training import create_app
from training.field_messages import MESSAGES

NOT_USED = {
    "Choices cannot be None.",  # a fault of the program
    "Field must be equal to %(other_name)s.",
    "Invalid IP address.",
    "Invalid Mac address.",
    "Invalid URL.",
    "Invalid UUID.",
    "Invalid email address.",
    "Invalid field name '%s'.",
    "Invalid value, can't be any of: %(values)s.",
    "Invalid value, must be one of: %(values)s.",
    "This field cannot be edited.",
    "This field is disabled and cannot have a value.",
}
"""Of validators that no form has, or that forms give words of their own."""
FORGED = {"one": "zzz", "several": ["zzz", "1"], "number": "x", "day": "2026-13-40", "text": "x" * 9}


class Form(FlaskForm):
    """A form whose fields have no words of their own."""

    one = SelectField(choices=[("a", "A")])
    several = SelectMultipleField(choices=[("1", "one")])
    number = IntegerField()
    day = DateField()
    text = wtforms.StringField(validators=[Length(max=8)])
    needed = wtforms.StringField(validators=[InputRequired()])


@pytest.fixture(scope="module")
def app() -> Flask:
    """Return the application without a database."""
    return create_app({"TESTING": True, "SECRET_KEY": "for-tests-only", "SQLALCHEMY_DATABASE_URI": "sqlite://"})


def said_by_the_library() -> set[str]:
    """Read from the library's source what its fields and validators can say."""
    folder = Path(str(wtforms.__file__)).parent
    found = set()
    for path in (folder / "validators.py", *(folder / "fields").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                first = node.args[0]
                if node.func.attr in {"gettext", "ngettext"} and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_every_message_of_the_library_has_words_of_ours() -> None:
    assert said_by_the_library() - NOT_USED == set(MESSAGES)


def test_a_forged_form_is_answered_in_the_language_of_the_page(app: Flask, locale: str) -> None:
    with app.test_request_context(method="POST"), force_locale(locale):
        form = Form(MultiDict(FORGED), meta={"csrf": False})
        assert not form.validate()
        said = {field.name: str(field.errors[0]) for field in form if field.errors}
    assert set(said) == {*FORGED, "needed"}
    assert "zzz" in said["several"]
    assert all(sentence.isascii() == (locale == "en") for name, sentence in said.items() if name != "several")
    assert said["several"].startswith({"ja": "「", "en": "“"}[locale])
