"""Dates in the forms that notices use, before it is known which year a date without one belongs to."""

import datetime
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from questions.notices.numerals import small_number

MOST = 300
"""Dates read from one text; a notice has a dozen, and a table of a thousand is none."""

# The first year of an era, less one.
ERAS = {
    **dict.fromkeys(("明治", "㍾", "M"), 1867),
    **dict.fromkeys(("大正", "㍽", "T"), 1911),
    **dict.fromkeys(("昭和", "㍼", "S"), 1925),
    **dict.fromkeys(("平成", "㍻", "H"), 1988),
    **dict.fromkeys(("令和", "㋿", "R"), 2018),
}
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "January Jan",
            "February Feb",
            "March Mar",
            "April Apr",
            "May",
            "June Jun",
            "July Jul",
            "August Aug",
            "September Sept Sep",
            "October Oct",
            "November Nov",
            "December Dec",
        ),
        start=1,
    )
    for name in names.split()
}


class Mention(NamedTuple):
    """A date as it stands in the text; what it leaves out is None. `relative` names what it leans on instead."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    relative: str | None = None


_ERA_NAMES = "明治|大正|昭和|平成|令和|[㍾㍽㍼㍻㋿]"
_N = r"(?:\d{1,2}|[一二三四五六七八九十〇]{1,3})"
_ASIDE = r"(?:\([^()\n]{1,8}\))?"


def _month_day(prefix: str) -> str:
    return rf"\s?(?P<{prefix}m>{_N})\s?月(?:\s?(?P<{prefix}d>{_N})\s?日(?!間))?"


_JAPANESE = re.compile(
    rf"(?P<era>{_ERA_NAMES})\s?(?P<ey>元|{_N})\s?{_ASIDE}\s?年{_ASIDE}(?!度|間|代)(?:{_month_day('e')})?"
    rf"|(?<!\d)(?P<yy>(?:19|20)\d\d|[一二][〇九][〇一二三四五六七八九]{{2}})\s?{_ASIDE}\s?年{_ASIDE}(?!度|間|代)"
    rf"(?:{_month_day('y')})?"
    rf"|(?P<rel>同年|本年|今年|当年|昨年|前年|翌年|去年)(?:の)?{_month_day('r')}"
    rf"|(?P<mon>同月|翌月|前月|先月|今月|本月)\s?(?P<md>{_N})\s?日(?!間)"
    rf"|(?<![\d.,])(?P<m>\d{{1,2}}|十[一二]?|(?<!十)[一二三四五六七八九])\s?月\s?(?P<d>{_N})\s?日(?!間|分)"
    r"|(?<![\d.,])(?P<lm>\d{1,2})\s?月(?=[上中下]旬|末|初|頃|ごろ|[にからま以,、])"
)
_NUMERIC = re.compile(
    r"(?<![\d/.\-A-Za-z])(?P<y>(?:19|20)\d\d)(?:(?P<s>[/.\-])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d/\-]|\.\d)"
    r"|[/\-](?P<ym>\d{1,2})(?![\d/\-]|\.\d))"
    rf"|(?<![A-Za-z\d])(?P<era>[MTSHR]|{_ERA_NAMES})\.?\s?(?P<ey>元|\d{{1,2}})(?P<es>[/.\-])(?P<em>\d{{1,2}})(?P=es)"
    r"(?P<ed>\d{1,2})(?![\d/\-]|\.\d)"
    r"|(?<![\d/.\-])(?P<wm>\d{1,2})/(?P<wd>\d{1,2})(?=\s?\([月火水木金土日](?:曜日?|・祝)?\))"
)
_MONTH = "(?:" + "|".join(f"{name}|{name.upper()}" for name in MONTHS) + r")\b"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_ENGLISH = re.compile(
    rf"\b(?P<a>{_MONTH})\.?\s(?P<ad>{_DAY})\s?(?:-|to|and|through)\s?(?=\d{{1,2}},?\s{_YEAR})"
    rf"|\b(?P<b>{_MONTH})\.?\s(?:the\s)?(?P<bd>{_DAY})(?![\d:])(?:,?\s(?P<by>{_YEAR}))?"
    rf"|(?:(?<![\d/.,\-])|(?<=\d-)(?<![/.,\-]\d-)(?<![\d/.,\-]\d\d-))(?P<cd>{_DAY})\s(?:of\s)?(?P<c>{_MONTH})(?:\.?,?\s(?P<cy>{_YEAR}))?"
    rf"|\b(?P<e>{_MONTH})\.?,?\s(?:of\s)?(?P<ey>{_YEAR})"
    rf"|\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Ff]rom|[Dd]uring|[Ll]ast|[Ii]n (?:early|mid|late))\s(?P<f>{_MONTH})(?!\.?,?\s\d)"
)
_END_OF_RANGE = re.compile(rf"(?P<d>{_DAY}),?\s(?P<y>{_YEAR})")
_START_OF_RANGE = re.compile(rf"(?<![\d/.,\-])(?P<d>{_DAY})\s?(?:-|to|and|through)\s?$")
_YEAR_ALONE = re.compile(
    r"\b(?:(?:in|since|during|until)|(?:of|from)(?=\s\d{4}(?:\s(?:to|until|onwards)|[^\w\s]|$)))\s(?P<y>(?:19|20)\d\d)"
    r"(?![\d/\-]|[.,]\d)"
)
# A day without its month, as news has it: 病院は29日、..., 22日から. Not 3日間, 同29日, 残り3日.
_DAY_ALONE = re.compile(
    r"(?<![\d.,月年同翌前第約計残各毎後\-~/])(?P<d>\d{1,2})日"
    r"(?=、|に(?!わたり|及|渡|\d)"
    r"|から(?! ?\d{1,2}日(?:以内|間|程度))|まで(?!に?は?\d)|付|未明|早朝|朝|昼|夕|夜|深夜|午前|午後"
    r"|の(?:午前|午後|朝|昼|夕|夜|会見|発表|時点)|\([月火水木金土日]\))"
)
# Without a year and a weekday only where a line of a chronology begins: 2/20 8:05 ...
_MONTH_DAY = re.compile(r"(?<![^\n])[ ・■●○◆*\-]{0,4}(?P<m>\d{1,2})/(?P<d>\d{1,2})(?=[ ~:](?!ページ|頁))")
# Nor within a line, but where the text writes whole dates so: 10/16に, 2.14委員会に; 3/4に減少 is none by itself.
_WHOLE = {
    "/": re.compile(r"(?<!\d)(?:(?:19|20)\d\d|[HR]\d{1,2})/\d{1,2}/\d{1,2}(?!\d)"),
    ".": re.compile(r"(?<!\d)(?:(?:19|20)\d\d|[HR]\d{1,2})\.\d{1,2}\.\d{1,2}(?!\d)"),
}
_IN_LINE = {
    "/": re.compile(
        r"(?<![\d/.\-A-Za-z])(?P<m>\d{1,2})/(?P<d>\d{1,2})(?=(?:に|より|から|まで|付|の(?:うち|朝|昼|夕|夜"
        r"|午前|午後))(?!減|増|分|な))"
    ),
    ".": re.compile(
        r"(?<![\d/.\-A-Za-z約])(?P<m>\d{1,2})\.(?P<d>\d{1,2})(?=(?:に|より(?!高|低|多|少)|から|まで|付|[一-龥]{4}))"
    ),
}
_DAY_FIRST = re.compile(
    r"(?<![\d/.\-])(?P<a>\d{1,2})(?P<s>[/.])(?P<b>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d)(?![\d/\-]|\.\d)"
)
# When somebody left or a company began is no day of the case.
_OF_A_LIFE = re.compile(r"(?:まで)?に(?:退職|入社|退社|設立|創業|創立|卒業|入学)")
_FEW = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_RELATIVE = re.compile(
    r"(?P<same>同日|同じ日|即日|同夜|その日(?=の|、|[ぁ-ん]?うち)|(?<![一-龥の])当日(?=、|中に|のうち))"
    r"|(?P<next>翌(?:日|朝|未明|\d{1,2}日(?!間)))|(?P<after>翌々日)"
    r"|(?<![\d.])(?P<jn>\d{1,2}|[一二三四五六七八九])日(?P<jw>[前後])(?=の[^。、\n]{0,4}日|、)"
    rf"|\b(?P<en>{'|'.join(_FEW)})\sdays\s(?P<ew>earlier|later|afterwards|(?:before|after)(?=[.,]))\b"
    r"|(?P<before>(?<!営業)前日)|(?P<today>本日|\btoday\b)"
    r"|(?P<hours>\bwithin\s(?:half\san\shour|an\shour|minutes|hours|(?:a\sfew|ten|fifteen|twenty"
    r"|thirty)\sminutes)\b)(?!\sof\b)"
    r"|(?P<samee>\b(?:the|that)\s(?:very\s)?same\s(?:day|morning|afternoon|evening|night)\b|\bthat\s(?:day"
    r"|morning|afternoon|evening|night)\b)|(?P<nexte>\bthe\s(?:next|following)\s(?:day|morning|afternoon|evening)\b)",
    re.IGNORECASE,
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(
    rf"\b(?:on|that(?:\ssame)?)\s(?P<w>{'|'.join(_WEEKDAYS)})\b(?!,?\s(?:the\s)?\d|,?\s{_MONTH})", re.IGNORECASE
)
_RELATIVES = {
    "same": "day+0", "samee": "day+0", "hours": "day+0", "next": "day+1", "nexte": "day+1", "after": "day+2",
    "before": "day-1", "today": "announced",
}  # fmt: skip
_YEAR_WORDS = {"同年": "same", "昨年": "before", "去年": "before", "前年": "previous", "翌年": "next"}
_MONTH_WORDS = {
    "翌月": "month+1",
    "前月": "month-1",
    "先月": "month-before",
    "今月": "month-this",
    "本月": "month-this",
}


def find_dates(folded: str) -> list[Mention]:
    """Find the first MOST dates of a folded text, in reading order, none within another."""
    found: list[Mention] = []
    for finder in (
        _japanese,
        _numeric,
        _day_or_month_first,
        _english,
        _english_years,
        _relative,
        _days_alone,
        _weekdays,
    ):
        found += islice((mention for mention in finder(folded) if possible(mention)), MOST)
    found.sort(key=lambda mention: (mention.start, -mention.end))
    result: list[Mention] = []
    for mention in found:
        if not result or mention.start >= result[-1].end:
            result.append(mention)
    return result[:MOST]


def possible(mention: Mention) -> bool:
    """Tell whether there is such a day; without a year, in some year."""
    if mention.month is None:
        return mention.day is None or 1 <= mention.day <= 31
    if not 1 <= mention.month <= 12:
        return False
    try:
        datetime.date(mention.year or 2000, mention.month, mention.day or 1)
    except ValueError:
        return False
    return mention.day != 0


def _number(text: str | None) -> int | None:
    return small_number(text) if text else None


def _japanese(text: str) -> Iterator[Mention]:
    for found in _JAPANESE.finditer(text):
        part = found.groupdict()
        start, end = found.span()
        if part["era"]:
            year = ERAS[part["era"]] + small_number(part["ey"])
            yield Mention(start, end, year, _number(part["em"]), _number(part["ed"]))
        elif part["yy"] and not part["ym"] and _OF_A_LIFE.match(text, end):
            continue
        elif part["yy"]:
            yield Mention(start, end, small_number(part["yy"]), _number(part["ym"]), _number(part["yd"]))
        elif part["rel"]:
            word = "year-" + _YEAR_WORDS.get(part["rel"], "this")
            yield Mention(start, end, None, _number(part["rm"]), _number(part["rd"]), word)
        elif part["mon"]:
            yield Mention(start, end, None, None, _number(part["md"]), _MONTH_WORDS.get(part["mon"], "month+0"))
        else:
            yield Mention(start, end, None, _number(part["m"] or part["lm"]), _number(part["d"]))


def _numeric(text: str) -> Iterator[Mention]:
    for found in _NUMERIC.finditer(text):
        part = found.groupdict()
        if part["era"]:
            year = ERAS[part["era"]] + small_number(part["ey"])
            yield Mention(*found.span(), year, int(part["em"]), int(part["ed"]))
        elif part["wm"]:
            yield Mention(*found.span(), None, int(part["wm"]), int(part["wd"]))
        else:
            yield Mention(*found.span(), int(part["y"]), int(part["m"] or part["ym"]), _number(part["d"]))
    for found in _MONTH_DAY.finditer(text):
        yield Mention(found.start("m"), found.end(), None, int(found["m"]), int(found["d"]))
    for sign in (sign for sign, whole in _WHOLE.items() if whole.search(text)):
        for found in _IN_LINE[sign].finditer(text):
            yield Mention(*found.span(), None, int(found["m"]), int(found["d"]))


def _english(text: str) -> Iterator[Mention]:
    for found in _ENGLISH.finditer(text):
        part = found.groupdict()
        month = MONTHS[(part["a"] or part["b"] or part["c"] or part["e"] or part["f"]).rstrip(".").capitalize()]
        if part["a"]:  # July 6-7, 2019
            last = _END_OF_RANGE.match(text, found.end())
            if last:
                year = int(last["y"])
                yield Mention(found.start(), found.end("ad"), year, month, _day(part["ad"]))
                yield Mention(*last.span(), year, month, _day(last["d"]))
            continue
        year_text = part["by"] or part["cy"] or part["ey"]
        year_of = int(year_text) if year_text else None
        if part["c"] and (first := _START_OF_RANGE.search(text, max(0, found.start() - 14), found.start())):  # 6-7 July
            yield Mention(first.start(), first.end("d"), year_of, month, _day(first["d"]))
        day = part["bd"] or part["cd"]
        span = found.span("f") if part["f"] else found.span()
        yield Mention(*span, year_of, month, _day(day) if day else None)


def _english_years(text: str) -> Iterator[Mention]:
    for found in _YEAR_ALONE.finditer(text):
        yield Mention(*found.span("y"), int(found["y"]), None, None)


def _day_or_month_first(text: str) -> Iterator[Mention]:
    """Read 24/05/2015 and 05/24/2015; of 05/06/2015 only the year, unless others of the text put the month first."""
    pairs = [(int(found["a"]), int(found["b"])) for found in islice(_DAY_FIRST.finditer(text), MOST)]
    is_month_first = any(b > 12 for _, b in pairs) and not any(a > 12 for a, _ in pairs)
    for found in _DAY_FIRST.finditer(text):
        first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
        if is_month_first and first <= 12:
            yield Mention(*found.span(), year, first, second)
        elif first > 12 or first == second:
            yield Mention(*found.span(), year, second, first)
        elif second > 12:
            yield Mention(*found.span(), year, first, second)
        else:
            yield Mention(*found.span(), year, None, None)


def _relative(text: str) -> Iterator[Mention]:
    for found in _RELATIVE.finditer(text):
        yield Mention(
            *found.span(), None, None, None, _RELATIVES.get(found.lastgroup or "same") or _so_many_days(found)
        )


def _so_many_days(found: re.Match[str]) -> str:
    """Return what 3日後 and "two days earlier" lean on."""
    number = small_number(found["jn"]) if found["jn"] else _FEW[found["en"].lower()]
    is_back = found["jw"] == "前" or (found["ew"] or "").lower() in {"earlier", "before"}
    return f"day{'-' if is_back else '+'}{number}"


def _days_alone(text: str) -> Iterator[Mention]:
    for found in _DAY_ALONE.finditer(text):
        yield Mention(*found.span("d"), None, None, int(found["d"]), "this-month")._replace(end=found.end("d") + 1)


def _weekdays(text: str) -> Iterator[Mention]:
    for found in _WEEKDAY.finditer(text):
        yield Mention(*found.span("w"), None, None, None, f"weekday-{_WEEKDAYS.index(found['w'].lower())}")


def _day(text: str) -> int:
    return int(text[:2]) if text[:2].isdecimal() else int(text[0])
