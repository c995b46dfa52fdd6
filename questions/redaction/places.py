"""Addresses of houses."""

import re
from collections.abc import Iterator

_COUNTER = r"(?! ?(?:名|人|件|回|社|日|月|年|か月|ヶ月|週|時|分|枚|円|歳|才|階|個|本|台|割|倍|位|点|版|章|%))"
_NAME = "[\u3400-\u9fff々ヶケ\u30a1-\u30faー]"
_TOWN = rf"{_NAME}[\u3400-\u9fff々ヶケ\u3041-\u309f\u30a1-\u30faー]{{0,11}}(?<![のにはがをでともや])"
_POST_CODE = re.compile(r"(?:〒|郵便番号:?) ?[0-9]{3}-?[0-9]{4}(?![0-9])")
_TENS = "[一二三四五六七八九十]{1,3}"
_NUMBERS = f"(?:[0-9]{{1,4}}(?:[-の][0-9]{{1,4}}){{1,3}}|{_TENS}(?:[-の]{_TENS}){{2}})"
_BLOCK = (
    f"(?:[0-9]{{1,3}}|{_TENS})丁目 ?"
    f"(?:[0-9]{{1,4}}(?:番地?|-)(?: ?[0-9]{{1,4}}(?![0-9])号?)?|{_TENS}番地?(?:{_TENS}号)?)"
)
_BEHIND_HOUSE = "に(?:届|住|ある|送|配)|の(?:自宅|住)|へ(?:届|送|配)|まで(?:届|送|配)| ?$"
_JAPANESE = re.compile(
    rf"{_NAME}{{1,8}}[都道府県市区町村郡]{_TOWN} ?"
    rf"(?:{_BLOCK}|[0-9]{{1,5}}番地?[0-9の号]|{_NUMBERS}(?![0-9-]){_COUNTER})|{_BLOCK}"
    r"|(?:上る|上ル|下る|下ル|東入ル?|西入ル?)[^\s0-9、。]{1,10}町 ?[0-9]{1,4}(?![0-9-])"
    rf"|[東西南北]?[0-9]{{1,2}}条[東西南北]?[0-9]{{1,2}}丁目(?: ?[0-9]{{1,2}}(?![0-9]))?"
    rf"|[都道府県市区町村郡](?:大字|字|[^\s0-9]{{1,10}}町){_TOWN}[0-9]{{1,5}}(?![0-9]){_COUNTER}"
    rf"|(?<!{_NAME}){_NAME}{{2,8}} ?[0-9]{{1,3}}-[0-9]{{1,3}}-[0-9]{{1,3}}(?:-[0-9]{{1,4}})?"
    rf"(?![0-9-])(?={_BEHIND_HOUSE})"
    rf"|(?:コーポ|ハイツ|メゾン|マンション|アパート|ハイム|グランド|レジデンス){_NAME}{{0,10}} ?[0-9]{{2,4}}号室?"
)
_HIRAGANA_TOWN = re.compile(
    "[\u3041-\u309f\u3400-\u9fff\u30a1-\u30faー]{1,8}[市区町村](?![のにはがをでともや])[\u3041-\u309f]{3,8}"
    rf"(?<![のにはがをでともや]) ?{_NUMBERS}(?![0-9-]){_COUNTER}"
)
_STREET = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Boulevard|Blvd|Terrace|Crescent|Close|Gardens|Square|Highway|Parkway"
    "|Court|Grove|Mews|Way|Hill"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WESTERN = re.compile(
    rf"(?<![0-9A-Za-z.,-])(?!(?:19|20)[0-9]{{2}} )[0-9]{{1,5}}[A-Za-z]?,? (?!{_MONTHS})"
    rf"(?:[A-Z](?:[A-Za-z'-]{{1,20}}|\.) ){{1,3}}(?:{_STREET})\b"
)
_PREFECTURES = (
    "Hokkaido|Aomori|Iwate|Miyagi|Akita|Yamagata|Fukushima|Ibaraki|Tochigi|Gunma|Saitama|Chiba|Tokyo|Kanagawa|Niigata"
    "|Toyama|Ishikawa|Fukui|Yamanashi|Nagano|Gifu|Shizuoka|Aichi|Mie|Shiga|Kyoto|Osaka|Hyogo|Nara|Wakayama|Tottori"
    "|Shimane|Okayama|Hiroshima|Yamaguchi|Tokushima|Kagawa|Ehime|Kochi|Fukuoka|Saga|Nagasaki|Kumamoto|Oita|Miyazaki"
    "|Kagoshima|Okinawa|Japan"
)
_ROMAN = re.compile(
    rf"(?<![0-9-]){_NUMBERS},? [A-Z][A-Za-z-]{{2,24}}(?:,? [A-Z][a-z]{{2,20}})?, "
    r"(?:[A-Z][A-Za-z]{2,20}-(?:ku|shi|cho|machi|gun)\b|(?:[A-Z][a-z]{2,20},? )?(?:" + _PREFECTURES + r")\b)"
    r"|\b[A-Z][A-Za-z]{2,20} [0-9]{1,3}(?:-[0-9]{1,4}){2},? [A-Z][A-Za-z]{2,20}-(?:ku|shi|cho|machi|gun)\b"
    rf"|\b(?:{_PREFECTURES}),? [0-9]{{3}}-[0-9]{{4}}(?![0-9-])"
)
# Outward and inward code; a code is shared by some fifteen houses.
_BRITISH_CODE = re.compile(
    "(?<![A-Za-z0-9-])(?:[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-Z]?) [0-9][ABD-HJLNP-UW-Z]{2}(?![A-Za-z0-9])"
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
    patterns = (_POST_CODE, _JAPANESE, _HIRAGANA_TOWN, _WESTERN, _ROMAN, _STATE, _BRITISH_CODE)
    found = dict.fromkeys(each for pattern in patterns for each in pattern.finditer(text))
    words = (each[0] for each in found if each.groupdict().get("code") not in _EXAMPLE_CODES)
    yield from dict.fromkeys(each for each in words if not _EXAMPLES.search(each))
