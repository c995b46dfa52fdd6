"""Domain errors in the form that they came from."""

from flask_wtf import FlaskForm

from training.errors import DomainError, FieldError


def apply(form: FlaskForm, error: DomainError) -> None:
    """Put `error` beside its field, or above the form when it is about none or the form has no such field."""
    if isinstance(error, FieldError) and error.field in form:
        field = form[error.field]
        field.errors = [*field.errors, str(error.message)]
    else:
        form.form_errors.append(str(error.message))
