"""What people write to each other in the studio."""

from flask_babel import lazy_gettext as _l

from questions.text import clean
from training.errors import FieldError

LONGEST_WORDS = 2_000


def checked_words(field: str, words: str) -> str:
    """Return `words` without surrounding space; raise FieldError at `field` when they are missing, long or broken."""
    text = optional_words(field, words)
    if text is None:
        raise FieldError(field, _l("Please write a few words."))
    return text


def optional_words(field: str, words: str) -> str | None:
    """Do what `checked_words` does, but let nothing be None."""
    too_long = FieldError(field, _l("Use at most %(max)d characters.", max=LONGEST_WORDS))
    if len(words) > LONGEST_WORDS * 3:
        raise too_long
    try:
        text = clean(words)
    except ValueError as error:
        raise FieldError(
            field, _l("The text holds an invisible character that can’t be kept. Type it again.")
        ) from error
    if len(text) > LONGEST_WORDS:
        raise too_long
    return text or None
