"""How many people, records or things, kept apart by what is counted."""

import re
from collections.abc import Iterator
from itertools import islice

from questions.notices.context import line, sentence
from questions.notices.facts import Count, Found, numbered
from questions.notices.numerals import KANJI, number
from questions.notices.vocabulary.counted import (
    ACTORS_AFTER,
    ACTORS_BEFORE,
    BACKGROUND_BEFORE,
    DOING_AFTER,
    NOT_AFTER_JA,
    OF_PATTERNS,
    QUALIFIERS_AFTER,
    QUALIFIERS_BEFORE,
    SUBJECTS_OF_PEOPLE,
    UNITS_EN,
    UNITS_JA,
)

MOST = 300

_DIGITS = r"\d{1,3}(?:,\d{3}){1,4}|\d{1,10}(?:\.\d{1,3})?"
# Each of 億, 万 and 千 once, from the largest on: 1万2千, 3億5千万.
_AMOUNT = (
    rf"(?:(?:{_DIGITS})\s?億\s?(?:(?:{_DIGITS})\s?千?万\s?)?|(?:{_DIGITS})\s?千?万\s?)(?:(?:{_DIGITS})\s?千\s?)?(?:{_DIGITS})?"
    rf"|(?:{_DIGITS})\s?千\s?(?:{_DIGITS})?"
)
_JAPANESE = re.compile(
    rf"(?<![\d.,\-/第億万千])(?P<n>{_AMOUNT}|{_DIGITS}"
    rf"|(?<![第数{KANJI}])[{KANJI}]{{1,9}}[万億]?[{KANJI}]{{0,9}})"
    rf"\s?(?P<u>世帯|口座|アカウント|施設|店舗|[人名件通台枚社冊部本個箱校])(?:様|さま)?(?:分)?{NOT_AFTER_JA}"
)
_ONES, _NOT_AFTER_ONES = frozenset("一二三四五六七八九"), frozenset("部本個校人社")
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
_SCALES = {
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "m": 1_000_000,
    "bn": 1_000_000_000,
    "k": 1_000,
}
_UNIT_EN = "|".join(sorted(UNITS_EN, key=len, reverse=True))
_ENGLISH = re.compile(
    rf"(?<![\d.,\-/$£€#])\b(?P<n>{_DIGITS}|{'|'.join(_WORDS)})(?:\s?(?P<s>thousand|million|billion|bn|m|k)\b)?"
    rf"\s(?:of (?:its|our|their|the) )?(?:current (?:and|or) former )?(?:(?!and|of|or|the|to|in|on"
    rf"|at|for|from|by|with|were"
    rf"|was)[a-z][a-z'-]{{1,14}}\s){{0,3}}?(?P<u>{_UNIT_EN})\b"
)
_OF_THEM = re.compile(
    r"(?<![\d.,\-/$£€#])\b(?P<n>\d{1,3}(?:,\d{3}){1,3}|\d{1,7})\sof\s(?:them|whom|these people|those people)\b"
)
_OF_SO_MANY = re.compile(r"(?<![\d.,\-/$£€#])\b(?P<n>\d{1,3}(?:,\d{3}){1,3}|\d{1,7})(?=\sof the \d)")
# A form: Total number of persons affected (including residents): 3,217
_IN_FORM = re.compile(
    r"\bnumber of [^\n:]{0,24}(?:persons?|people|individuals|consumers|residents|patients|customers|members"
    r"|employees)[^\n:]{0,60}:\s{0,4}"
    r"(?P<n>\d{1,3}(?:,\d{3}){1,3}|\d{1,8})(?![\d/])"
)
_ASIDE = re.compile(r"\([^()\n]{1,40}\)")
# Of a list under its heading: 2. 見えた可能性があるお客様
_HEADING = re.compile(r"(?:^|\n)\s{0,4}(?:[■●◆◇○□▼【<]|\(?\d{1,2}[.)、\s])(?P<of>[^\n。:\d]{2,40})(?=\n)")
_HEADING_REACH = 200
_OF_MAILS = re.compile(r"の[^。、\n]{0,6}(?:電子)?メール(?!アドレス)")
_BELONGING = re.compile(r"の[^がをはに、。\n]{1,14}|\s(?:of|who)\s[^.,\n]{1,14}")
_PART = re.compile(r"(?:うち|内訳|内、|of (?:whom|which|those|these),?|including)[^。\n]{0,20}$")
_OTHERS_THAN = {"papers": SUBJECTS_OF_PEOPLE, "organisations": SUBJECTS_OF_PEOPLE - {"customer", "business-partner"}}
_WITHOUT_OF = frozenset({"devices", "messages", "files", "boxes"})
_UNITS_EN = [(re.compile(pattern), unit) for pattern, unit in UNITS_EN.items()]


def read_counts(source: str, lowered: str, taken: list[Found]) -> tuple[Count, ...]:
    """Read counts with their unit and what they count; what is part of one of `taken` (a date) is none."""
    found = sorted([*islice(_japanese(lowered), MOST), *islice(_english(lowered), MOST)])
    places = sorted((fact.start, fact.end) for fact in taken)
    result: list[Count] = []
    at = 0
    for start, end, value, unit in found:
        while at < len(places) and places[at][1] <= start:
            at += 1
        if at < len(places) and places[at][0] < end and not source[start:end].isspace():
            continue
        if not result or start >= result[-1].end:
            result.append(_count(source, lowered, (start, end), value, unit))
    return numbered(_with_known_subjects(result[:MOST]))


def _with_known_subjects(counts: list[Count]) -> list[Count]:
    """Let a count that does not say whose it is take that from the same count elsewhere, if there is one answer."""
    known: dict[tuple[int | float, str], set[str]] = {}
    for count in counts:
        if count.of:
            known.setdefault((count.value, count.unit), set()).add(count.of)
    return [
        count.model_copy(update={"of": next(iter(names))})
        if count.of is None and len(names := known.get((count.value, count.unit), set())) == 1
        else count
        for count in counts
    ]


def _japanese(text: str) -> Iterator[tuple[int, int, int | float, str]]:
    for found in _JAPANESE.finditer(text):
        if found["n"] in _ONES and found["u"] in _NOT_AFTER_ONES:
            continue  # 一部, 一人ひとり, 一本化
        end = found.end("u") + len(re.match(r"(?:様|さま)?分?", text[found.end("u") : found.end()])[0])  # type: ignore[index]
        unit = "messages" if found["u"] == "件" and _OF_MAILS.match(text, end) else UNITS_JA[found["u"]]
        yield found.start(), end, number(found["n"]), unit


def _english(text: str) -> Iterator[tuple[int, int, int | float, str]]:
    for found in _IN_FORM.finditer(text):
        yield found.start("n"), found.end("n"), int(found["n"].replace(",", "")), "people"
    for found in (*_OF_THEM.finditer(text), *_OF_SO_MANY.finditer(text)):
        yield found.start(), found.end(), int(found["n"].replace(",", "")), "people"
    for found in _ENGLISH.finditer(text):
        amount = float(_WORDS.get(found["n"]) or found["n"].replace(",", "")) * _SCALES.get(found["s"] or "", 1)
        unit = next(unit for pattern, unit in _UNITS_EN if pattern.fullmatch(found["u"]))
        yield found.start(), found.end(), round(amount) if amount >= 1 else amount, unit


def _count(source: str, lowered: str, place: tuple[int, int], value: float, unit: str) -> Count:
    start, end = place
    before = lowered[max(0, start - 40) : start]
    after = lowered[end : end + 90]
    qualifier = next((name for name, pattern in QUALIFIERS_BEFORE if pattern.search(before)), None)
    qualifier = qualifier or next((name for name, pattern in QUALIFIERS_AFTER if pattern.match(after)), None)
    background = BACKGROUND_BEFORE.search(before) or ACTORS_AFTER.match(after)
    background = background or (ACTORS_BEFORE.search(before) and DOING_AFTER.match(after))
    return Count(
        key=f"count-{unit}-{str(value).replace('.', '-')}", text=source[start:end], start=start, end=end, value=value,
        unit=unit, of=_of(lowered, place, unit), qualifier=qualifier, affected=not background,
        part=bool(_PART.search(before) or _OF_SO_MANY.match(lowered, start)),
    )  # fmt: skip


def _of(lowered: str, place: tuple[int, int], unit: str) -> str | None:
    """Return what is counted: in its own words, else right after it, else nearest before it, else in its row."""
    if unit in _WITHOUT_OF:
        return None
    start, end = place
    around = sentence(lowered, start, end)
    own = lowered[start:end]
    after = lowered[end : min(end + 14, around.end)]
    before = lowered[max(around.start, start - 40) : start]
    row = line(lowered, start)
    belonging = _BELONGING.match(after)
    looks = [(own, False), (belonging[0] if belonging else "", False)]
    if _OF_THEM.match(own):
        looks += [(lowered[around.start : start], True)]
    if form := _IN_FORM.search(lowered, row.start, end):
        looks += [(_ASIDE.sub("", form[0]), True)]
    if not own.isascii():  # English says it in the count itself
        looks += [(before, True), (lowered[max(row.start, start - 60) : start], True)]
        looks += [(after if after.startswith("(") else "", False), (_heading(lowered, start), False)]
    return next((value for words, last in looks if (value := _nearest(words, unit, last=last))), None)


def _heading(lowered: str, at: int) -> str:
    """Return the heading under which a place stands, if one stands near above it."""
    found = list(_HEADING.finditer(lowered, max(0, at - _HEADING_REACH), line(lowered, at).start))
    return found[-1]["of"] if found else ""


def _nearest(words: str, unit: str, *, last: bool) -> str | None:
    best: tuple[int, str] | None = None
    for value, pattern in OF_PATTERNS:
        if (unit == "people") > (value in SUBJECTS_OF_PEOPLE) or value in _OTHERS_THAN.get(unit, ()):
            continue
        for found in pattern.finditer(words):
            if value == "employee" and last and DOING_AFTER.match(words, found.end()):
                continue  # who did it, not whom it touched
            distance = len(words) - found.end() if last else found.start()
            if best is None or distance < best[0]:
                best = (distance, value)
    return best[1] if best else None
