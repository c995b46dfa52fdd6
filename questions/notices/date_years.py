"""Which year a date belongs to that names none, and which day "the same day" is."""

import datetime
import re
from typing import NamedTuple

from questions.notices.chronology import told_below
from questions.notices.context import line
from questions.notices.date_forms import Mention
from questions.notices.names import NAME
from questions.notices.vocabulary.roles import JAPANESE

HEAD = 1500
_FOOT = 60
_LABEL = re.compile(
    r"(?:(?:公表日|掲載日|発表日|更新日|公開日|発行日|投稿日|発信日|配信日)時?\s?[:\]】]?|(?:日付|掲載|公表|発表|発信|配信|更新)\s?[:\]】]"
    r"|(?:posted|published|issued|dated?(?: of (?:this )?(?:notice|letter))?|updated)(?: on)?\s?[:\]】]?)\s{0,4}$",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(
    r"(?:発生|判明|発覚|紛失|送信|報告|検知|停止|対応)(?:時期|日時?|年月日?|期間)?\s?[:】]?\s{0,4}$"
)
_ALONE = re.compile(
    r"[\s(・]{0,8}(?:\([月火水木金土日]\))?(?:\s?\d{1,2}:\d\d"
    r"|\s?\d{1,2}時(?:\d{1,2}分)?)?\s{0,4}(?:付|公表|発表|掲載|更新|現在)?\)?\s{0,4}"
)
_DATELINE = re.compile(r"[A-Z][A-Za-z .]{1,30},\s(?:[A-Z][A-Za-z.]{1,12},?\s)?\(?$")
_AFTER_DATELINE = re.compile(r"\)?\s?(?:--|-|/PRNewswire|/)")
_TOLD_BEFORE = re.compile(r"。|[a-z][.!?]\s|(?:19|20)\d\d|令和|平成")
_TELLS = re.compile(
    r"。|[a-z][.!?](?:\s|$)|(?:まし|され|し)た(?:\s|$)|を(?:受け|確認)|[がを][^\n]{0,12}(?:発生|判明|紛失|停止|開始|完了|報告)\s*$"
)
_APART_BEFORE = re.compile(
    r"(?:^|[(\[【|/:]\s?|\s-\s|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?|[A-Z],|[Aa]s of)\s"
    r"|(?<!\bon)(?<!\bin)(?<!since)(?<!from)(?<!until)(?<!after)(?<!before)\s)$"
)
_APART_AFTER = re.compile(r"(?:\s?\([月火水木金土日](?:曜日?|・祝)?\))?(?:T\d\d:\d\d|$|[)\]】|/:]|\s)")
_UPDATED = re.compile(r"\s?(?:更新|掲載|公開)日?(?=\s)")
_FUTURE = re.compile(r"予定|再開(?!し)|まで(?:に|は)?|開始(?:します|いたします|する)|\bwill\b|\bplan", re.IGNORECASE)


class Resolved(NamedTuple):
    """A mention with its ISO value; `inferred` when part of it comes from elsewhere in the text."""

    start: int
    end: int
    value: str
    inferred: bool
    heads: bool


def resolve(folded: str, mentions: list[Mention], in_periods: frozenset[int] = frozenset()) -> list[Resolved]:
    """Give every mention its value; what leans on nothing that is known is left out.

    "The same day" means the last single day, not the end of a period (`in_periods`: where their dates begin).
    """
    below = told_below(folded, [(mention.start, mention.end) for mention in mentions])
    announced = announced_on(folded, [mention for mention in mentions if mention.start not in below])
    result: list[Resolved] = []
    previous: datetime.date | None = None
    single: datetime.date | None = None
    for number, mention in enumerate(mentions):
        before = single or previous if (mention.relative or "").startswith("day") else previous
        complete = _complete(folded, mention, before, announced, mentions[number + 1 : number + 21])
        if complete is None:
            continue
        value, anchor = complete
        inferred = mention.year is None and not value.startswith("--")
        heads = mention.year is not None and mention.day is not None and mention.start not in below
        heads = heads and stands_at_head(folded, mention)
        result.append(Resolved(mention.start, mention.end, value, inferred, heads))
        previous = anchor or previous
        if mention.start not in in_periods:
            single = anchor or single
    return result


def announced_on(folded: str, mentions: list[Mention]) -> datetime.date | None:
    """Return the date that the notice itself carries, if it carries one."""
    for mention in mentions:
        if mention.start > HEAD:
            break
        if mention.year and mention.month and mention.day and stands_at_head(folded, mention):
            return datetime.date(mention.year, mention.month, mention.day)
    last = mentions[-1] if mentions else None
    if last and last.year and last.month and last.day and stands_at_head(folded, last):
        return datetime.date(last.year, last.month, last.day)
    return None


def stands_at_head(folded: str, mention: Mention) -> bool:
    """Tell whether a date is the notice's own: alone in its line, labelled so, or in a dateline."""
    around = line(folded, mention.start)
    before, after = folded[around.start : mention.start], folded[mention.end : around.end]
    if _LABEL.search(before):
        return True
    if not before.strip(" (") and _OTHER_LABEL.search(
        folded, line(folded, max(0, around.start - 1)).start, around.start
    ):
        return False
    if before.endswith("(") and re.match(r"\s?(?:付|更新|公開|掲載)\s?\)|\)\s{0,4}$", after):
        return True
    if not before.strip(" (") and (_ALONE.fullmatch(after) or _UPDATED.match(after)):
        return True
    outside = mention.start < HEAD // 3 or mention.end > len(folded.rstrip()) - 100
    if not after.strip() and outside and len(before) < 50 and NAME.search(before):
        return True  # the organisation and the date, under the title or the text
    return (
        bool(_DATELINE.fullmatch(before) and _AFTER_DATELINE.match(after))
        or _heads_first_lines(folded, mention)
        or (mention.end > len(folded.rstrip()) - _FOOT and _stands_at_foot(before, after))
    )


def _stands_at_foot(before: str, after: str) -> bool:
    """Tell whether a date in the last lines stands before whoever signs: 令和6年7月11日 県教育委員会."""
    if re.fullmatch(r"\([^\n。、()]{2,12}\s", before) and re.fullmatch(r"(?:\s\d{1,2}:\d\d)?\)\s{0,4}", after):
        return True  # (共海通信 2022年8月5日 19:02)
    if before.strip(" (") or _TELLS.search(after) or any(cue.search(after) for _, cue in JAPANESE[0]):
        return False
    return bool(re.fullmatch(r"\s{1,4}[^\n。、:]{2,30}\)?", after))


def _heads_first_lines(folded: str, mention: Mention) -> bool:
    """Tell whether a date is the first of a text and stands apart in a line above its first sentence."""
    around = line(folded, mention.start)
    before, after = folded[around.start : mention.start], folded[mention.end : around.end]
    if mention.start > HEAD // 3 or _TOLD_BEFORE.search(folded, 0, mention.start) or _TELLS.search(after):
        return False
    return not _OTHER_LABEL.search(before) and bool(_APART_BEFORE.search(before) and _APART_AFTER.match(after))


def _complete(
    folded: str,
    mention: Mention,
    previous: datetime.date | None,
    announced: datetime.date | None,
    following: list[Mention],
) -> tuple[str, datetime.date | None] | None:
    if mention.year:
        return _iso(mention.year, mention.month, mention.day), _date(mention.year, mention.month, mention.day)
    if mention.relative:
        return _relative(mention, previous, announced)
    assert mention.month is not None  # noqa: S101 - only relative ones have no month
    anchor = previous or next((_date(m.year, m.month, m.day) for m in following if m.year), None) or announced
    if anchor is None:
        return _without_year(mention), None
    year = _nearest_year(mention, anchor)
    if announced and not _FUTURE.search(folded, mention.end, mention.end + 30):
        while (day := _date(year, mention.month, mention.day)) and day > announced:
            year -= 1
    return _iso(year, mention.month, mention.day), _date(year, mention.month, mention.day)


def _without_year(mention: Mention) -> str:
    return f"--{mention.month:02}" + (f"-{mention.day:02}" if mention.day else "")


def _relative(
    mention: Mention, previous: datetime.date | None, announced: datetime.date | None
) -> tuple[str, datetime.date | None] | None:
    kind = mention.relative or ""
    if kind.startswith("year-"):
        return _in_such_a_year(mention, previous, announced)
    if kind == "this-month":
        return _in_this_month(mention, previous or announced, announced)
    base = announced if kind == "announced" or (kind.startswith("weekday") and not previous) else previous
    if base is None:
        return None
    if kind.startswith("weekday"):
        return _on_weekday(int(kind[-1]), previous, announced)
    if kind.startswith("month"):
        first = base.replace(day=1) + datetime.timedelta(days={"+1": 31, "-1": -1, "+0": 0}[kind[5:]])
        day = _date(first.year, first.month, mention.day)
    else:
        day = base + datetime.timedelta(days=int(kind[3:] or 0)) if kind.startswith("day") else base
    return (day.isoformat(), day) if day else None


def _in_such_a_year(
    mention: Mention, previous: datetime.date | None, announced: datetime.date | None
) -> tuple[str, datetime.date | None] | None:
    shift = (mention.relative or "").removeprefix("year-")
    base = previous if shift in {"same", "next", "previous"} else announced or previous
    if mention.month is None:
        return None
    if base is None:
        return _without_year(mention), None
    year = base.year + {"before": -1, "previous": -1, "next": 1}.get(shift, 0)
    return _iso(year, mention.month, mention.day), _date(year, mention.month, mention.day)


def _in_this_month(
    mention: Mention, base: datetime.date | None, announced: datetime.date | None
) -> tuple[str, datetime.date | None] | None:
    """Return the day in the month that is spoken of; the day of the notice where that is it."""
    if base is None:
        return f"---{mention.day:02}", None
    if announced and announced.day == mention.day:
        return announced.isoformat(), announced
    day = _date(base.year, base.month, mention.day)
    if day is None or (announced and day > announced):
        return None
    return day.isoformat(), day


def _on_weekday(
    weekday: int, previous: datetime.date | None, announced: datetime.date | None
) -> tuple[str, datetime.date] | None:
    """Return the first such day from the one that was spoken of on, else the last one before the notice."""
    day = previous and previous + datetime.timedelta(days=(weekday - previous.weekday()) % 7)
    if announced and (day is None or day > announced):
        day = announced - datetime.timedelta(days=(announced.weekday() - weekday) % 7)
    return (day.isoformat(), day) if day else None


def _nearest_year(mention: Mention, anchor: datetime.date) -> int:
    def distance(year: int) -> int:
        day = _date(year, mention.month, mention.day)
        return abs((day - anchor).days) if day else 10_000

    return min((anchor.year, anchor.year - 1, anchor.year + 1), key=distance)


def _date(year: int | None, month: int | None, day: int | None) -> datetime.date | None:
    try:
        return datetime.date(year or 0, month or 1, day or 1)
    except ValueError:
        return None


def _iso(year: int, month: int | None, day: int | None) -> str:
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
