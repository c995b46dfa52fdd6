"""Keys made of words: what parts of documents are known by, in addresses too."""

import re
import secrets
import unicodedata
from collections.abc import Collection

_LENGTH = 40
_MOST = 1_000


def as_key(text: str, most_words: int = 6) -> str:
    """Return the first Latin words and figures of a text as a key; empty when it has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:most_words])[:_LENGTH].strip("-")


def new_key(english: str, taken: Collection[str | None], fallback: str) -> str:
    """Return a key from the first words of an English text, else from `fallback`, that is not `taken`."""
    words = as_key(english)
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
