"""Small checks that several forms share."""

import re
import unicodedata
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, Form
from wtforms.validators import StopValidation

_EMAIL = re.compile(r"[^@\s\x00-\x1f]+@[^@\s.]+(\.[^@\s.]+)+")


def is_email(text: str) -> bool:
    """Tell whether `text` has the shape of an e-mail address; whether it exists, only a mail can tell."""
    return bool(_EMAIL.fullmatch(unicodedata.normalize("NFKC", text).strip()))


def email_address(_form: Form, field: Field) -> None:
    """Refuse what has not the shape of an e-mail address; empty is for other validators to judge."""
    if field.data and field.data.strip() and not is_email(field.data):
        raise StopValidation(str(_l("Enter an e-mail address such as name@example.co.jp.")))


def no_at_sign(_form: Form, field: Field) -> None:
    """Refuse an employee number that could be taken for an e-mail address when signing in."""
    if field.data and "@" in unicodedata.normalize("NFKC", field.data):
        raise StopValidation(str(_l("An employee number can’t contain @. Enter an e-mail address in its own field.")))


def stripped(value: Any) -> Any:
    """Take away spaces around what was typed; a filter for fields."""
    return value.strip() if isinstance(value, str) else value
