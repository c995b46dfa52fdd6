"""Domain errors beside the fields that they are about."""

from flask_wtf import FlaskForm

from training.errors import FieldError


def apply(form: FlaskForm, error: FieldError) -> None:
    """Put `error` beside its field, or above the form when the form has no such field."""
    if error.field in form:
        field = form[error.field]
        field.errors = [*field.errors, error.message]  # type: ignore[list-item]  # lazy texts are shown as texts
    else:
        form.form_errors.append(error.message)  # type: ignore[arg-type]
