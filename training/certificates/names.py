"""Names as people type what they read: width, spaces, capitals and marks say nothing about whose name it is."""

import unicodedata

_FORMS = str.maketrans("髙﨑𠮷德瀨栁濵𣘺淸黑槇增寬郞", "高崎吉徳瀬柳濱橋清黒槙増寛郎")
"""Forms of signs in names that a keyboard rarely offers, and what people type instead."""


def is_same(typed: str, kept: str) -> bool:
    """Tell whether two spellings are one name."""
    return _plain(typed) == _plain(kept)


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).translate(_FORMS)
    # What is left out can't be told apart on paper, or not be typed: apostrophes, hyphens, signs that nobody sees.
    return "".join(filter(_is_told, folded)) or "".join(folded.split())


def _is_told(sign: str) -> bool:
    selects_a_form = "VARIATION SELECTOR" in unicodedata.name(sign, "")
    return unicodedata.category(sign)[0] in "LMN" and not selects_a_form
