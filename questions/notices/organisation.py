"""Whose incident it is."""

import re
from collections.abc import Iterator
from itertools import islice

from questions.notices.blocks import block
from questions.notices.context import line
from questions.notices.facts import Block, Named
from questions.notices.names import IN_NEWS, NAME, NO_SPEAKER, PUBLIC, SPEAKER
from questions.notices.normal import fold

MOST = 300
HEAD = 600
_LONGEST_SOURCE = 40
_MEDIA = re.compile(r"新聞|通信(?!販売)|放送|テレビ|ニュース|NHK|news|https?:|\n", re.IGNORECASE)
_FOOT = 400
_IN_FOOT = re.compile(rf"(?:^|\n)[ ・]{{0,4}}(?P<name>{PUBLIC.pattern})")
_GREETING = re.compile(
    r"(?:いつも|平素(?:より|は)?|日頃(?:より)?|日ごろ(?:より)?)、?(?P<name>(?!当|弊|本|わ"
    r"|私)[^\s、。「」]{2,20}?)を(?:ご利用|ご愛顧|お引き?立て|ご支援)"
)
_SHORTEST_BEGINNING, _LONGEST_BEGINNING = 2, 8
_SUPPLIER_BEFORE = re.compile(
    (
        r"(?:委託(?:して|先|した|する)[^。\n]{0,16}|(?:業者|事業者|会社|ベンダー)(?:である|の|「)"
        r"|を請け負う|(?:department|ministry) of (?:[a-z]{1,12} ){0,3}"
        r"|vendors?,? |contractors?,? |suppliers?,? |provider,? |by )$"
    ),
    re.IGNORECASE,
)
_LEADS = re.compile(r"(?:代表取締役|理事長|学長|市長|社長|会長|代表|president|ceo)", re.IGNORECASE)
_SAYS = re.compile(
    r"\s(?:has |have |today |is |was )?(?:announced|apologi[sz]ed|said|notifies|notifying|notified|disclosed"
    r"|reported|confirmed|learned|discovered|suffered)\b|\s?(?:の顧客|の個人情報"
    r"|(?:\([^()\n]{1,16}\))?は[^。\n]{0,80}(?:発表|公表)|において)"
)


def read_organisation(source: str, folded: str, blocks: tuple[Block, ...]) -> Named | None:
    """Choose the organisation among the names: where it stands and how often it is named decide."""
    quoted = [each for each in (block(blocks, "source"), block(blocks, "sector")) if each]
    scores: dict[str, tuple[float, int, int]] = {}
    for start, end in _names(folded):
        name = re.sub(r"^The\s", "", folded[start:end].strip())
        score = _score(folded, start, end, quoted)
        total, first, last = scores.get(name, (0.0, start, end))
        scores[name] = (total + score, first, last)
    best = max(scores, key=lambda name: (scores[name][0], -scores[name][1]), default="")
    total, start, end = scores.get(best, (0, 0, 0))
    if total <= 0:
        start, end = _source_block(folded, blocks) or _speaker(folded) or _thanking(folded) or _to_ask(source) or (0, 0)
    if not end:
        return None
    start += len(source[start:end]) - len(source[start:end].lstrip())
    end = start + len(source[start:end].rstrip())
    return Named(key="organisation", text=source[start:end], start=start, end=end, value=folded[start:end])


def _source_block(folded: str, blocks: tuple[Block, ...]) -> tuple[int, int] | None:
    """Return where the source of a case page names somebody of whom the story speaks too: 引用元 なぎさ薬局グループ."""
    source = block(blocks, "source")
    if source is None or len(source.text) > _LONGEST_SOURCE or _MEDIA.search(source.text):
        return None
    name = folded[source.start : source.end]
    return (source.start, source.end) if folded.count(name) > 1 else None


def _speaker(folded: str) -> tuple[int, int] | None:
    """Return where somebody stands who is said to have spoken, though no form shows an organisation."""
    for found in SPEAKER.finditer(folded, 0, HEAD):
        name = found.lastgroup or "ja"
        if not NO_SPEAKER.search(found[name]):
            return found.span(name)
    return None


def _thanking(folded: str) -> tuple[int, int] | None:
    """Return where a shop names itself in its greeting: いつも茶舗やまのべをご利用いただき."""
    found = _GREETING.search(folded, 0, HEAD)
    return found.span("name") if found else None


def _to_ask(source: str) -> tuple[int, int] | None:
    """Return where a public body stands in the lines that say whom to ask, which are set aside otherwise."""
    since = max(0, len(source) - _FOOT)
    found = next(_IN_FOOT.finditer(fold(source[since:])), None)
    return (since + found.start("name"), since + found.end("name")) if found else None


def _names(folded: str) -> Iterator[tuple[int, int]]:
    for found in islice(NAME.finditer(folded), MOST):
        yield _with_beginning(folded, *found.span()) if IN_NEWS.match(folded, found.start()) else found.span()
    for found in islice(PUBLIC.finditer(folded, 0, HEAD), 20):
        yield found.span()


def _with_beginning(folded: str, start: int, end: int) -> tuple[int, int]:
    """Return a name with the hiragana before it that belong to it, as another place of the text shows."""
    first = start
    while start - first < _LONGEST_BEGINNING and "ぁ" <= folded[first - 1 : first] <= "ん":
        first -= 1
    for at in range(first, start):
        if re.search(rf"(?:^|[\s「『、(]){re.escape(folded[at:end])}", folded[:HEAD], re.MULTILINE):
            return at, end
    if folded[first] == "の" and start - first > _SHORTEST_BEGINNING:  # 食品販売のすずらん物産
        return first + 1, end
    return start, end


def _score(folded: str, start: int, end: int, quoted: list[Block]) -> float:
    if _SUPPLIER_BEFORE.search(folded, max(0, start - 30), start) and not _SAYS.match(folded, end):
        return -4
    score = 1.0
    around = line(folded, start)
    alone = not folded[around.start : start].strip(" ・:") and len(folded[end : around.end].strip()) < 14
    if alone and (start < HEAD or around.end > len(folded) - 200):
        score += 5
    if any(part.start <= start < part.end for part in quoted):
        score += 6
    if _LEADS.search(folded, end, end + 24):
        score += 2
    if _SAYS.match(folded, end):
        score += 3
    if start < HEAD:
        score += 0.5
    return score
