"""Two wordings of a text, compared word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from itertools import takewhile
from typing import Literal, NamedTuple

_WORDS = re.compile(
    r"[A-Za-z0-9\u00c0-\u024f\uff10-\uff5a'’]+"  # Latin words and numbers, of either width
    r"|[\u4e00-\u9fff々〆]+"  # Japanese has no spaces, but where the script changes a word mostly does as well
    r"|[\u30a0-\u30ff]+"
    r"|[\u3041-\u309f]+"
    r"|\s+"
    r"|."
)
_HIRAGANA = re.compile(r"[\u3041-\u309f]*")
_TOO_SHORT_TO_STAND = 2
_SHOWN_BESIDE = 80
"""Characters of what is the same that are shown beside a change; half of them where each is as wide as two."""
_WIDE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
_BROKEN_WORD = re.compile(r"^[\w'’]{1,20}[^\w\s]*(?=\s)")
_UNFINISHED_WORD = re.compile(r"(?<=\s)[^\w\s]*[\w'’]{1,20}$")
_LISTED = " / "
_MOST_WORDS = 4_000
"""Beyond this a text is compared as a whole: finding the longest common stretches takes quadratic time."""


class Stretch(NamedTuple):
    """Words that both wordings share (`same`), only the old one has (`gone`) or only the new one (`new`)."""

    kind: Literal["same", "gone", "new"]
    text: str


def compare_words(old: str, new: str) -> list[Stretch]:
    """Return the stretches of both wordings in reading order, what is gone before what is new in its place."""
    before, now = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(now)) > _MOST_WORDS:
        found = [("", old, new)] if old != new else [(old, "", "")]
    else:
        found = list(_bridged(_blocks(before, now)))
    stretches = [stretch for same, gone, added in found for stretch in _stretches(same, gone, added)]
    return [stretch for stretch in stretches if stretch.text]


def _stretches(same: str, gone: str, added: str) -> list[Stretch]:
    """Return a block in parts; endings in hiragana that a changed word keeps count as the same."""
    found = _HIRAGANA.match(gone[: _shared(gone, added)])
    kept = found.end() if found else 0
    return [Stretch("same", same + gone[:kept]), Stretch("gone", gone[kept:]), Stretch("new", added[kept:])]


def compare_lists(old: Sequence[str], new: Sequence[str]) -> list[Stretch]:
    """Return the stretches of two lists of values, each value whole."""
    stretches: list[Stretch] = []
    for what, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, now = _LISTED.join(old[start:end]), _LISTED.join(new[first:last])
        found = [Stretch("same", now)] if what == "equal" else [Stretch("gone", before), Stretch("new", now)]
        for stretch in found:
            if stretch.text:
                stretches += [Stretch("same", " "), stretch] if stretches else [stretch]
    return stretches


def shorten(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Leave out the middle of what is the same, so that a change in a long text is found."""
    last = len(stretches) - 1
    return [
        Stretch("same", _ends(text, number > 0, number < last)) if kind == "same" else Stretch(kind, text)
        for number, (kind, text) in enumerate(stretches)
    ]


def _ends(text: str, is_after: bool, is_before: bool) -> str:
    """Return the ends of a text that stand beside a change."""
    shown = _SHOWN_BESIDE // 2 if 2 * len(_WIDE.findall(text)) > len(text) else _SHOWN_BESIDE
    if len(text) <= 2 * shown:
        return text
    head = _UNFINISHED_WORD.sub("", text[:shown]) if is_after else ""
    tail = _BROKEN_WORD.sub("", text[-shown:]) if is_before else ""
    return f"{head}…{tail}"


_Block = tuple[str, str, str]
"""What is the same, and the change that follows it: what is gone and what is new."""


def _blocks(before: list[str], now: list[str]) -> Iterator[_Block]:
    # What both begin and end with belongs together; left to the search, repeated words are matched anywhere.
    start = _shared(before, now)
    end = _shared(before[start:][::-1], now[start:][::-1])
    one_middle, other_middle = (words[start : len(words) - end] for words in (before, now))
    found = SequenceMatcher(None, one_middle, other_middle, autojunk=False).get_matching_blocks()[:-1]
    matches = [Match(match.a + start, match.b + start, match.size) for match in found]
    one = other = 0
    same = ""
    ends = Match(len(before) - end, len(now) - end, end)
    for match in (Match(0, 0, start), *matches, ends):
        gone, added = "".join(before[one : match.a]), "".join(now[other : match.b])
        if same or gone or added:
            yield same, gone, added
        one, other = match.a + match.size, match.b + match.size
        same = "".join(before[match.a : one])
    if same:
        yield same, "", ""


def _shared(before: Sequence[str], now: Sequence[str]) -> int:
    """Return how many words, or letters, both begin with."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(before, now, strict=False)))


def _bridged(blocks: Iterator[_Block]) -> Iterator[_Block]:
    """Join changes with nothing but a particle, a space or a comma between them: as one change they can be read."""
    held: _Block | None = None
    for same, gone, added in blocks:
        if held and (held[1] or held[2]) and (gone or added) and len(same.strip()) <= _TOO_SHORT_TO_STAND:
            held = held[0], held[1] + same + gone, held[2] + same + added
            continue
        if held:
            yield held
        held = same, gone, added
    if held:
        yield held
