"""Which dates are a notice's own: rules, of which the first that applies decides."""

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

from questions.notices.context import line
from questions.notices.date_forms import Mention
from questions.notices.names import NAME
from questions.notices.vocabulary.roles import JAPANESE

_HEAD = 1500
"""Characters in which a notice gives its own date; in the first third of them even without a label."""
_TITLE = _HEAD // 3
_SIGNED = 100
"""Characters at the end in which an organisation signs with the date."""
_FOOT = 60
"""Characters at the end in which a date may stand before whoever signs."""
_LONGEST_NAME = 50

_LABEL = re.compile(
    r"(?:(?:公表日|掲載日|発表日|更新日|公開日|発行日|投稿日|発信日|配信日)時?\s?[:\]】]?|(?:日付|掲載|公表"
    r"|発表|発信|配信|更新)\s?[:\]】]"
    r"|(?:posted|published|issued|dated?(?: of (?:this )?(?:notice|letter))?|updated)(?: on)?\s?[:\]】]?)\s{0,4}$",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(
    r"(?:発生|判明|発覚|紛失|送信|報告|検知|停止|対応)(?:時期|日時?|年月日?|期間)?\s?[:】]?\s{0,4}$"
)
_IN_BRACKETS = re.compile(
    r"\s?(?:付|更新|公開|掲載)\s?\)|\)\s{0,4}$"
    r"|\s?[^()\n。、]{1,16}(?:新聞|新報|日報|時報|通信|タイムス|タイムズ|放送|テレビ|ニュース)\)\s{0,4}$"
)
_ALONE = re.compile(
    r"[\s(・]{0,8}(?:\([月火水木金土日]\))?(?:\s?\d{1,2}:\d\d"
    r"|\s?\d{1,2}時(?:\d{1,2}分)?)?\s{0,4}(?:付|公表|発表|掲載|更新|現在)?\)?\s{0,4}"
)
_UPDATED = re.compile(r"\s?(?:更新|掲載|公開)日?(?=\s)")
_DATELINE = re.compile(
    r"[A-Z][A-Za-z .]{1,30}[,:]\s(?:[A-Z][A-Za-z.]{1,12}[,:]?\s){0,2}(?:-{1,2}\s)?(?:[A-Z][a-z]{2,8}day,\s)?\(?$"
)
_AFTER_DATELINE = re.compile(r"\)?\s?(?:--|-|/PRNewswire|/)")
_TOLD_BEFORE = re.compile(r"。|[a-z][.!?]\s|(?:19|20)\d\d|令和|平成")
_TELLS = re.compile(
    r"。|[a-z][.!?](?:\s|$)|(?:まし|され|し)た(?:\s|$)|を(?:受け|確認)|[がを][^\n]{0,12}(?:発生|判明|紛失"
    r"|停止|開始|完了|報告)\s*$"
)
_APART_BEFORE = re.compile(
    r"(?:^|[(\[【|/:]\s?|\s-\s|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?|[A-Z],|[Aa]s of)\s"
    r"|(?<!\bon)(?<!\bin)(?<!since)(?<!from)(?<!until)(?<!after)(?<!before)\s)$"
)
_APART_AFTER = re.compile(r"(?:\s?\([月火水木金土日](?:曜日?|・祝)?\))?(?:T\d\d:\d\d|$|[)\]】|/:]|\s)")
_AGENCY = re.compile(r"\([^\n。、()]{2,12}\s")
_AFTER_AGENCY = re.compile(r"(?:\s\d{1,2}:\d\d)?\)\s{0,4}")
_SIGNER = re.compile(r"\s{1,4}[^\n。、:]{2,30}\)?")


class Spot(NamedTuple):
    """A date in its line: the text, where the line and the date begin and end, and the line before and after it."""

    text: str
    line_start: int
    start: int
    end: int
    before: str
    after: str

    @property
    def opens_line(self) -> bool:
        """Tell whether nothing stands before it in its line."""
        return not self.before.strip(" (")

    def is_in_last(self, number: int) -> bool:
        """Tell whether it ends in so many last characters of the text."""
        return self.end > len(self.text.rstrip()) - number


class Rule(NamedTuple):
    """How a date stands, and whether it is the notice's own then."""

    name: str
    applies: Callable[[Spot], object]
    is_own: bool = True


def _is_labelled(spot: Spot) -> object:
    return _LABEL.search(spot.before)


def _stands_below_other_label(spot: Spot) -> object:
    above = line(spot.text, max(0, spot.line_start - 1)).start
    return spot.opens_line and _OTHER_LABEL.search(spot.text, above, spot.line_start)


def _stands_in_brackets(spot: Spot) -> object:
    return spot.before.endswith("(") and _IN_BRACKETS.match(spot.after)


def _stands_alone(spot: Spot) -> object:
    return spot.opens_line and (_ALONE.fullmatch(spot.after) or _UPDATED.match(spot.after))


def _follows_name(spot: Spot) -> object:
    """Tell whether organisation and date stand under the title or the text."""
    if spot.after.strip() or len(spot.before) >= _LONGEST_NAME:
        return False
    return (spot.start < _TITLE or spot.is_in_last(_SIGNED)) and NAME.search(spot.before)


def _stands_in_dateline(spot: Spot) -> object:
    return _DATELINE.fullmatch(spot.before) and _AFTER_DATELINE.match(spot.after)


def _heads_first_lines(spot: Spot) -> object:
    """Tell whether a date is the first of a text and stands apart in a line above its first sentence."""
    if spot.start > _TITLE or _TOLD_BEFORE.search(spot.text, 0, spot.start) or _TELLS.search(spot.after):
        return False
    return not _OTHER_LABEL.search(spot.before) and _APART_BEFORE.search(spot.before) and _APART_AFTER.match(spot.after)


def _closes_with_agency(spot: Spot) -> object:
    """Tell of (共海通信 2022年8月5日 19:02)."""
    return spot.is_in_last(_FOOT) and _AGENCY.fullmatch(spot.before) and _AFTER_AGENCY.fullmatch(spot.after)


def _closes_in_brackets(spot: Spot) -> object:
    """Tell of a text that ends with (2023/7/16 05:00)."""
    return spot.is_in_last(_FOOT) and spot.before.endswith("(") and _AFTER_AGENCY.fullmatch(spot.after)


def _stands_before_signer(spot: Spot) -> object:
    """Tell of 令和6年7月11日 県教育委員会."""
    if not spot.is_in_last(_FOOT) or not spot.opens_line or _TELLS.search(spot.after):
        return False
    return not any(cue.search(spot.after) for _role, cue in JAPANESE[0]) and _SIGNER.fullmatch(spot.after)


RULES = (
    Rule("labelled", _is_labelled),
    Rule("below another label", _stands_below_other_label, is_own=False),
    Rule("in brackets", _stands_in_brackets),
    Rule("alone in its line", _stands_alone),
    Rule("after the organisation", _follows_name),
    Rule("in a dateline", _stands_in_dateline),
    Rule("above the first sentence", _heads_first_lines),
    Rule("behind a news agency", _closes_with_agency),
    Rule("in brackets at the end", _closes_in_brackets),
    Rule("before whoever signs", _stands_before_signer),
)


def find_rule(folded: str, mention: Mention) -> Rule | None:
    """Return the rule that decides whether a date is the notice's own; None where none applies."""
    around = line(folded, mention.start)
    before, after = folded[around.start : mention.start], folded[mention.end : around.end]
    spot = Spot(folded, around.start, mention.start, mention.end, before, after)
    return next((rule for rule in RULES if rule.applies(spot)), None)


def stands_at_head(folded: str, mention: Mention) -> bool:
    """Tell whether a date is the notice's own: alone in its line, labelled so, in a dateline, beside whoever signs."""
    rule = find_rule(folded, mention)
    return rule is not None and rule.is_own


def announced_on(folded: str, mentions: list[Mention]) -> datetime.date | None:
    """Return the date that the notice itself carries, if it carries one: in its head, else at its very end."""
    head = [mention for mention in mentions if mention.start <= _HEAD]
    for mention in [*head, *mentions[-1:]]:
        if mention.year and mention.month and mention.day and stands_at_head(folded, mention):
            return datetime.date(mention.year, mention.month, mention.day)
    return None
