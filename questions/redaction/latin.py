"""Whole names of persons in Latin letters that no sign shows: a known given name beside what may be a surname."""

import re
from collections.abc import Iterator

from questions.redaction.readings import (
    GIVEN_LATIN,
    GIVEN_ROMAN,
    MAY_BEGIN_SENTENCES,
    NO_NAMES,
    SURNAMES_LATIN,
    SURNAMES_ROMAN,
    same_spelling,
)

_WORD = "[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u00ff'-]{1,24}"
_BETWEEN = "(?: [A-Z]\\.)? (?:(?:da|de|del|di|bin|al|van|von) )?|, "
_RUN = re.compile(rf"(?<![\w'@./-]){_WORD}(?:(?:{_BETWEEN}){_WORD}){{1,6}}(?![A-Za-z0-9@_])")
_PART = re.compile(_WORD)
_FAMILY_FIRST = frozenset({"nguyen", "tran", "pham", "huynh", "hoang", "phan"})
_SYLLABLE = "(?:[kgsztdnhbpmr]y?|sh|ch|ts|[jfyw])?[aeiou]|n(?![aeiouy])"
_JAPANESE = re.compile(f"(?:{_SYLLABLE}){{3,8}}")
_AS_NAMES = re.compile("(?:Mc|Mac|O'|D'|De|[A-Z][a-z]{1,12}[-'])?[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]{1,20}")
PAIR = 2
"""Words of a name that is not known; one alone is any word, more are a title."""
SHORT = 3
"""Letters of a Japanese given name that may be any word: Ai, Mai, Ken."""


def names_in(text: str) -> Iterator[str]:
    """Yield names such as Kenji Watanabe, WATANABE Kenji, Maria da Silva, Nguyen Thi Lan."""
    for run in _RUN.finditer(text):
        parts = [*_PART.finditer(run[0])]
        place = 0
        while place < len(parts) - 1:
            one, other = parts[place], parts[place + 1]
            length = _length(_plain(one[0]), _plain(other[0]), parted="," in run[0][one.end() : other.start()])
            if length:
                last = parts[min(place + length, len(parts)) - 1]
                yield _without_s(run[0][one.start() : last.end()])
            place += length or 1


def likely_in(text: str) -> Iterator[str]:
    """Yield pairs of words with a capital that are no words of everyday English; longer rows are titles."""
    for run in _RUN.finditer(text):
        parts = [found[0] for found in _PART.finditer(run[0])]
        if len(parts) == PAIR + 1 and not _may_be_unknown(parts[0]):  # Later Aroha Ngata called.
            del parts[0]
        if len(parts) == PAIR and "," not in run[0] and all(map(_may_be_unknown, parts)):
            yield _without_s(run[0][run[0].index(parts[0]) :])


def _may_be_unknown(word: str) -> bool:
    said = _without_s(word)
    return bool(_AS_NAMES.fullmatch(said)) and len(said) > SHORT - 1 and said.casefold() not in NO_NAMES


def _length(first: str, second: str, *, parted: bool) -> int:
    """Return of how many words a name that begins with these two is, 0 when they are none."""
    if first in SURNAMES_ROMAN and second in GIVEN_ROMAN:
        return PAIR
    if parted:
        return 0
    if first in _FAMILY_FIRST and _may_be_name(second):
        return PAIR + 1
    surname = second in SURNAMES_ROMAN or second in SURNAMES_LATIN
    known = (
        (surname and (first in GIVEN_ROMAN or first in GIVEN_LATIN or first in MAY_BEGIN_SENTENCES))
        or (first in GIVEN_LATIN and _may_be_name(second))
        or (first in GIVEN_ROMAN and len(first) > SHORT and _may_be_japanese(second))
        or (second in GIVEN_ROMAN and len(second) > SHORT and _may_be_japanese(first))
    )
    return PAIR if known else 0


def _may_be_name(word: str) -> bool:
    return word not in NO_NAMES and len(word) > 1


def _may_be_japanese(word: str) -> bool:
    return _may_be_name(word) and bool(_JAPANESE.fullmatch(word))


def _plain(word: str) -> str:
    return same_spelling(_without_s(word))


def _without_s(name: str) -> str:
    return re.sub(r"'s?$", "", name)
