"""What stands in a cell, in the forms in which people write it: days, languages, kinds of employment."""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from zoneinfo import available_timezones

from training.administration.data import TAG_SEPARATORS, plain_tag
from training.administration.importing.columns import plain
from training.administration.importing.problems import Reason
from training.models import Employment

_ERAS = {
    "令和": (2018, date(2019, 5, 1), None),
    "平成": (1988, date(1989, 1, 8), date(2019, 4, 30)),
    "昭和": (1925, date(1926, 12, 25), date(1989, 1, 7)),
}
_SHORT = {"R": "令和", "H": "平成", "S": "昭和"}
_ERA = re.compile(
    r"(令和|平成|昭和|[RHS])\s*(\d{1,2}|元)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?", re.IGNORECASE
)
_WESTERN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s*\(.\))?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?Z?$")
_RANGE = re.compile(r"\s*(?:~|〜|–|—|から|\bto\b)\s*")
_FORMULA = r"[=+\-@＝＋－＠﹢﹣﹦﹫⁺⁻₊₋⁼₌]"
"""What a spreadsheet calculates, in every width."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SUSPECT = re.compile(rf"\A\s*{_FORMULA}|{_CONTROL.pattern}")

_EMPLOYMENTS = {
    Employment.OFFICER: "役員 取締役 代表取締役 監査役 執行役員 理事 会長 社長 officer director executive boardmember",
    Employment.REGULAR: "正社員 正規 正規社員 正規職員 正職員 社員 一般社員 無期雇用 無期 限定正社員 試用期間 "
    "regular permanent fulltime employee staff",
    Employment.FIXED_TERM: "契約社員 契約 契約職員 嘱託 嘱託社員 嘱託職員 有期 有期雇用 有期雇用社員 再雇用 "
    "再雇用社員 準社員 臨時職員 "
    "fixedterm contract contractemployee temporaryemployee",
    Employment.PART_TIME: "パート アルバイト パートタイマー パートタイム パートアルバイト アルバイトパート "
    "パート社員 非常勤 短時間勤務 学生アルバイト "
    "parttime parttimer casual hourly",
    Employment.DISPATCHED: "派遣 派遣社員 派遣労働者 派遣スタッフ dispatched agency agencyworker temp agencytemp",
    Employment.OTHER: "その他 業務委託 出向 出向者 受入出向 出向受入 出向社員 顧問 インターン 委託 "
    "other contractor secondee secondment intern consultant",
}
_EMPLOYMENT = {plain(word): kind.value for kind, words in _EMPLOYMENTS.items() for word in words.split()}
_EMPLOYMENT |= {plain(kind.value): kind.value for kind in Employment}
_LANGUAGE = dict.fromkeys(map(plain, ("ja", "jp", "jpn", "日本語", "和文", "Japanese", "ja-JP")), "ja")
_LANGUAGE |= dict.fromkeys(map(plain, ("en", "eng", "英語", "英文", "English", "en-US", "en-GB")), "en")


_NO_TAGS = frozenset(map(plain, ("なし", "無し", "none")))
_BETWEEN_TAGS = re.compile(f"[{''.join(sorted(TAG_SEPARATORS))}]")


class BadValue(Exception):
    """A cell can't be read."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def check_plain(cell: str) -> None:
    """Raise BadValue for a cell that a spreadsheet would execute, or that holds characters nobody sees."""
    if not _SUSPECT.search(cell):
        return  # nearly every cell
    if _CONTROL.search(cell):
        raise BadValue(Reason.CONTROL_CHARACTER)
    raise BadValue(Reason.FORMULA)


@lru_cache(maxsize=20_000)
def day(cell: str) -> str:
    """Return a day as ISO writes it; raise BadValue when it could be another day in another country."""
    text = _MIDNIGHT.sub("", unicodedata.normalize("NFKC", cell).strip())
    if found := _ERA.fullmatch(text):
        return _of_era(*found.groups())
    found = _WESTERN.fullmatch(text) or _COMPACT.fullmatch(text)
    if not found:
        raise BadValue(Reason.NO_DATE)
    return _real(*map(int, found.groups())).isoformat()


def period(cell: str) -> tuple[str, str]:
    """Return the first and the last day of a leave; the last one is empty when the cell names a beginning only."""
    first, *last = _RANGE.split(unicodedata.normalize("NFKC", cell).strip(), maxsplit=1)
    return day(first), day(last[0]) if last and last[0] else ""


def as_date(text: str) -> date | None:
    """Return the day that `day` wrote."""
    return date.fromisoformat(text) if text else None


def employment(cell: str) -> str:
    """Return the kind of employment that a cell names; raise BadValue for a word that is not known."""
    return _named(_EMPLOYMENT, cell)


def language(cell: str) -> str:
    """Return the language that a cell names."""
    return _named(_LANGUAGE, cell)


@lru_cache(maxsize=20_000)
def tags(cell: str) -> str:
    """Return the tags that a cell names, each once, one a line; nothing for a word that says there are none."""
    if plain(cell) in _NO_TAGS:
        return ""
    names = [plain_tag(name) for name in _BETWEEN_TAGS.split(cell)]
    return "\n".join(dict.fromkeys(name for name in names if name))


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def zone(cell: str) -> str:
    """Return the time zone that a cell names."""
    if cell.strip() not in _zones():
        raise BadValue(Reason.UNKNOWN_ZONE)
    return cell.strip()


def _named(known: dict[str, str], cell: str) -> str:
    value = known.get(plain(cell))
    if value is None:
        raise BadValue(Reason.UNKNOWN_VALUE)
    return value


def _of_era(era: str, year: str, month: str, number: str) -> str:
    before, first, last = _ERAS[_SHORT.get(era.upper(), era)]
    found = _real(before + (1 if year == "元" else int(year)), int(month), int(number))
    if found < first or (last and found > last):
        raise BadValue(Reason.OTHER_ERA)
    return found.isoformat()


def _real(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError as error:
        raise BadValue(Reason.NO_SUCH_DAY) from error
