"""Texts as they are searched: in half-width characters, as Markdown shows them, without what nobody sees."""

import re
import unicodedata
from html import unescape

from questions.notices.normal import fold

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


_MARKS = re.compile(r"\*\*|`|\\(?=[^\w\s])")
_JOINED = re.compile("(?<=[0-9]) {0,3}[-ー・·] {0,3}(?=[0-9])")
# 〇九〇－四八二九－一三七五; but no 一〇〇人, no 二〇一九年五月, and no places kept free (○○○-○○○○).
_KANJI_DIGITS = "〇零一二三四五六七八九"
_IN_KANJI = re.compile(
    f"(?<![{_KANJI_DIGITS}])[{_KANJI_DIGITS}]{{2,16}}(?:(?:[-ー・· ]|[ -]?[()][ -]?)[{_KANJI_DIGITS}]{{2,8}}){{0,4}}"
    f"(?![{_KANJI_DIGITS}十百千万])"
)
_TO_DIGITS = str.maketrans(_KANJI_DIGITS, "00123456789")
_FEWEST_IN_KANJI = 6
_FEWEST_DIFFERENT = 2
# Two ways to write a surname that most keyboards do not offer.
_USUAL = {ord("髙"): "高", ord("﨑"): "崎"}
_APART = re.compile("(?<=[0-9]) {2,3}(?=[0-9])")


def plain(text: str) -> str:
    """Return a text with half-width digits, letters and signs, numbers joined by hyphens, and no marks of Markdown.

    Numbers that are written digit by digit in kanji are in digits.
    Katakana are in full width.
    """
    seen = _MARKS.sub("", unescape(text) if "&" in text else text)
    composed = unicodedata.normalize("NFC", fold(_UNSEEN.sub("", seen))).translate(_USUAL)
    return _APART.sub(" ", _JOINED.sub("-", _IN_KANJI.sub(_in_digits, composed)))


def _in_digits(found: re.Match[str]) -> str:
    digits = [each for each in found[0] if each in _KANJI_DIGITS]
    # Of one or two different digits: what stands for any number, 〇〇〇－〇〇〇〇.
    is_number = len(digits) >= _FEWEST_IN_KANJI and len(set(digits)) > _FEWEST_DIFFERENT
    return found[0].translate(_TO_DIGITS) if is_number else found[0]


def gist(words: str) -> str:
    """Return words by which two ways to write the same are equal: small letters, without spaces and joining signs."""
    return re.sub(r"[\s()./・-]+", "", plain(words)).casefold()


def listed(words: str) -> frozenset[str]:
    """Return the words that a text lists."""
    return frozenset(words.split())
