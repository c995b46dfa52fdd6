"""What people write to each other in the studio."""

from flask_babel import lazy_gettext as _l

from training import typed
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
    return typed.checked(field, words, LONGEST_WORDS) or None
