"""Names as people type what they read: width, spaces and capitals say nothing about whose name it is."""

import unicodedata


def is_same(typed: str, kept: str) -> bool:
    """Tell whether two spellings are one name."""
    return _plain(typed) == _plain(kept)


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(folded.split())
