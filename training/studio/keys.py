"""Keys of new documents, steps and questions; authors never have to make one up."""

import secrets

from questions.text import Document
from training.forms.keys import new_key
from training.studio import queries
from training.studio.records import name_of

_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_RESERVED = "new"
"""What addresses use beside keys."""


def free_key(model: type[Document], english: str) -> str:
    """Return a key from the first words of an English title that no document of this kind has."""
    return new_key(english, {*queries.list_keys(model), _RESERVED}, name_of(model))


def new_uid() -> str:
    """Return an identifier for a new question."""
    return "q-" + "".join(secrets.choice(_ALPHABET) for _place in range(10))
