"""Texts as they are searched: in half-width characters, without what nobody sees."""

import re

from questions.notices.normal import fold

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def plain(text: str) -> str:
    """Return a text with half-width digits, letters and signs, and without invisible characters."""
    return _UNSEEN.sub("", fold(text))


def gist(words: str) -> str:
    """Return words by which two ways to write the same are equal: small letters, without spaces and joining signs."""
    return re.sub(r"[\s()./・-]+", "", plain(words)).casefold()


def listed(words: str) -> frozenset[str]:
    """Return the words that a text lists."""
    return frozenset(words.split())
