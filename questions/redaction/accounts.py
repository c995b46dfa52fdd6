"""Numbers of cards, bank accounts and persons (My Number)."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from questions.redaction.checks import IBAN_LENGTHS, is_card, is_iban, is_my_number
from questions.redaction.examples import NO_QUANTITY, is_counted_out
from questions.redaction.plain import listed

_BEGIN = r"(?<![A-Za-z0-9¥$€£])(?<![0-9][.,-])"
_END = r"(?![A-Za-z0-9])(?![-,.][0-9])" + NO_QUANTITY
_SIGN = r" ?[-./] ?| "
# A number in groups, or of 16 digits, counts nothing, whatever stands behind it. Letters with digits before: a digest.
_CARD = re.compile(
    r"(?<![0-9¥$€£])(?<![0-9][.,-])(?<![0-9][A-Za-z])(?<![0-9][A-Za-z]{2})(?<![0-9][A-Za-z]{3})"
    rf"(?:[0-9]{{16}}(?![0-9])|[0-9]{{13,19}}{NO_QUANTITY}"
    rf"|[0-9]{{4}}({_SIGN})[0-9]{{4}}\1[0-9]{{4}}\1[0-9]{{1,4}}(?:\1[0-9]{{1,3}})?"
    rf"|[0-9]{{4}}({_SIGN})[0-9]{{6}}\2[0-9]{{4,5}})(?![A-Za-z0-9])(?![-,.][0-9])",
    re.IGNORECASE,
)
# Among other groups, such as the three digits from its back; each may be the first.
_CARD_AMONG_GROUPS = re.compile(
    rf"(?<![0-9])(?=(?P<number>[0-9]{{4}}({_SIGN})[0-9]{{4}}\2[0-9]{{4}}\2[0-9]{{4}})(?![0-9]))"
)
# Not among more groups of four: those are a card's. A year may stand behind.
_MY_NUMBER = re.compile(
    rf"{_BEGIN}(?<![0-9]{{4}} )[0-9]{{4}}([- ]?)[0-9]{{4}}\1[0-9]{{4}}(?! [0-9]{{4}}(?![0-9年/-])){_END}",
    re.IGNORECASE,
)
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}(?=[0-9]{2}[- ]?[A-Za-z0-9]{4})")
_ACCOUNT = re.compile(
    r"(?:口座(?:番号)?|普通(?:預金)?|当座(?:預金)?|貯蓄(?:預金)?|[普当貯]\)|振込先"
    r"|\baccount(?: (?:number|no\.?)|:)|\b(?:savings|ordinary|checking|current) account|\brouting [0-9]{9},? account"
    r"|\bacct\.?(?: no\.?)?|\ba/c(?: no\.?)?)"
    r"[^\n0-9。、]{0,12}(?P<number>[0-9]{6,12}|[0-9]{3,4}[- ][0-9]{3,4}(?:[- ][0-9]{2,4})?)" + _END,
    re.IGNORECASE,
)
_SORT_CODE = re.compile(
    r"(?<![0-9-])[0-9]{2}-[0-9]{2}-[0-9]{2}[ ,/;:]{1,3}"
    r"(?:account|acct\.?|a/c)?(?: (?:number|no\.?))?:? ?[0-9]{8}(?![0-9-])",
    re.IGNORECASE,
)
_POSTAL_BANK = re.compile(rf"(?:記号|ゆうちょ)[^\n0-9]{{0,6}}[0-9]{{5}}[^\n0-9]{{1,8}}[0-9]{{5,8}}{_END}")
_SORT_CODE_ALONE = re.compile(r"\bsort code:? ?(?:[0-9]{6}|[0-9]{2}-[0-9]{2}-[0-9]{2})(?![0-9-])", re.IGNORECASE)

# Numbers that payment providers, banks and public bodies print in their own examples.
_EXAMPLES = listed(
    "4242424242424242 4000056655665556 4111111111111111 4012888888881881 4222222222222 5555555555554444"
    " 5105105105105100 2223003122003222 2223000048400011 378282246310005 371449635398431 378734493671000"
    " 6011111111111117 6011000990139424 30569309025904 38520000023237 36227206271667 3566002020360505"
    " 3530111333300000 6200000000000005 123456789018 GB82WEST12345698765432 GB29NWBK60161331926819"
    " GB33BUKB20201555555555 DE89370400440532013000 FR1420041010050500013M02606 NL91ABNA0417164300"
    " CH9300762011623852957 IE29AIBK93115212345678 ES9121000418450200051332 BE68539007547034"
)


def accounts_in(text: str) -> Iterator[str]:
    """Yield the numbers of cards, accounts and persons in a plain text, but for those that are known examples."""
    cards = [found[0] for found in _CARD.finditer(text)]
    cards += [found["number"] for found in _CARD_AMONG_GROUPS.finditer(text)]
    for card in dict.fromkeys(cards):
        if is_card(_digits(card)) and not _is_example(card):
            yield card
    for found in _MY_NUMBER.finditer(text):
        if is_my_number(_digits(found[0])) and not _is_example(found[0]):
            yield found[0]
    yield from _ibans(text)
    for found in _ACCOUNT.finditer(text):
        if not _is_example(found["number"]):
            yield found["number"]
    for found in chain(_POSTAL_BANK.finditer(text), _SORT_CODE.finditer(text), _SORT_CODE_ALONE.finditer(text)):
        yield found[0]


def _ibans(text: str) -> Iterator[str]:
    for begun in _IBAN.finditer(text):
        length = IBAN_LENGTHS.get(begun[0].upper(), 0)
        found = _of_length(length).match(text, begun.start()) if length else None
        compact = re.sub("[ -]", "", found[0]).upper() if found else ""
        if found and is_iban(compact) and compact not in _EXAMPLES:
            yield found[0]


@cache
def _of_length(length: int) -> re.Pattern[str]:
    return re.compile(rf"(?:[A-Za-z0-9][ -]?){{{length - 1}}}[A-Za-z0-9](?![A-Za-z0-9])")


def _digits(number: str) -> str:
    return re.sub("[^0-9]", "", number)


def _is_example(number: str) -> bool:
    digits = _digits(number)
    return digits in _EXAMPLES or is_counted_out(digits)
