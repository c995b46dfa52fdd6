"""Telephone numbers."""

import re
from collections.abc import Iterator

from questions.redaction.examples import NO_QUANTITY

# TEL and FAX are often written together with the number.
_BEGIN = r"(?:(?<=TEL)|(?<=FAX)|(?<![A-Za-z0-9+¥$€£]))(?<![0-9][-.,(])(?<![0-9] )(?<![A-Za-z]-)"
_END = r"(?![A-Za-z0-9])(?![-,.][0-9])" + NO_QUANTITY
# From abroad and to abroad: +81, 0081, 010-81; of mobile lines also 81-90.
_COUNTRY = r"(?:\+|00[- ]?|010[- ]?)(?:81|44)[-. ]?(?:\(0\)|0)?|81-(?=[789]0-)"
_WITH_ZERO = re.compile(
    rf"{_BEGIN}\(?(?:{_COUNTRY}|0)(?P<area>[0-9]{{1,4}})(?P<gap>\)[-. ]?|[-._/ の]?\(?)"
    rf"(?P<exchange>[0-9]{{1,4}})\)?[-._/ の]?[0-9]{{3,4}}{_END}",
    re.IGNORECASE,
)
# After another number and a space, what is joined by hyphens: 17:00 090-1234-5678.
_AFTER_A_NUMBER = re.compile(
    rf"(?<=[0-9] )0(?P<area>[0-9]{{1,4}})(?P<gap>-)(?P<exchange>[0-9]{{1,4}})-[0-9]{{3,4}}{_END}", re.IGNORECASE
)
_NORTH_AMERICA = re.compile(
    rf"{_BEGIN}(?:\+?1[-. ]?)?(?:\([2-9][0-9]{{2}}\) ?|[2-9][0-9]{{2}}[-.])(?P<exchange>[2-9][0-9]{{2}})[-.]"
    rf"(?P<line>[0-9]{{4}}){_END}",
    re.IGNORECASE,
)
_TO_NORTH_AMERICA = re.compile(
    r"(?<![A-Za-z0-9+])\+1[-. ]?\(?[2-9][0-9]{2}\)?[-. ]?(?P<exchange>[2-9][0-9]{2})[-. ]?(?P<line>[0-9]{4})" + _END,
    re.IGNORECASE,
)
_ABROAD = re.compile(
    rf"(?<![A-Za-z0-9+])\+(?!81|44|1[^0-9]|1[2-9][0-9]{{2}})[1-9][0-9]{{0,2}}[-. ]?\(?[0-9]{{1,5}}\)?"
    rf"(?:[-. ]?[0-9]{{2,5}}){{1,4}}{_END}",
    re.IGNORECASE,
)
_BEHIND_COUNTRY = re.compile(rf"^\(?(?:{_COUNTRY})")
# Without its area, where a word says what it is.
_LOCAL = re.compile(
    r"(?:電話(?:番号)?|\bTEL|\bphone|\bFAX|ファクス)\.?(?: ?[:：] ?| )"
    r"(?P<number>[2-9][0-9]{1,3}-[0-9]{4}|[2-9][0-9]{6})"
    r"(?![A-Za-z0-9])(?![-,.][0-9])" + NO_QUANTITY,
    re.IGNORECASE,
)
# What the British regulator keeps free for plays and films.
_BRITISH_EXAMPLES = re.compile(
    r"0(?:1632960\d{3}|7700900\d{3}|2079460\d{3}|8081570\d{3}|3069990\d{3}|289018\d{4}|2920180\d{3}"
    r"|1(?:1[3-8]|21|31|41|51|61)4960\d{3}|1914980\d{3})"
)
_FREE_OF_CHARGE = ("0120", "0570", "0800")


def telephones_in(text: str) -> Iterator[str]:
    """Yield the telephone numbers of a plain text, but for those that no line can have."""
    for found in (*_WITH_ZERO.finditer(text), *_AFTER_A_NUMBER.finditer(text)):
        digits = "0" + re.sub(r"[^0-9]", "", _BEHIND_COUNTRY.sub("", found[0])).lstrip("0")
        if _is_line(digits) and not _is_made_up(digits, found):
            yield found[0].strip()
    american = dict.fromkeys(each for how in (_NORTH_AMERICA, _TO_NORTH_AMERICA) for each in how.finditer(text))
    for found in american:
        if not (found["exchange"] == "555" and found["line"].startswith("01")):
            yield found[0]
    yield from (found["number"] for found in _LOCAL.finditer(text) if not found["number"].startswith("555"))
    for found in _ABROAD.finditer(text):
        if 8 <= sum(each.isdigit() for each in found[0]) <= 15 and not re.search(r"[^0-9]0{3,}(?:[^0-9]|$)", found[0]):
            yield found[0]


def _is_line(digits: str) -> bool:
    """Tell whether digits are as many as a Japanese or a British line has."""
    return len(digits) == 10 or (len(digits) == 11 and (digits[2] == "0" or digits[1] in "1237"))


def _is_made_up(digits: str, found: re.Match[str]) -> bool:
    """Tell whether no line can have this number: no Japanese exchange begins with 0 or 1."""
    if _BRITISH_EXAMPLES.fullmatch(digits):
        return True
    if digits.startswith(_FREE_OF_CHARGE):
        return False
    if len(digits) == 11:
        return digits[3:7] == "0000"
    if found["gap"]:
        return found["exchange"][0] in "01"
    return digits[:2] in {"03", "06"} and digits[2] in "01"
