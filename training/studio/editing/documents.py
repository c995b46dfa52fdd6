"""From a document to a form and back: the form keeps what was typed, the document decides what is right."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from flask_babel import gettext
from pydantic import BaseModel, ValidationError
from wtforms import FormField

from questions.redaction.gate import RULE
from questions.text import visible
from training.forms.parts import DocumentForm, Rows, every_field, fields_of
from training.forms.pieces import Carried, Lines, Ticks, Unseen
from training.i18n import listed
from training.studio import messages

Model = TypeVar("Model", bound=BaseModel)
F = TypeVar("F", bound=DocumentForm)

_ALIASES = {"from": "sender", "steps": "opening"}
"""What forms call parts of a document otherwise: a new scenario's form has its first step alone."""


def fields_for(part: BaseModel) -> dict[str, Any]:
    """Return the data that fills the form of `part`."""
    return part.model_dump(mode="json", by_alias=False, exclude_none=True)


def form_for(form: type[F], part: BaseModel, edition: int, asked: Mapping[str, str]) -> F:
    """Return the form of `part`, with an answer begun for the words that `?keep=` names."""
    data, words = {**fields_for(part), "edition": edition}, asked.get("keep", "")
    if not words:
        return form(data=data)
    answers = [*data.get("kept_on_purpose", ()), {"rule": RULE, "words": words}]
    made = form(data={**data, "kept_on_purpose": answers})
    rows: Rows = made["kept_on_purpose"]  # type: ignore[assignment]  # every such form has it
    rows.added = len(answers) - 1
    return made


def read(form: DocumentForm, model: type[Model], more: Mapping[str, Any]) -> Model | None:
    """Return what the form says as a document, completed by `more`; None when errors stand in the form."""
    return validate(form, model, {**content(form), **more})


def names_unknown(form: DocumentForm, offers: Mapping[str, Sequence[tuple[str, Any]]]) -> bool:
    """Tell whether something is ticked that is not on offer, and say beside its field what: nothing could fit it.

    Fields whose offers are not given may hold anything.
    """
    found = False
    for field in every_field(form):
        offered = {value for value, _label in offers.get(getattr(field, "offer", ""), ())}
        unknown = [name for name in field.piece() if name not in offered] if isinstance(field, Ticks) else []
        if unknown and field.offer in offers:
            names = listed(map(visible, unknown))
            message = gettext(
                "%(field)s: There is no %(names)s. Please take it out.", field=field.label.text, names=names
            )
            field.errors, found = [*field.errors, message], True
    return found


def content(form: DocumentForm) -> dict[str, Any]:
    """Return what the form says; errors that only a form can have stand in it afterwards."""
    data = form.content()
    for field in every_field(form):
        if isinstance(field, Lines) and field.uneven():
            field.errors = [gettext("Both languages need the same number of lines and cells.")]
    return data


def validate(form: DocumentForm, model: type[Model], data: Mapping[str, Any], skip: int = 0) -> Model | None:
    """Return the document that `data` says, or None when errors stand in the form.

    `skip` parts of a location lead to the part of the document that the form edits.
    """
    try:
        document = model.model_validate(data)
    except ValidationError as error:
        place_errors(form, error, skip)
        return None
    return None if form.errors else document


def place_errors(form: DocumentForm, error: ValidationError, skip: int | None = None) -> None:
    """Put every message beside the field that it is about, else above the form; all of them there without `skip`."""
    for detail in error.errors(include_url=False):
        field = None if skip is None else _field_at(form, detail["loc"][skip:])
        message = messages.of_error(detail) if field is None else messages.beside(detail, field.label.text)
        if field is None:
            if message not in form.form_errors:
                form.form_errors.append(message)
        elif message not in field.errors:
            own = field.own_errors if isinstance(field, Rows) else field.errors
            field.errors = [*own, message]


def _field_at(form: Any, location: tuple[int | str, ...]) -> Any:
    """Return the innermost visible field on the way of `location`, or None when it leads to no field."""
    place: Any = form
    for part in location:
        inner = _inner(place, part)
        place = place if inner is None else inner
    if isinstance(place, FormField):
        seen = [field for _name, field in fields_of(place.form) if not isinstance(field, Unseen | Carried)]
        place = next((field for field in seen if isinstance(field, Rows)), seen[0] if seen else None)
    return None if place is form or isinstance(place, Unseen | Carried) else place


def _inner(place: Any, part: int | str) -> Any:
    if isinstance(place, Rows):
        return place.sent[part] if isinstance(part, int) and part < len(place.sent) else None
    form = place.form if isinstance(place, FormField) else place
    return getattr(form, "_fields", {}).get(_ALIASES.get(str(part), str(part)))
