"""Numbers that somebody was given and that only the words before them tell: of licences, passports, staff, patients."""

import re
from collections.abc import Iterator

from questions.redaction.examples import is_counted_out, is_quantity

_PAPERS_JA = (
    "(?:運転)?免許証?(?:の?番号)?|免許番号|旅券(?:番号)?|パスポート(?:の?番号)?|在留カード(?:の?番号)?|マイナンバー|個人番号|住民票コード"
    "|(?:基礎)?年金(?:証書)?番号|(?:雇用保険)?被保険者(?:証|番号)|健康保険証?|保険者番号"
)
_PEOPLE_JA = (
    "(?:社員|従業員|職員|学籍|学生|会員|顧客|お客[様さ]ま?|患者|診察券|受験|契約者|利用者)"
    r"(?:の?番号|No\.?|ナンバー|ID|コード)"
)
_PAPERS_EN = (
    r"driv(?:ing|er'?s?) licen[cs]e|passport|residence card|my number|individual number|social security|ssn"
    r"|national insurance|ni number|nhs number"
)
_PEOPLE_EN = (
    "(?:employee|staff|personnel|payroll|customer|patient|member(?:ship)?|student)(?:'s)? (?:number|no\\b|id|code)"
)
_GROUP = "[A-Z]{0,5}[0-9]{1,16}[A-Z]{0,3}[0-9]{0,2}[A-Z]{0,3}"
_NUMBER = (
    "(?P<number>[A-Z]{2} [0-9]{2} [0-9]{2} [0-9]{2} [A-D]"
    rf"|(?:[A-Z]{{1,3}}[ -])?{_GROUP}(?:[ -]{_GROUP}){{0,4}})"
)
_END = "(?![A-Za-z0-9])(?! ?(?:桁|種類))"
_AFTER_JAPANESE = re.compile(
    rf"(?:{_PAPERS_JA}|{_PEOPLE_JA})(?: ?[:：は(.] ?| )?(?:(?:第|記号|番号) ?)?{_NUMBER}{_END}"
)
_AFTER_ENGLISH = re.compile(
    rf"\b(?i:{_PAPERS_EN}|{_PEOPLE_EN})(?i:,? (?:number|no|id|code))?\.?"
    rf"(?:,? ?[:#(] ?|, | (?:is|was) | ){_NUMBER}{_END}"
)
_BY_FORM = re.compile(
    # A residence card; the lines of a passport that machines read; a number plate.
    r"(?<![A-Za-z0-9])[A-Z]{2}[0-9]{8}[A-Z]{2}(?![A-Za-z0-9])|P<[A-Z]{3}[A-Z<]{5,39}"
    r"|(?<![\u3400-\u9fff])[\u3400-\u9fff]{2,4} ?[0-9]{2,3} ?[あ-わ] ?[0-9]{2}-?[0-9]{2}(?![0-9-])"
    r"|(?<![A-Za-z0-9])[A-Z]{2}[0-9]{7} ?\((?:旅券|パスポート|passport)"
)
FEWEST = 5
"""Digits from which on a number after such words is somebody's; shorter ones are years and counts."""


def numbers_in(text: str) -> Iterator[str]:
    """Yield the numbers of a plain text that belong to somebody, but for 12345 and the like."""
    for pattern in (_AFTER_JAPANESE, _AFTER_ENGLISH):
        for found in pattern.finditer(text):
            digits = re.sub("[^0-9]", "", found["number"])
            if len(digits) >= FEWEST and not is_counted_out(digits) and not is_quantity(text, found.end()):
                yield found["number"]
    yield from (found[0] for found in _BY_FORM.finditer(text))
