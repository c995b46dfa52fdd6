"""Numbers as notices write them: 1,244, 7万, 1万2千, 九十八, 二〇一九, 元."""

import re

_DIGITS = {"〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "億": 100_000_000}
KANJI = "〇一二三四五六七八九十百千"

_SECTION = re.compile(r"([^万億]{0,40})([万億]|$)")
_THOUSANDS = re.compile(r"(?:([\d.]{1,16})千)?([\d.]{1,16})?")


def small_number(text: str) -> int:
    """Return a number below ten thousand written in digits, in kanji (positional or not) or as 元."""
    if text == "元":
        return 1
    if text.isdecimal():
        return int(text)
    if not any(each in _SMALL for each in text):
        return int("".join(str(_DIGITS[each]) for each in text))
    total, digit = 0, 0
    for each in text:
        if each in _SMALL:
            total += (digit or 1) * _SMALL[each]
            digit = 0
        else:
            digit = _DIGITS[each]
    return total + digit


def number(text: str) -> int | float:
    """Return the value of digits with thousands signs, decimals, kanji and 千, 万, 億."""
    total = sum(
        _below_ten_thousand(found[1]) * _LARGE.get(found[2], 1)
        for found in _SECTION.finditer(text.replace(",", "").replace(" ", ""))
        if found[0]
    )
    return int(total) if float(total).is_integer() else round(total, 3)


def _below_ten_thousand(text: str) -> float:
    if found := _THOUSANDS.fullmatch(text):  # 2千, 2千500, 2500
        return float(found[1] or 0) * 1000 + float(found[2] or 0) if text else 1.0
    return float(small_number(text))
