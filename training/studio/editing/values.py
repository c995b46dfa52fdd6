"""What stands in a field of a document, or in its plain form, as words."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from questions.text import LocalisedText, Part
from training.studio.editing import labels

_NAMES_ONLY = {"key", "kind", "uid"}


def listed(value: Any, known: Mapping[str, Any]) -> list[str]:
    """Return a value as words, each item of a list or a map by itself; `known` maps keys to what they are called."""
    if value is None:
        return []
    if isinstance(value, Mapping):
        return [word for name, item in value.items() if name not in _NAMES_ONLY for word in listed(item, known)]
    if isinstance(value, list | tuple):
        return [word for item in value for word in listed(item, known)]
    if isinstance(value, bool):
        return [gettext("Yes") if value else gettext("No")]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, Part | LocalisedText):
        return [labels.words_of(value)]
    return [str(known.get(value, value))]
