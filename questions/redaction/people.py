"""Names of persons: those that a text shows by what stands beside them."""

import re
from collections.abc import Iterable, Iterator

from questions.redaction import kana, kanji, latin, letters
from questions.redaction.plain import listed
from questions.redaction.surnames import (
    COMMONEST,
    COMMONEST_ROMAN,
    PLACEHOLDER_GIVEN,
    PLACEHOLDER_GIVEN_ROMAN,
    SURNAMES,
)

_KANJI = "\u3400-\u9fff々ヶ"
_KANA = "\u3041-\u309f\u30a1-\u30faー"
_OFFICE = (
    "代表取締役(?:社長|会長|副社長|専務|常務)?(?:執行役員)?(?:兼)?(?:社長|CEO)?|取締役(?:社長|会長)?|(?:最高経営|最高情報|執行)(?:責任者|役員)"
    "|代表(?:理事|社員|者)?|理事長|会長|社長|学長|校長|院長|所長|園長|店長|部長|課長|市長|町長|村長|区長|知事|責任者|担当者?|容疑者|被告人?|差出人|記者|C[EFIOT]O|CISO"
)
_AFTER_OFFICE = re.compile(
    rf"(?:{_OFFICE})(?: ?[:：][ \n]?|[ \n] ?)(?P<name>[{_KANJI}]{{1,4}} ?[{_KANJI}{_KANA}]{{0,5}})"
    rf"(?![{_KANJI}{_KANA}])"
)
_OF_UNIT = re.compile(rf"[部課室係](?: ?[:：] ?| )(?P<name>[{_KANJI}]{{2,6}})")
# Written together with an office, or as somebody of it: 部長岡部健一, 担当の岡部.
_WITH_OFFICE = re.compile(rf"(?:{_OFFICE})(?P<of>の)?(?P<name>[{_KANJI}]{{2,6}})(?![{_KANJI}])")
_POSTS = "社長|会長|理事長|部長|課長|係長|主任|店長|室長|教授|先生|医師"
_WITH_POST = re.compile(rf"(?<![{_KANJI}])(?P<name>[{_KANJI}]{{2,6}}?)(?:{_POSTS})(?![{_KANJI}])")
_ENDS_IN_POST = re.compile(f"(?:{_POSTS}|様|氏|君|殿)$")
_ACCUSED = re.compile(
    rf"(?<![{_KANJI}])(?P<name>[{_KANJI}]{{2,6}}|[\u30a1-\u30faー・]{{3,16}})(?:容疑者|被告(?!人?[のにへがはと]))"
)
_ADDRESSED = re.compile(
    rf"(?<![{_KANJI}])(?P<name>[{_KANJI}]{{1,6}}(?: [{_KANJI}]{{1,3}})?"
    r"|(?<![\u30a1-\u30faー])[\u30a1-\u30fa]{2,12}・[\u30a1-\u30faー・]{2,16})(?P<how>氏(?!名|族|子)|さん|様|社長|会長|理事長|教授|医師|弁護士)"
)
_OFFICE_EN = (
    r"(?:CEO|CFO|CIO|CISO|COO|[Pp]resident|[Cc]hair(?:man|woman|person)|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?"
    r"|(?:[Mm]anaging|[Rr]epresentative) [Dd]irector|[Mm]ayor|[Ss]uperintendent|[Ss]pokes(?:man|woman|person)"
    r"|(?:[Dd]ata [Pp]rotection|[Pp]rivacy|(?:[Ii]nformation )?[Ss]ecurity|[Cc]ompliance|[Ii]nformation)"
    r" (?:[Oo]fficer|[Mm]anager|[Ll]ead)|DPO|[Cc]hief [A-Z][a-z]{3,12} [Oo]fficer|[Hh]ead ?teacher"
    r"|[Pp]ractice [Mm]anager"
    r"|[Ss]uspect|[Dd]efendant)"
)
_GIVEN_AND_SURNAME = r"[A-Z][a-z]{1,20}(?: [A-Z]\.)?(?: [A-Z][a-z]{0,3}[A-Z]?[a-z]{1,20}){1,2}"
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Sir|Judge)\.?"
    r" (?P<name>[A-Z][A-Za-z'-]{1,24}(?: [A-Z][A-Za-z'-]{1,24})?)"
)
_OFFICER = re.compile(rf"\b{_OFFICE_EN}(?:,|:| is|,? who is)? (?P<name>{_GIVEN_AND_SURNAME})\b")
_SIGNED = re.compile(rf"(?<![A-Za-z] )\b(?P<name>{_GIVEN_AND_SURNAME}),? ?\n?(?:the |our |its )?{_OFFICE_EN}\b")
_WHO_IS = re.compile(rf"\b(?P<name>{_GIVEN_AND_SURNAME}), (?:our|the|its|your|their) {_OFFICE_EN}\b")

_NO_NAME = re.compile(  # ends or begins like an office, a group of people or a thing
    "[員者性人犯側方部課係室局所社店]$|^(?:同|該|両|各|某|皆|お|本|当|全|元|前|現|新|副|次|貴|弊|御|何|複数|男|女|神|王|殿|奥|仕|"
    "以上|未定|不在|不明|交代|就任|退任|辞任|選任|異動|挨拶|名義|印|氏名|住所|電話|窓口|総務|経理|広報|人事|法務|営業|情報|企画|管理|開発|委託|外部"
    "|社内|全社|株式|有限|合同|一般|公益|説明|確認|承認|回答|返信|連絡|対応|各位|一同|代理|患者|業者|農家|顧客|会員|利用|取引|関係|被害|保護|相手)"
)
_NO_NAME_EN = listed(
    "approval form office general department group company limited team service services system the and for of data"
    " protection security information officer director committee board report notice hospital university city"
    " president sales marketing operations europe asia japan america template training"
)
_UNIT = re.compile("[部課室係店局] ")
LONGEST_GIVEN = 4
SHORTEST_RARE = 2
# What stands before a name in a letter or a form: 宛先 鈴木様.
_HEADS = re.compile("[先名文急信送要注品求中位部課室係店局]$")
_NO_GIVEN = re.compile(
    "[屋組社店支城所部課係室局館園院寺港線駅号方達会町村市区県都府道国側他用等]$|工業|商事|産業|建設|製薬|電機|運輸|物産|印刷|食品|商会|興業|技研"
    "|銀行|薬局|歯科|酒造|書房|製菓|海運|繊維|鉄工|代表|担当|主任|支店|本店|事業|一家|夫妻|両|以下|本人"
)
_PARTICLE = re.compile(rf"(?<=[{_KANJI}])(?:まで|から|より|です|でした|さん|[へがはをにもとので])$")
_CALLED = "さん|様|氏|社長|会長|部長|課長|店長|先生|容疑者|被告"


def people_in(text: str, *, of_event: bool) -> Iterator[str]:
    """Yield the names of persons in a plain text.

    In a text on the real event (`of_event`) also surnames alone that a way of address shows. In play people need names:
    there, the commonest surnames alone and names such as 山田太郎 or Jane Doe tell nobody apart and are left out.
    """
    found = [name for name in _japanese(text, of_event=of_event) if of_event or not _is_placeholder(name)]
    for name in _english(text):
        words = name.lower().split()
        if not _NO_NAME_EN.intersection(words) and (of_event or not _is_placeholder_roman(words)):
            found.append(name)
    yield from dict.fromkeys((*found, *kana.names_in(text)))


def likely_people_in(text: str) -> Iterator[str]:
    """Yield what may be a name of a person in Latin letters; whoever reads must tell."""
    yield from (name for name in latin.likely_in(text) if not _is_placeholder_roman(name.lower().split()))


def _english(text: str) -> Iterator[str]:
    for pattern in (_TITLED, _OFFICER, _SIGNED, _WHO_IS):
        yield from (found["name"] for found in pattern.finditer(text))
    yield from letters.english(text)
    yield from latin.names_in(text)


def _japanese(text: str, *, of_event: bool) -> Iterator[str]:
    for found in _AFTER_OFFICE.finditer(text):
        name = _PARTICLE.sub("", found["name"].strip())
        if not _UNIT.search(name) and not _is_word(name) and (" " in name or surname_of(name)):
            yield name
    for found in _ACCUSED.finditer(text):
        if not _is_word(found["name"]):
            yield found["name"]
    for found in _OF_UNIT.finditer(text) if of_event else ():
        if len(surname_of(found["name"])) > 1:
            yield found["name"]
    yield from _beside_posts(text, of_event=of_event)
    yield from (name for name in letters.japanese(text) if _is_whole(name) and not _ENDS_IN_POST.search(name))
    yield from kanji.names_in(text)
    yield from (name for name in kanji.in_forms(text) if not _is_word(name) and not _NO_GIVEN.search(name))
    for found in _ADDRESSED.finditer(text):
        name = found["name"]
        if not of_event:
            known = _is_whole(name) or _is_parted(name)
        else:
            known = not _is_word(name) and bool(found["how"] == "氏" or "・" in name or surname_of(name))
        if known:
            yield name


def _beside_posts(text: str, *, of_event: bool) -> Iterator[str]:
    for found in _WITH_OFFICE.finditer(text):
        alone = of_event and found["of"] and found["name"] in SURNAMES and len(found["name"]) > 1
        if alone or _is_whole(found["name"]):
            yield found["name"]
    for found in _WITH_POST.finditer(text):
        if _is_whole(found["name"]) or (of_event and found["name"] in SURNAMES):
            yield found["name"]


def _is_whole(name: str) -> bool:
    """Tell whether this is a known surname with a given name; a surname alone tells nobody apart in play."""
    surname = surname_of(name)
    given = name.removeprefix(surname).strip()
    return surname in SURNAMES and len(surname) > 1 and 0 < len(given) < LONGEST_GIVEN and not _NO_GIVEN.search(given)


def _is_parted(name: str) -> bool:
    """Tell whether a space shows a surname, however rare, and a given name: 西園寺 薫."""
    surname, space, given = name.partition(" ")
    if not space or len(surname) < SHORTEST_RARE or _is_word(name) or _HEADS.search(surname):
        return False
    return len(given) < LONGEST_GIVEN and not _NO_GIVEN.search(given) and not _is_word(given)


def _is_word(name: str) -> bool:
    known = next((surname for surname in (name[:3], name[:2]) if surname in SURNAMES), "")
    return bool(_NO_NAME.search(name)) and not known


def surname_of(name: str) -> str:
    """Return the surname that a Japanese name begins with; empty when it is none of those that are known."""
    begun, space, _given = name.partition(" ")
    if space:
        return begun
    return next((name[:length] for length in (3, 2, 1) if name[:length] in SURNAMES and len(name) < length + 4), "")


def _is_placeholder(name: str) -> bool:
    surname = surname_of(name)
    given = name.removeprefix(surname).strip()
    return (surname in COMMONEST and (not given or given in PLACEHOLDER_GIVEN)) or name.replace(" ", "") == "日本太郎"


def _is_placeholder_roman(words: list[str]) -> bool:
    if len(words) == 1:
        return words[0] in COMMONEST_ROMAN
    known = COMMONEST_ROMAN | {"doe", "roe"}
    return bool(known.intersection(words)) and bool(PLACEHOLDER_GIVEN_ROMAN.intersection(words))


def known_people_in(text: str, names: Iterable[str]) -> Iterator[str]:
    """Yield which of these names a plain text says: whole, or as a surname with a way of address."""
    without_spaces = re.sub(r"\s", "", text)
    for name in names:
        if name.isascii():
            titled = rf"(?:Mr|Mrs|Ms|Dr)\.? {re.escape(name.split()[-1])}"
            if found := re.search(rf"\b(?:{titled}|{re.escape(name)})\b", text):
                yield found[0]
            continue
        surname, whole = surname_of(name), name.replace(" ", "")
        if len(whole) > max(len(surname), 1) and whole in without_spaces:
            yield whole
        elif surname and (found := re.search(rf"(?<![{_KANJI}]){re.escape(surname)}(?:{_CALLED})", text)):
            yield found[0]
