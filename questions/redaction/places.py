"""Addresses of houses."""

import re
from collections.abc import Iterator

_COUNTER = r"(?! ?(?:名|人|件|回|社|日|月|年|か月|ヶ月|週|時|分|枚|円|歳|才|階|個|本|台|割|倍|位|点|版|章|%))"
_NAME = "[\u3400-\u9fff々ヶケ\u30a1-\u30faー]"
_TOWN = rf"{_NAME}[\u3400-\u9fff々ヶケ\u3041-\u309f\u30a1-\u30faー]{{0,11}}(?<![のにはがをでともや])"
_POST_CODE = re.compile(r"〒 ?[0-9]{3}-?[0-9]{4}(?![0-9])")
_NUMBERS = "[0-9]{1,4}(?:-[0-9]{1,4}){1,2}"
_BLOCK = "(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})丁目 ?(?:[0-9]{1,4}(?:番地?|-)|[一二三四五六七八九十]{1,3}番)"
_JAPANESE = re.compile(
    rf"{_NAME}{{1,8}}[都道府県市区町村郡]{_TOWN} ?"
    rf"(?:{_BLOCK}|[0-9]{{1,5}}番地?[0-9の号]|{_NUMBERS}(?![0-9-]){_COUNTER})|{_BLOCK}"
)
_HIRAGANA_TOWN = re.compile(
    "[\u3041-\u309f\u3400-\u9fff\u30a1-\u30faー]{1,8}[市区町村](?![のにはがをでともや])[\u3041-\u309f]{3,8}"
    rf"(?<![のにはがをでともや]) ?{_NUMBERS}(?![0-9-]){_COUNTER}"
)
_STREET = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Boulevard|Blvd|Terrace|Crescent|Close|Gardens|Square|Highway|Parkway"
    "|Court"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WESTERN = re.compile(
    rf"(?<![0-9A-Za-z.,-])(?!(?:19|20)[0-9]{{2}} )[0-9]{{1,5}}[A-Za-z]?,? (?!{_MONTHS})"
    rf"(?:[A-Z][A-Za-z'-]{{1,20}} ){{1,3}}(?:{_STREET})\b"
)
_ROMAN = re.compile(
    rf"(?<![0-9-]){_NUMBERS},? [A-Z][A-Za-z-]{{2,24}}(?:,? [A-Z][a-z]{{2,20}})?, "
    r"[A-Z][A-Za-z]{2,20}-(?:ku|shi|cho|machi|gun)\b"
)
_STATE = re.compile(r"\b[A-Z][a-z]{2,20}, [A-Z]{2} (?P<code>[0-9]{5})(?:-[0-9]{4})?(?![0-9])")
# What stands for an address wherever examples are printed.
_EXAMPLES = re.compile(
    r"[○〇●◯△×]|^(?:市区町村|都道府県)"
    r"|架空|見本|サンプル|0{3}-?0{4}|123-?4567|\b(?:Example|Sample|Anywhere|Any|Fake|Fictional)\b|^123 Main"
)
_EXAMPLE_CODES = frozenset({"00000", "12345", "99999"})


def places_in(text: str) -> Iterator[str]:
    """Yield the addresses of houses in a plain text, but for those that are plain examples."""
    patterns = (_POST_CODE, _JAPANESE, _HIRAGANA_TOWN, _WESTERN, _ROMAN, _STATE)
    found = dict.fromkeys(each for pattern in patterns for each in pattern.finditer(text))
    words = (each[0] for each in found if each.groupdict().get("code") not in _EXAMPLE_CODES)
    yield from dict.fromkeys(each for each in words if not _EXAMPLES.search(each))
