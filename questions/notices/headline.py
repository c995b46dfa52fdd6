"""What a notice is called, and who published it, as far as its own lines say."""

import re
from collections.abc import Iterable

from questions.notices.blocks import block, read_blocks
from questions.notices.names import NAME
from questions.notices.normal import fold

LONGEST_TITLE, SHORTEST_TITLE = 100, 12
_LONGEST_HEAD = 2_000
_MOST_LINES = 12
_SHORTEST_HEADLINE = 8
_FOOT = 80
"""Characters at the end in which news says who published it."""

_TELLS = re.compile(
    r"お?詫び|おわび|お知らせ|ご?報告|について|に関する|漏え?い|漏洩|流出|紛失|盗難|誤送|誤って|不正|被害"
    r"|改ざん|ランサム|乗っ取"
    r"|\b(?:notice|statement|incident|breach|attack|stolen|lost|hack(?:ed|ers)?|leak(?:ed)?|email(?:ed)?|fraud)\b",
    re.IGNORECASE,
)
_ENDS_A_SENTENCE = re.compile(r"[。.:]$")
_LABEL = re.compile(
    r"^(?:更新日|公表日|掲載日|発表日|発行日|発生(?:時期|日)|漏え?い(?:人数|件数)|業種|引用元|事故から学ぶ"
    r"|dated?\b|posted\b|dear\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:による|に関する|における|に係る|の|を)$")
_PRESS = re.compile(
    r"\([^()\n]{0,40}?(?P<name>[一-龥ァ-ヶー々][一-龥ァ-ヶーの々]{0,14}?"
    r"(?:新聞|新報|日報|時報|通信|タイムス|タイムズ|放送|テレビ|ニュース))(?![一-龥])[^()\n]{0,24}\)$"
)
_DIGIT = re.compile(r"\d")


def headline(text: str) -> str:
    """Return the line that says what a notice is about, cut where it is too long.

    A date, a name and what an association adds of its own say nothing of that; where no line does, the first long one.
    """
    lines = _with_second_lines(line.strip() for line in _own_beginning(text[:_LONGEST_HEAD]).splitlines())
    telling = (line for line in lines[:_MOST_LINES] if _is_headline(line))
    long = (line for line in lines if len(line) >= SHORTEST_TITLE and not _is_aside(fold(line)))
    return _cut(next(telling, None) or _first_sentence(next(long, "")) or (lines[0] if lines else ""))


def press_of(text: str) -> str:
    """Return the paper or agency that a text of the news closes with; empty where it closes with none."""
    found = _PRESS.search(fold(text.rstrip()[-_FOOT:]))
    return found["name"].removeprefix("日").strip() if found and _DIGIT.search(found[0]) else ""


def _own_beginning(head: str) -> str:
    """Return what stands above the blocks of a case page, and what happened; all of a text without blocks."""
    folded = fold(head)
    blocks = read_blocks(head, folded)
    if not blocks:
        return head
    story = block(blocks, "overview")
    above = head[: min(each.start for each in blocks)].rpartition("\n")[0]
    above = "\n".join(line for line in above.splitlines() if not _ENDS_A_SENTENCE.search(fold(line).strip()))
    return f"{above}\n{story.text if story else head}"


def _with_second_lines(lines: Iterable[str]) -> list[str]:
    """Return the lines that are not empty; of a headline on two lines both as one."""
    result: list[str] = []
    for line in filter(None, lines):
        if result and len(result[-1]) >= SHORTEST_TITLE and _GOES_ON.search(result[-1]):
            result[-1] += line
        else:
            result.append(line)
    return result


def _is_headline(line: str) -> bool:
    plain = fold(line)
    if not _SHORTEST_HEADLINE <= len(plain) <= 2 * LONGEST_TITLE:
        return False
    return not _ENDS_A_SENTENCE.search(plain) and not _is_aside(plain) and bool(_TELLS.search(plain))


def _is_aside(plain: str) -> bool:
    return bool(_LABEL.search(plain) or NAME.fullmatch(plain))


def _first_sentence(line: str) -> str:
    """Return the first sentence of a Japanese paragraph, with its end."""
    said, stop, _more = line.partition("。")
    return said + stop if len(said) >= SHORTEST_TITLE else line


def _cut(line: str) -> str:
    """Return a line that is too long up to its last whole word; in Japanese any character may be the last."""
    if len(line) <= LONGEST_TITLE:
        return line
    begun = line[: LONGEST_TITLE - 1]
    words = begun.rpartition(" ")[0] if begun.isascii() else begun
    return (words or begun).rstrip(" 、。,.;:") + "…"
