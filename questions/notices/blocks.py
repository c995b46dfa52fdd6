"""The parts of the association's case pages. Every part is optional, and its heading drifts over the years."""

import re
from itertools import islice

from questions.notices.context import line
from questions.notices.facts import Block, numbered

MOST = 200
HEADINGS = [
    ("overview", r"事故(?:の)?概要|概要|事案の概要"),
    ("sector", r"業種(?:・業態)?|業界"),
    ("occurred", r"発生(?:時期|日時?|年月日?)|事故発生(?:時期|日)"),
    ("people", r"漏(?:えい|洩|れた|洩した)(?:の)?(?:人数|件数|数)|流出(?:人数|件数)|影響(?:人数|件数)"
r"|対象(?:人数|件数)"),
    ("source", r"引用元|出典|参照元|情報源"),
    ("cause", r"事故(?:の)?原因|推定原因|原因"),
    ("checklist-code", r"チェックリスト(?:の)?コード|該当コード"),
    ("rules", r"(?:チェックリストにある)?要求(?:ルール|事項)"),
    ("measures", r"推奨(?:される)?対策|推奨策"),
    ("measure", r"対策"),
    ("example", r"具体例|具体的な例|実施例"),
]  # fmt: skip
_HEADING = re.compile(
    r"(?:^|\n)(?P<mark>[ ■□●◆◇▼【\[<《〔・*#]{0,4})(?P<name>"
    + "|".join(f"(?P<{name.replace('-', '_')}>{pattern})" for name, pattern in HEADINGS)
    + r")(?P<close>[ 】\]>》〕]{0,3})(?P<colon>\s?:)?(?P<rest>[^\n]{0,200})(?=\n|$)"
)
# Headings that are also ordinary words count only when they look like headings.
_ORDINARY = frozenset({"overview", "cause", "measure"})
_COMMENTARY = frozenset({"checklist-code", "rules", "measures", "measure", "example"})
_TAKES_ONE_LINE = frozenset({"sector", "occurred", "people", "source"})


def read_blocks(source: str, folded: str) -> tuple[Block, ...]:
    """Read the blocks of a case page; an ordinary notice has none."""
    found = [each for each in islice(_HEADING.finditer(folded), MOST) if _is_heading(each)]
    names = [_name(each) for each in found]
    if len(set(names) & {"sector", "checklist-code", "rules", "measures", "people", "example", "source"}) < 2:
        return ()
    result = []
    for number, each in enumerate(found):
        start = each.start("rest") if names[number] in _TAKES_ONE_LINE or each["rest"].strip() else each.end()
        end = found[number + 1].start() if number + 1 < len(found) else len(folded)
        if names[number] in _TAKES_ONE_LINE and each["rest"].strip():
            end = line(folded, each.start("rest")).end
        start, end = _trimmed(folded, start, end)
        if start < end:
            name = names[number]
            result.append(Block(key=f"block-{name}", text=source[start:end], start=start, end=end, value=name))
    return numbered(result)


def _name(found: re.Match[str]) -> str:
    return next(name for name, _ in HEADINGS if found[name.replace("-", "_")])


def _is_heading(found: re.Match[str]) -> bool:
    rest = found["rest"].strip()
    marked = bool(found["mark"].strip() or found["close"].strip() or found["colon"])
    if not rest:
        return True
    if _name(found) in _ORDINARY:
        return marked and bool(found["colon"])
    apart = found["close"].startswith(" ") or found["rest"].startswith(" ")
    return marked or (_name(found) in _TAKES_ONE_LINE and apart)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    stripped = part.strip()
    start += len(part) - len(part.lstrip())
    return start, start + len(stripped)


def block(blocks: tuple[Block, ...], name: str) -> Block | None:
    """Return the first block of a name, if there is one."""
    return next((each for each in blocks if each.value == name), None)


def commentary(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return what is not the notice's own story: the association's code, rules and advice."""
    return tuple(each for each in blocks if each.value in _COMMENTARY)
