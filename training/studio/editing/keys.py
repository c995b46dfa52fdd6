"""Keys of new documents and questions; they stand in addresses and never change."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext

from questions.folders import kind_of
from questions.text import Document
from training.forms.keys import as_key, new_key, title_key
from training.studio import queries

_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_UID_LENGTH = 10
_RESERVED = "new"
"""What addresses use beside keys."""
NOT_YET = "not-yet-named"
"""The key with which the rest of a form is checked before it has one; nothing is stored under it."""


def key_for(form: Any, model: type[Document], proposals: Iterable[str] = (), known: Iterable[str] | None = None) -> str:
    """Return the key of a new document: its short name if one was typed, else from its English title or a proposal.

    Where nothing gives a readable key, or the short name can't be one, the form says so and holds a proposal. `known`
    are the keys in use, where somebody has looked already.
    """
    taken = {*(queries.list_keys(model) if known is None else known), _RESERVED}
    typed = (form.short_name.data or "").strip()
    if typed:
        return _typed_key(form, typed, taken, kind_of(model))
    title = form.title.texts
    words = next(filter(None, map(title_key, (title["en"], *proposals, _spelt(title["ja"])))), "")
    if words:
        return new_key(words, taken, kind_of(model))
    if not form.title.piece():  # that is complained of already
        return NOT_YET
    form.short_name.data = new_key("", taken, kind_of(model))
    form.short_name.errors = [
        gettext("Without an English title, this needs a short name for its address. Keep this one or write another.")
    ]
    return NOT_YET


def _spelt(text: str) -> str:
    """Return a Japanese text if it has Latin letters; figures alone, such as a year, say too little."""
    return text if re.search(r"[A-Za-z]", text) else ""


def _typed_key(form: Any, typed: str, taken: set[str], fallback: str) -> str:
    key = as_key(typed, most_words=20)
    if not key:
        form.short_name.errors = [gettext("A short name is made of Latin letters and figures, such as lost-tablet.")]
        return NOT_YET
    if key in taken:
        form.short_name.data = new_key(key, taken, fallback)
        form.short_name.errors = [
            gettext("The short name %(key)s is taken. This one is free: keep it or write another.", key=key)
        ]
        return NOT_YET
    return key


def new_uid() -> str:
    """Return an identifier for a new question."""
    return "q-" + "".join(secrets.choice(_ALPHABET) for _place in range(_UID_LENGTH))


def uid_from(seed: str) -> str:
    """Return the identifier that the same seed always gives."""
    places = hashlib.sha256(seed.encode()).digest()[:_UID_LENGTH]
    return "q-" + "".join(_ALPHABET[place % len(_ALPHABET)] for place in places)
