"""Names of persons that the form of a letter shows: who sends it, who signs it, who says who they are."""

import re
from collections.abc import Iterator

_KANJI = "\u3400-\u9fff々ヶ"
_NAME = rf"(?P<name>[{_KANJI}]{{1,4}} ?[{_KANJI}]{{1,3}})"
_SAID = re.compile(
    rf"(?<![{_KANJI}]){_NAME}(?:です(?!が、?何)|でございます|と(?:申し|言い|いい)ます|より(?=\n|$)| ?(?=[(<]))"
)
_OF_UNIT = re.compile(rf"[部課室係] {_NAME}(?![{_KANJI}])")
_LINE_ALONE = re.compile(rf"^(?P<name>[{_KANJI}]{{2,4}} [{_KANJI}]{{1,3}})$", re.MULTILINE)
JAPANESE = (_SAID, _OF_UNIT, _LINE_ALONE)

_WORD = "[A-Z][a-z]{1,20}"
_CAPITALS = "[A-Z]{2,20}"
_NAME_EN = rf"(?P<name>(?:{_WORD}|{_CAPITALS})(?: [A-Z]\.)? (?:[A-Z][a-z]{{0,3}}[A-Z]?[a-z]{{1,20}}|{_CAPITALS}))"
_SIGNED_EN = re.compile(
    r"\b(?i:regards|sincerely|faithfully|truly|wishes|thanks|cheers)(?: (?i:yours))?[,.!]?[ ]{0,3}\n{1,3}[ ]{0,3}"
    rf"{_NAME_EN}(?=,| *$| *\n)"
)
_SENT_EN = re.compile(rf"^(?:From|To|Cc|Bcc|Attn|Contact|Name) ?: ?{_NAME_EN}(?=[,;(]| ?<| *$)", re.MULTILINE)
_BEFORE_ADDRESS_EN = re.compile(rf"(?<![A-Za-z] ){_NAME_EN} ?<[^<>\s]{{1,64}}@")
_SAID_EN = re.compile(
    rf"\b(?:[Mm]y name is {_NAME_EN}"
    rf"|(?:[Tt]his is|I am|I['’]m) {_NAME_EN.replace('name>', 'other>')}(?=,? (?:from|in|at|of) ))"
)
ENGLISH = (_SIGNED_EN, _SENT_EN, _BEFORE_ADDRESS_EN, _SAID_EN)


def japanese(text: str) -> Iterator[str]:
    """Yield what may be a name in kanji where a letter has one; whether it is a name is for its surname to tell."""
    for pattern in JAPANESE:
        yield from (found["name"] for found in pattern.finditer(text))


def english(text: str) -> Iterator[str]:
    """Yield what stands in capital letters where a letter has a name."""
    for pattern in ENGLISH:
        yield from (next(filter(None, found.groups())) for found in pattern.finditer(text))
