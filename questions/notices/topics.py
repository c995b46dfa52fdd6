"""What kind of incident it is, whether it is one at all, and whether it is two."""

import re
from itertools import islice

from questions.notices.context import sentence
from questions.notices.facts import Block, Named, Remark
from questions.notices.vocabulary.topics import APOLOGY, GENERAL, HAPPENED, REMEDY, TOPIC_PATTERNS

MOST = 50
MOST_OF_A_FORM = 1
"""Kinds of facts that an empty form of a case page may seem to have."""
ENOUGH_OF_A_STORY = 3
"""Kinds of facts (how many, which data, when, who noticed) that together with an apology tell of an incident."""
_CASES = re.compile(
    (
        r"(?:^|\n)[ ・■□●◆【(]{0,4}(?:(?:事案|事例|事故|ケース|案件|incident"
        r"|case)\s?(?P<n>[1-9１-９①-⑨一二三四五]|その[1-9一二三])|(?P<th>[1-9一二三四五])件目)(?:[\s:.】)]|$)"
    ),
    re.IGNORECASE,
)
_SO_MANY = re.compile(
    r"(?<![\d.,])(?:[2-9]|二|三|複数|two|three|several)\s?(?:件|つ|separate|different|unrelated"
    r"|distinct|data|security)?\s?の?(?:個人情報(?:の|に関する)?(?:漏えい|紛失|流出)?)?(?:事案"
    r"|事故|incidents|breaches)(?:が|を|は|\b)"
)
# A headline of a notice: お客様情報の紛失についてのお詫び, Notice of a data breach.
_SORRY_HEAD = re.compile(
    r"(?:^|\n)[ ・■□●◆【]{0,4}(?P<head>[^\n。、:]{4,80}"
    r"(?:お詫び|おわび)(?:とお知らせ|とご報告|と経過報告|及びお知らせ)?"
    r"|notice of (?:a |an )?(?:[a-z]{1,12} ){0,3}(?:breach|incident)[^\n.]{0,60})[ 】)]{0,3}(?=\n|$)"
)
_SIGNS_OF_HEADS = re.compile(r"[\s「」『』()-]")
FAR = 80
"""Characters from one headline to the next, if they are not a title and its second line."""
STORY = 1_500
_HEADS = frozenset({"checklist-code", "sector", "occurred"})


def read_topics(source: str, lowered: str) -> tuple[Named, ...]:
    """Read the topics, the most often named first, each at the first place that names it."""
    found = []
    for value, pattern in TOPIC_PATTERNS:
        places = [place.span() for place in islice(pattern.finditer(lowered), MOST)]
        if value == "supplier-oversight":
            places = [place for place in places if not REMEDY.search(lowered, *sentence(lowered, *place))]
        if places:
            start, end = places[0]
            found.append(
                (len(places), Named(key=f"topic-{value}", text=source[start:end], start=start, end=end, value=value))
            )
    return tuple(topic for _, topic in sorted(found, key=lambda each: (-each[0], each[1].start)))


def is_incident(lowered: str, topics: tuple[Named, ...], details: int = 0, *, is_case_page: bool = False) -> bool:
    """Tell whether the text tells of something that happened, not of rules, offers or advice.

    `details`: how many kinds of facts it has (whom it concerned, which data, when); news says no word of apology.
    A case page tells of an incident in whatever words, as long as it has such facts.
    """
    if is_case_page and details > MOST_OF_A_FORM:
        return True
    told = sum(1 for _ in islice(HAPPENED.finditer(lowered), MOST))
    general = sum(1 for _ in islice(GENERAL.finditer(lowered), MOST))
    sorry = bool(APOLOGY.search(lowered))
    if sorry and details >= ENOUGH_OF_A_STORY:
        told = max(told, 1)
    if told == 0 or not (sorry or topics or details > 1):
        return False
    return told + 2 * sorry + (len(topics) + details) / 2 > general


def one_more_below(source: str, lowered: str, aside: tuple[Named, ...]) -> Remark | None:
    """Return a remark where another notice begins: at a second headline that is sorry, or in what was set aside."""
    heads = list(islice(_SORRY_HEAD.finditer(lowered), MOST))
    titles = [_SIGNS_OF_HEADS.sub("", head["head"]) for head in heads]
    for number, head in enumerate(heads):
        is_other = titles[number] not in titles[:number] and head.start() - heads[0].end() > FAR
        if is_other and HAPPENED.search(lowered, head.end(), head.end() + STORY):
            return _remark(source, *head.span("head"))
    for part in aside:
        end = min(part.end, part.start + STORY)
        told = sum(1 for _ in islice(HAPPENED.finditer(lowered, part.start, end), 2))
        if told > 1 and APOLOGY.search(lowered, part.start, end):
            return _remark(source, part.start, end)
    return None


def two_incidents(lowered: str, source: str, blocks: tuple[Block, ...]) -> list[Remark]:
    """Return remarks at the places that speak of a further incident."""
    remarks = []
    numbers = {found["n"] or found["th"] for found in islice(_CASES.finditer(lowered), MOST)}
    if len(numbers) > 1:
        second = list(islice(_CASES.finditer(lowered), MOST))[1]
        remarks.append(_remark(source, second.start() + len(second[0]) - len(second[0].lstrip()), second.end()))
    elif so_many := _SO_MANY.search(lowered):
        around = sentence(lowered, *so_many.span())
        remarks.append(_remark(source, *around))
    repeated = [block for block in blocks if block.value in _HEADS]
    for block in repeated:
        if sum(other.value == block.value for other in repeated) > 1 and not remarks:
            last = [other for other in repeated if other.value == block.value][-1]
            remarks.append(_remark(source, last.start, last.end))
    return remarks


def _remark(source: str, start: int, end: int) -> Remark:
    return Remark(code="two-incidents", start=start, end=end, text=source[start:end].strip())
