"""Keys made of words: what parts of documents are known by, in addresses too."""

import re
import secrets
import unicodedata
from collections.abc import Collection

_LENGTH = 40
_MOST = 1_000
_LINKS = re.compile("a|an|and|as|at|by|for|from|in|into|of|on|or|over|per|s|than|that|the|their|to|with")
"""Words on which no name ends; "s" is what is left of "company's"."""


def as_key(text: str, most_words: int = 6) -> str:
    """Return the first Latin words and figures of a text as a key; empty when it has none."""
    return "-".join(_words(text)[:most_words])[:_LENGTH].strip("-")


def title_key(text: str) -> str:
    """Return what `as_key` does, but ending where a title may end: on a whole word, and on no "of"."""
    key, words = as_key(text), _words(text)
    kept = key.split("-")
    if len(kept) > 1 and kept[-1] != words[len(kept) - 1]:
        kept.pop()
    while len(kept) > 1 and len(kept) < len(words) and _LINKS.fullmatch(kept[-1]):
        kept.pop()
    return "-".join(kept)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", plain)


def new_key(english: str, taken: Collection[str | None], fallback: str) -> str:
    """Return a key from the first words of an English text, else from `fallback`, that is not `taken`."""
    words = title_key(english)
    stem = words or f"{fallback}-1"
    if stem not in taken:
        return stem
    return next(key for number in range(2, _MOST) if (key := f"{words or fallback}-{number}") not in taken)


def row_key(english: str, taken: Collection[str | None], fallback: str) -> str:
    """Return a key as `new_key` does, but never a number: pages shuffle rows, and their source would tell the order."""
    words = as_key(english)
    key = words
    while not key or key in taken:
        key = f"{words or fallback}-{secrets.token_hex(3)}"
    return key
