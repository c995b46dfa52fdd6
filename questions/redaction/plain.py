"""Texts as they are searched: in half-width characters, as Markdown shows them, without what nobody sees."""

import re
import unicodedata
from html import unescape

from questions.notices.normal import fold

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


_MARKS = re.compile(r"\*\*|`|\\(?=[^\w\s])")
_JOINED = re.compile("(?<=[0-9]) {0,3}[-ー・·] {0,3}(?=[0-9])")
_APART = re.compile("(?<=[0-9]) {2,3}(?=[0-9])")


def plain(text: str) -> str:
    """Return a text with half-width digits, letters and signs, numbers joined by hyphens, and no marks of Markdown.

    Katakana are in full width.
    """
    seen = _MARKS.sub("", unescape(text) if "&" in text else text)
    composed = unicodedata.normalize("NFC", fold(_UNSEEN.sub("", seen)))
    return _APART.sub(" ", _JOINED.sub("-", composed))


def gist(words: str) -> str:
    """Return words by which two ways to write the same are equal: small letters, without spaces and joining signs."""
    return re.sub(r"[\s()./・-]+", "", plain(words)).casefold()


def listed(words: str) -> frozenset[str]:
    """Return the words that a text lists."""
    return frozenset(words.split())
