"""Numbers as notices write them: 1,244, 7万, 1万2千, 九十八, 二〇一九, 元."""

import re

_DIGITS = {"〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "億": 100_000_000}
KANJI = "〇一二三四五六七八九十百千"

_PIECE = re.compile(r"([\d.]{1,12}|[〇一二三四五六七八九十百千]{1,9})?(千|万|億)?")


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
    total: float = 0
    for found in _PIECE.finditer(text.replace(",", "").replace(" ", "")):
        if not found[0]:
            continue
        amount = _amount(found[1]) if found[1] else 1.0
        total += amount * {**_SMALL, **_LARGE}.get(found[2], 1)
    return int(total) if float(total).is_integer() else round(total, 3)


def _amount(text: str) -> float:
    return float(text) if text[0].isdecimal() else float(small_number(text))
