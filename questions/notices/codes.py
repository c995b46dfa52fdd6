"""Codes of the association's checklist, and which controls of the bank answer to them."""

import re
from collections.abc import Iterable
from itertools import islice

from questions.control import Control
from questions.notices.blocks import block
from questions.notices.facts import Block, Code, Found, Named, Proposal

MOST = 50
# Article of the Act on the Protection of Personal Information before 1 April 2022 and since.
ARTICLES = {20: 23, 21: 24, 22: 25}
_CODE = re.compile(
    r"(?<![\d\-])(?P<code>(?P<article>2[0-9])-(?P<item>\d{1,2}))(?![\d\-])\s?(?P<named>\((?:旧)?第?\d{2}条\))?(?P<label>[^\n]{0,120})"
)
_QUESTION = re.compile(r"[^\n。?]{4,300}(?:\?|。|(?=\n)|$)")


def read_codes(source: str, folded: str, blocks: tuple[Block, ...]) -> tuple[Code, ...]:
    """Read the codes that stand in their block or name their article; other numbers of this form are none."""
    places = [each for each in blocks if each.value in {"checklist-code", "cause"}]
    rules = _rules(source, folded, blocks)
    found: dict[str, Code] = {}
    for each in islice(_CODE.finditer(folded), MOST * 20):
        inside = any(place.start <= each.start() < place.end for place in places)
        if not inside and not each["named"]:
            continue
        value, article = each["code"], int(each["article"])
        label = re.sub(r"^(?:\((?:旧)?第?\d{2}条\)\s?)+", "", each["label"].strip()).strip(" :・") or None
        found.setdefault(
            value,
            Code(
                key=f"code-{value}", text=source[slice(*each.span("code"))], start=each.start("code"),
                end=each.end("code"), value=value, label=label, article=article, article_now=ARTICLES.get(article),
                rules=rules,
            ),
        )  # fmt: skip
    return tuple(found.values())[:MOST]


def _rules(source: str, folded: str, blocks: tuple[Block, ...]) -> tuple[Found, ...]:
    part = block(blocks, "rules")
    if part is None:
        return ()
    rules = []
    for number, each in enumerate(islice(_QUESTION.finditer(folded, part.start, part.end), MOST), start=1):
        text = source[each.start() : each.end()]
        start = each.start() + len(text) - len(text.lstrip(" 　・\n"))
        if start < each.end():
            rules.append(Found(key=f"rule-{number}", text=source[start : each.end()], start=start, end=each.end()))
    return tuple(rules)


def propose(codes: tuple[Code, ...], topics: tuple[Named, ...], controls: Iterable[Control]) -> tuple[Proposal, ...]:
    """Propose controls of the bank: those that carry a code of the notice, then those that share a topic with it."""
    known = list(controls)
    result: dict[str, Proposal] = {}
    for code in codes:
        for control in known:
            if control.checklist_code == code.value:
                result[control.key] = _proposal(control.key, "code", code)
    for topic in topics:
        for control in known:
            if topic.value in control.topics and control.key not in result:
                result[control.key] = _proposal(control.key, "topic", topic)
    return tuple(result.values())


def _proposal(control: str, reason: str, because: Found) -> Proposal:
    return Proposal(
        key=f"control-{control}", text=because.text, start=because.start, end=because.end, value=control,
        reason=reason, because=because.key,
    )  # fmt: skip
