"""What the organisation will do, and what somebody else recommends."""

import re
from collections.abc import Iterator
from itertools import islice

from questions.notices.facts import Block, Measure, numbered

MOST = 40
LONGEST = 3000
_HEADING = re.compile(
    r"(?:^|\n)[ ]{0,4}(?:(?P<mark>[■□●◆◇▼【\[<*#・])|\(?(?P<number>\d{1,2})[.)、 ]|[①-⑨]|[一二三四五六七八九][、.])?"
    r"\s{0,2}(?:今後の(?:対応|対策)(?:と|及び|および|・)?(?:再発防止)?策?|再発防止(?:策|に向けて"
    r"|への取り?組み|のための)?[^\n]{0,24}|what we are doing|next steps|preventive measures"
    r"|steps we have taken)\s?[】\]>:]{0,2}[ ]{0,4}(?=\n)",
    re.IGNORECASE,
)
_AFTER_ALL = (
    r"[■□●○◆◇・(【\[<]{0,2}(?:本件に関する)?(?:お?問い?合わ?せ|ご?連絡先|担当(?:者|部署|課)?\s?[:】)])"
    r"|(?:引用元|以上(?=\n|$))|(?:for more|about|if you have)[^\n]{1,60}(?=\n)"
)
_EMPTY_LINE = r"|\n\s{0,4}\n(?=[^\n。]{1,30}\n)"
_ANY_HEADING = r"[■□●◆◇▼【\[<#]|\(?\d{1,2}[.)、 ][^\n。]{1,30}(?=\n)|[①-⑨][^\n。]{1,30}(?=\n)"
_SENTENCE = re.compile(r"[^。\n.]{4,400}(?:\.(?=[0-9A-Za-z])[^。\n.]{1,100}){0,6}(?:。|\.|(?=\n)|$)")
_NO_MEASURE = re.compile(
    r"報告済|お知らせいた|お知らせします|お詫び|申告|捜査|thank you|apologi|\bwe (?:reported|notified|began mailing)",
    re.IGNORECASE,
)
_MARK = " 　・-*■□●○◆◇\n"


def read_measures(source: str, folded: str, blocks: tuple[Block, ...]) -> tuple[Measure, ...]:
    """Read measures sentence by sentence: the organisation's own, then those of the case page's association."""
    found = list(_own(source, folded))
    for part in blocks:
        advice = {"measure", "example"} if any(each.value == "measure" for each in blocks) else {"measures", "example"}
        if part.value in advice:
            found += _sentences(source, folded, part.start, part.end, "association")
    return numbered(found[:MOST])


def _own(source: str, folded: str) -> Iterator[Measure]:
    for heading in islice(_HEADING.finditer(folded), 5):
        limit = min(len(folded), heading.end() + LONGEST)
        after = _next_heading(heading).search(folded, heading.end() + 1, limit)
        yield from _sentences(source, folded, heading.end(), after.start() if after else limit, "organisation")


def _next_heading(heading: re.Match[str]) -> re.Pattern[str]:
    """Return what a heading after this one looks like, so that the numbered items below it are none."""
    if heading["number"]:
        like = rf"\(?{int(heading['number']) + 1}[.)、 ]"
    else:
        like = rf"{re.escape(heading['mark'])}[^\n。]{{1,40}}(?=\n)|【" if heading["mark"] else _ANY_HEADING
    return re.compile(rf"\n[ ]{{0,4}}(?:{like}|{_AFTER_ALL}){_EMPTY_LINE}", re.IGNORECASE)


def _sentences(source: str, folded: str, start: int, end: int, by: str) -> Iterator[Measure]:
    for each in islice(_SENTENCE.finditer(folded, start, end), MOST):
        text = source[each.start() : each.end()]
        first = each.start() + len(text) - len(text.lstrip(_MARK))
        is_said = bool(folded[each.start() : each.end()].strip())  # blank: it was set aside
        if is_said and each.end() - first > 5 and not _NO_MEASURE.search(text):
            words = source[first : each.end()]
            yield Measure(
                key=f"measure-{by}", text=words, start=first, end=each.end(), value=words.rstrip("。. "), by=by
            )
