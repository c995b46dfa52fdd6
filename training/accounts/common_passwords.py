"""Passwords that guessers try first, told by how they are made rather than by a long list."""

import re
import unicodedata

_WORD_LIST = """
password passwort passw0rd passwd pass secret admin administrator root user guest test login welcome letmein
changeme default master server manager system access super superman batman dragon monkey shadow sunshine princess
football baseball soccer hockey iloveyou love lovely hello freedom whatever trustno michael jordan michelle jennifer
charlie daniel jessica ashley nicole computer internet samsung google apple microsoft windows office pokemon naruto
starwars summer winter spring autumn january february march april may june july august september october november
december monday tuesday wednesday thursday friday saturday sunday correct horse battery staple qwerty qwertyuiop
asdfgh asdfghjkl zxcvbn zxcvbnm azerty qazwsx qwer asdf zxcv japan tokyo osaka kyoto nippon nihon sakura sakurai
aishiteru arigatou konnichiwa doraemon pikachu himitsu pasuwado anshou kaisha company corporation business work
security training kyokun the my is your this new for you me
パスワード ぱすわーど ひみつ 秘密 暗証番号 会社 教訓 研修 こんにちは ありがとう さくら
"""
_WORDS = frozenset(_WORD_LIST.split())
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "1qaz2wsx3edc4rfv5tgb6yhn")
_LEET = str.maketrans("@4013$5!7", "aaoiessit")
_DISGUISED = re.compile(r"(?:^|(?<=[a-z]))[@4013$5!7]+(?=[a-z])")
_LONGEST_WORD = max(map(len, _WORDS))
_RUN = 4
"""So many neighbours of a keyboard row are one idea."""

FEW_IDEAS = 4
"""Words, runs, dates and the like that a guesser puts together."""

FEW_CHARACTERS = 5
"""So many different characters, however often repeated."""


def is_common(password: str) -> bool:
    """Tell whether `password` is one of the well-known ways to fill twelve places."""
    text = unicodedata.normalize("NFKC", password).casefold()
    letters = _without_signs(text)
    if len(set(letters)) <= FEW_CHARACTERS or _repeats(letters):
        return True
    spelt_out = _DISGUISED.sub(lambda found: found.group().translate(_LEET), text)
    return any(_ideas(form) <= FEW_IDEAS for form in (letters, _without_signs(spelt_out)))


def _without_signs(text: str) -> str:
    """Return `text` without what people put between and behind words."""
    return re.sub(r"[\W_]", "", text)


def _repeats(text: str) -> bool:
    """Tell whether `text` is one short piece again and again."""
    return re.fullmatch(r"(.{1,8}?)\1+(?:.{0,2})", text) is not None


def _ideas(text: str) -> int:
    """Count the pieces of `text`, the longest known one first; an unknown character is a piece of its own."""
    count = position = 0
    while position < len(text):
        position += _known_piece(text, position) or 1
        count += 1
    return count


def _known_piece(text: str, start: int) -> int:
    """Return the length of the longest known piece of `text` at `start`, or 0."""
    word = next(
        (size for size in range(_LONGEST_WORD, 1, -1) if text[start : start + size] in _WORDS),
        0,
    )
    digits = re.compile(r"\d+|(.)\1{2,}").match(text, start)
    return max(word, _run(text, start), len(digits.group()) if digits else 0)


def _run(text: str, start: int) -> int:
    """Return the length of a run along a keyboard row or the alphabet, either way, or 0."""
    best = 0
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        size = _RUN
        while start + size <= len(text) and text[start : start + size] in row:
            best = max(best, size)
            size += 1
    return best
