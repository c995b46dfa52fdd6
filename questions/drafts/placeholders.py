"""Placeholders: where only the author can decide what stands in a text. One written form, which is no text."""

import re
from typing import NamedTuple

from questions.seen import seen_in

_WRITTEN = re.compile(r"[\[［]\s*(?:ここを決める|decide)\s*[:：][^\]］]*[\]］]?", re.IGNORECASE)
_FORMS = {"ja": "［ここを決める：{}］", "en": "[decide: {}]"}


class Placeholder(NamedTuple):
    """A placeholder as it is written in one language."""

    language: str
    text: str


def placeholder(language: str, what: str) -> str:
    """Return what is written where the author decides `what`."""
    return _FORMS.get(language.partition("-")[0], _FORMS["en"]).format(what)


def placeholders(part: object) -> list[Placeholder]:
    """List the placeholders in what learners see of a part of a document, each once, in document order."""
    found = (Placeholder(tag, hit[0]) for tag, words in seen_in(part) for hit in _WRITTEN.finditer(words))
    return list(dict.fromkeys(found))
