"""What the organisation of an incident is called: in each language, without its legal form, and its domain."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from questions.incident import Incident
from questions.redaction.plain import listed, plain

_LEGAL_FORM = re.compile(
    r"(?:株式|有限|合同|合資|合名)会社|[㈱㈲]|\((?:株|有|同)\)|(?:一般|公益)(?:社団|財団)法人|(?:特定非営利活動|NPO|社会福祉|医療|学校|宗教"
    r"|(?:地方)?独立行政|国立大学)法人|^the "
    r"|[,\s]{0,4}\b(?:co\.?,? ?ltd|ltd|limited|inc|corp|corporation|company|holdings|plc|llc|gmbh|k\.?k)\b\.?",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"^(?:[Aa]n?|[Tt]he|[Oo]ne|[Ss]ome)\s[a-z]|^(?:ある|某)|不明|非公表|匿名|(?i:unnamed|not named|unknown)"
)
_WHAT_IT_DOES = re.compile("[者先元業部課室等]$|(?:サイト|サービス|ショップ|通販|オンライン)$")
_BEGINS_IN_KATAKANA = re.compile(r"[\u30a1-\u30faー・]{4,}")
_FIRST_OF_SEVERAL = re.compile(r"(?P<first>[A-Z][A-Za-z]{4,})['’]?s? (?P<second>[A-Za-z&'-]+)")
_ORDINARY = listed(Path(__file__).with_name("ordinary.txt").read_text(encoding="utf-8"))
_AFTER_A_PLACE = listed(
    "city town village ward prefecture prefectural county district borough state province university college general"
    " international airport airlines airways board council court police medical municipal metropolitan hospital school"
    " center centre chamber gas railway transit"
)
_CAPITALISED = re.compile(r"[A-Z][\w&'.-]{0,80}$")
_MOST_WORDS = 6
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_COUNTRIES = listed("japan usa uk us china korea france germany canada australia india 日本 米国 英国 中国")
_HOSTS = listed("www www2 www3 prtimes press news blog shop store ec info corp")
_SECOND_LEVEL = listed("co ne or ac go ed gr lg ad com org net gov edu")

_SIGN = r"[\s・·•‧_-]"
_CUT = "\n\n\n\n"
"""Put in the place of a name that was found: more than may stand inside one."""
SHORT_LATIN = 4
LONG_JAPANESE = 4
LONG_LATIN = 8
"""Letters of a name from which on it is known with signs or spaces at any place."""


def names_of(incident: Incident) -> list[str]:
    """List what the organisation of an incident is called, longest first; nothing when it is not named."""
    sources = tuple((source.address or "", *source.publisher.root.values()) for source in incident.sources)
    return [*_names_of(tuple(incident.organisation.root.values()), sources)]


@lru_cache(maxsize=16_384)
def _names_of(called: tuple[str, ...], sources: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    # Every step of a scenario is searched for the names of all other incidents.
    found: set[str] = set()
    for text in called:
        if not _UNNAMED.search(text):
            found.update(_names(plain(text)))
    found.update([*_domains(sources, found)])
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _names(text: str) -> Iterator[str]:
    for place, part in enumerate(re.split(r"[()、,/]", _LEGAL_FORM.sub(" ", text.replace("(株)", "")))):
        name = re.sub(r"^.*(?::|(?<=先)は)", "", part).strip(" ・")
        if not _JAPANESE.search(name) and name[:1] != name[:1].upper():
            name = _last_capitals(name) if place else ""
        if is_name(name) and not (place and _WHAT_IT_DOES.search(name)):
            yield name
            brand = _BEGINS_IN_KATAKANA.match(name)
            if brand and brand[0] != name:
                yield brand[0].strip("・")
            if first := _distinctive(name):
                yield first


def _last_capitals(text: str) -> str:
    """Return the last words of a text that begin with a capital letter; of the first of them, from its capital on."""
    last: list[str] = []
    for word in reversed(text.split()[-_MOST_WORDS:]):
        if found := _CAPITALISED.search(word):
            last.append(found[0])
        if found is None or found[0] != word:
            break
    return " ".join(reversed(last))


def _distinctive(name: str) -> str:
    """Return the first word of a longer Latin name when it says nothing but the name: no ordinary word, no place."""
    found = _FIRST_OF_SEVERAL.match(name)
    if found is None or found["first"].casefold() in _ORDINARY or found["second"].casefold() in _AFTER_A_PLACE:
        return ""
    return found["first"]


def without_form(text: str) -> str:
    """Return a name without its legal form."""
    return _LEGAL_FORM.sub(" ", text).strip(" ・,")


def is_name(name: str) -> bool:
    """Tell whether a text is long enough for a name, and no country."""
    if name.casefold() in _COUNTRIES:
        return False
    return len(name) > 1 if _JAPANESE.search(name) else len(re.findall("[A-Za-z0-9]", name)) > 2


def _domains(sources: Iterable[tuple[str, ...]], names: Iterable[str]) -> Iterator[str]:
    """Yield the domains of sources that the organisation published itself."""
    for address, *publishers in sources:
        publisher = " ".join(map(plain, publishers))
        if address and any(_pattern(name).search(publisher) for name in names):
            host = urlsplit(address).hostname or ""
            parts = [part for part in host.split(".") if part not in _HOSTS]
            least = 3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else 2
            if len(parts) >= least:
                yield ".".join(parts[-least:])


def organisations_in(text: str, names: Iterable[str]) -> Iterator[str]:
    """Yield which of these names (the longest first) a plain text says apart from longer ones, however it is joined."""
    text = unicodedata.normalize("NFKC", text)
    joined = _joined(text)
    for name in names:
        if _joined(name) in joined:
            text, times = _pattern(name).subn(_CUT, text)
            if times:
                yield name


@lru_cache(maxsize=8192)
def _joined(text: str) -> str:
    """Return words in small letters without what joins or parts them."""
    return re.sub(rf"{_SIGN}+", "", unicodedata.normalize("NFKC", text)).casefold()


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return the pattern of a name: in any letters, but one of a single Latin word only so where it is no other word.

    Long names may be joined or parted anywhere, and joined ones be part of a word; short ones between their words only.
    """
    around = "A-Za-z0-9" if name.isascii() else "A-Za-z" if name[0].isascii() else ""
    kana = "\u30a1-\u30faー" if re.fullmatch("[\u30a1-\u30faー]{1,3}", name) else ""
    edge = f"[{around}{kana}]" if around or kana else ""
    said = _said(unicodedata.normalize("NFKC", name))
    apart = f"(?<!{edge}){said}(?!{edge})" if edge else said
    letters = re.sub(rf"{_SIGN}+", "", name)
    inside = name.isascii() and "." not in name and letters != name and len(letters) >= LONG_LATIN
    return re.compile(f"{apart}|(?i:{re.escape(letters)})" if inside else apart)


def _said(name: str) -> str:
    if "." in name and " " not in name:
        return f"(?i:{re.escape(name)})"
    words = [word for word in re.split(rf"{_SIGN}+", name) if word]
    letters = "".join(words)
    long = len(letters) >= (LONG_LATIN if name.isascii() else LONG_JAPANESE)
    said = f"{_SIGN}{{0,3}}".join(map(re.escape, letters if long else words))
    if len(words) > 1 or not name.isascii():
        return f"(?i:{said})"
    capitals = {name, name.upper(), name.capitalize() if len(name) > SHORT_LATIN else name}
    whole = "|".join(map(re.escape, sorted(capitals)))
    return rf"(?:{whole}|(?i:(?<=@){said}|(?<=//){said}|{said}(?=[a-z0-9-]{{0,40}}\.[a-z]{{2}})))"
