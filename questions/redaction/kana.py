"""Whole names of persons in kana: what a form asks for as their reading, and what stands for kanji."""

import re
from collections.abc import Iterator

from questions.redaction.readings import (
    GIVEN_KANA,
    IN_HIRAGANA,
    PLACEHOLDER_GIVEN_KANA,
    PLACEHOLDER_SURNAMES_KANA,
    SURNAMES_KANA,
)

_HIRA = "\u3041-\u3096"
_KATA = "\u30a1-\u30faー"
_KANJI = "\u3400-\u9fff々"
_PARTED = re.compile(
    rf"(?<![{_KATA}・])(?P<first>[{_KATA}]{{2,8}})[ ・](?P<second>[{_KATA}]{{2,12}})(?![{_KATA}])"
    rf"|(?<![{_HIRA}])(?P<one>[{_HIRA}]{{2,6}}) (?P<other>[{_HIRA}]{{2,12}})"
    rf"|(?<![{_HIRA}{_KATA}])(?P<sur>[{_HIRA}{_KATA}]{{2,6}})\((?P<called>[{_HIRA}{_KATA}]{{2,6}})\)"
)
_TOGETHER = re.compile(rf"(?<![{_KATA}])[{_KATA}]{{4,12}}(?![{_KATA}])|(?<![{_HIRA}])[{_HIRA}]{{4,16}}")
_CALLED = "さん|さま|様|氏|くん|君|ちゃん"
_ADDRESSED = re.compile(
    rf"(?<![{_KATA}・])(?P<name>[{_KATA}]{{2,12}}(?:[ ・][{_KATA}]{{1,12}}){{1,3}}) ?(?:様|氏(?!名)|さん(?![{_KANJI}]))"
)
_LABEL = re.compile(
    r"(?:フリガナ|ふりがな|カナ氏名|氏名\(?カナ\)?|口座名義人?|名義人?|セイ|お名前)(?: ?[:：] ?| )"
    rf"(?P<name>[{_KATA}]{{2,8}}[ ・][{_KATA}]{{2,8}}|[{_HIRA}]{{2,6}} [{_HIRA}]{{2,6}})(?![{_KATA}{_HIRA}])"
)
_BEHIND = re.compile(rf"(?:{_CALLED}|です|でした|から|まで|より|[がはのにをともへ])(?![ぁぃぅぇぉゃゅょっ])|$")
_BEFORE = re.compile(r"(?:^|[のはがをにとも]|です|ます)$")
_FOREIGN_PLACEHOLDERS = re.compile("^ジョン・(?:スミス|ドウ)$")
SHORTEST = 3
"""Letters of a surname that is written together with the given name; shorter ones stand in any sentence."""


def names_in(text: str) -> Iterator[str]:
    """Yield names such as ワタナベ ケンジ, わたなべけんじ, マーガレット・ソーントン様; but not やまだ たろう."""
    for found in _LABEL.finditer(text):
        if not _stands_for_anybody(*re.split("[ ・]", found["name"].translate(IN_HIRAGANA))):
            yield found["name"]
    for found in _ADDRESSED.finditer(text):
        if _is_foreign(found["name"]):
            yield found["name"]
    for found in _PARTED.finditer(text):
        surname, given = (part.translate(IN_HIRAGANA) for part in found.groups() if part)
        if length := _given_length(surname, given):
            end = found.start() + len(surname) + 1 + length
            yield text[found.start() : end + (text[end : end + 1] == ")")]
    for found in _TOGETHER.finditer(text):
        yield from _together(found[0])


def _given_length(surname: str, behind: str) -> int:
    """Return how many letters of what stands behind a surname are a given name."""
    if surname not in SURNAMES_KANA:
        return 0
    for length in range(min(len(behind), 6), 1, -1):
        if behind[:length] in GIVEN_KANA and _BEHIND.match(behind, length):
            return 0 if _stands_for_anybody(surname, behind[:length]) else length
    return 0


def _together(run: str) -> Iterator[str]:
    said = run.translate(IN_HIRAGANA)
    for start in range(len(said) - SHORTEST):
        if not _BEFORE.search(said, max(0, start - 2), start):
            continue
        shortest = SHORTEST if run == said else SHORTEST - 1
        for end in range(start + shortest, min(start + 6, len(said)) + 1):
            length = _given_length(said[start:end], said[end:])
            if length and end - start + length > SHORTEST + 1:
                yield run[start : end + length]


def _is_foreign(name: str) -> bool:
    return "・" in name and not _FOREIGN_PLACEHOLDERS.match(name)


def _stands_for_anybody(surname: str, given: str = "") -> bool:
    return surname in PLACEHOLDER_SURNAMES_KANA and given in PLACEHOLDER_GIVEN_KANA
