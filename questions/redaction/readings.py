"""Names as they are read: in kana, and in the Latin letters that senders of mail and passports have."""

import re
import unicodedata
from pathlib import Path

from questions.redaction.plain import listed


def _listed_in(name: str) -> frozenset[str]:
    return listed(Path(__file__).with_name(name).read_text(encoding="utf-8"))


SURNAMES_KANA = _listed_in("surnames_kana.txt")
GIVEN_KANA = _listed_in("given_kana.txt")
PLACEHOLDER_SURNAMES_KANA = listed("さとう すずき たかはし たなか やまだ")
PLACEHOLDER_GIVEN_KANA = listed("たろう はなこ いちろう じろう さぶろう")
"""Of names such as やまだ たろう, which stand for anybody."""

_BEGIN = {"": "", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの", "h": "はひふへほ"}
_BEGIN |= {"": "あいうえお", "m": "まみむめも", "r": "らりるれろ", "g": "がぎぐげご", "z": "ざじずぜぞ"}
_BEGIN |= {"d": "だぢづでど", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ"}
_SYLLABLES = {kana: begun + vowel for begun, row in _BEGIN.items() for kana, vowel in zip(row, "aiueo", strict=True)}
_SYLLABLES |= {"や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "ん": "n", "ゃ": "Ya", "ゅ": "Yu", "ょ": "Yo", "っ": "*"}
_HEPBURN = (
    *((re.compile(old), new) for old, new in (("si", "shi"), ("ti", "chi"), ("tu", "tsu"), ("hu", "fu"))),
    *((re.compile(old), new) for old, new in (("zi|di", "ji"), ("du", "zu"))),
    *((re.compile(old), new) for old, new in ((r"(sh|ch|j)iY", r"\1"), (r"iY", "y"))),
    (re.compile(r"\*(.)"), r"\1\1"),
)
_LONG = (
    (re.compile("oh(?![aeiouy])|o[ou]"), "o"),
    (re.compile("uu"), "u"),
    (re.compile("m(?=[bpm])"), "n"),
)


def spelt(kana: str) -> str:
    """Return a name in hiragana in Latin letters, as `same_spelling` writes it."""
    word = "".join(_SYLLABLES[each] for each in kana)
    for old, new in _HEPBURN:
        word = old.sub(new, word)
    return same_spelling(word)


def same_spelling(word: str) -> str:
    """Return a name in Latin letters so that ways to write it are equal: Jun'ichi, JUNICHI; Satō, Satoh, Satou."""
    letters = unicodedata.normalize("NFD", word.casefold())
    compact = re.sub(r"[^a-z]", "", letters)
    for long, short in _LONG:
        compact = long.sub(short, compact)
    return compact


SURNAMES_ROMAN = frozenset(map(spelt, SURNAMES_KANA))
GIVEN_ROMAN = frozenset(map(spelt, GIVEN_KANA))
GIVEN_LATIN = frozenset(map(same_spelling, _listed_in("given_latin.txt")))
SURNAMES_LATIN = frozenset(map(same_spelling, _listed_in("surnames_latin.txt")))
MAY_BEGIN_SENTENCES = _listed_in("given_or_word.txt")
"""Given names that are also words, months or places: they need a surname that is known."""
NO_NAMES = _listed_in("common.txt") | _listed_in("ordinary.txt")
"""Words that are written with a capital at the beginning of a sentence, in a title or a heading."""

IN_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
