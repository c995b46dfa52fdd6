"""What people type in their own words, as it is kept."""

from flask_babel import lazy_gettext as _l

from questions.text import clean
from training.errors import FieldError


def checked(field: str, words: str, longest: int) -> str:
    """Return `words` without surrounding space; raise FieldError at `field` when they are too long or broken."""
    too_long = FieldError(field, _l("Use at most %(max)d characters.", max=longest))
    if len(words) > longest * 3:
        raise too_long
    try:
        text = clean(words)
    except ValueError as error:
        raise FieldError(
            field, _l("The text holds an invisible character that can’t be kept. Type it again.")
        ) from error
    if len(text) > longest:
        raise too_long
    return text
