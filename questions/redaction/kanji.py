"""Whole names of persons in kanji that no sign shows: a known surname, a given name of the letters such names have."""

import re
from collections.abc import Iterator

from questions.redaction.plain import listed
from questions.redaction.readings import GIVEN_KANA, IN_HIRAGANA
from questions.redaction.surnames import SURNAMES

_KANJI = "\u3400-\u9fff々ヶ"
_GIVEN = (
    "健賢憲顕謙研司志史士至治次二三四郎朗太大泰多汰介輔助祐佑裕優勇雄有悠由友佳香華花果夏可加歌嘉和一壱市"
    "子美実未海弥也矢哉耶夜平兵人仁斗翔将正昌政雅真誠信慎伸晋進新心男夫生幸之行雪幹樹輝基希紀貴喜季規記"
    "恵江枝絵英衛栄菜奈那南成也穂保帆里理莉璃梨利紗沙早彩佐咲沙織央桜緒音葉代世乃乙羽結衣唯由麻舞真茉万"
    "満光充明昭章彰晃亮良涼凌遼諒蓮怜玲麗礼嶺彦久尚直浩宏弘博洋寛広拓卓琢隆孝崇敬高尊秀英義吉芳典則範徳"
    "剛毅武徹哲鉄智知朋共友豊稔茂繁清潔修勝克聡諭悟敏俊駿隼瞬純淳順潤準淑静文恒常経康靖安泰功晴陽春遥"
    "颯湊律蒼碧空星月愛杏莉凛鈴梓楓椿菫薫馨梢瞳望歩渚忍操節房富冨千鶴亀竜龍虎辰寅鷹誉登昇守護衛要元源宗"
    "綾桃京七零八秋冬暁侑冴凪凜奏庵慧旭朔柊栞"
)
_ALL_LETTERS = frozenset(_GIVEN)
_LETTERS = "".join(_ALL_LETTERS)
_RUN = re.compile(
    rf"(?:(?<![{_KANJI}])|(?<=[部課室係店長]))(?P<name>"
    rf"(?:[{_KANJI}]{{2,3}}(?P<gap> ?)|[林森関原岡堀辻南][ ](?=[{_LETTERS}]{{2}}))[{_LETTERS}]{{1,3}})(?![{_KANJI}])"
)
_WITH_KANA = re.compile(
    rf"(?<![{_KANJI}])(?P<surname>[{_KANJI}]{{2,3}}) ?(?P<given>[\u3041-\u3096]{{2,8}}|[\u30a1-\u30faー]{{2,6}})"
)
_BEHIND = re.compile("(?:さん|さま|です|でした|から|まで|より|くん|ちゃん|[がはのにをともへ]|$)")
_TITLE = re.compile("さん|さま|様|氏(?!名)|くん|君|ちゃん")
_NO_GIVEN = listed(
    "一人 二人 三人 四人 人生 人里 南大 一代 二代 三代 一次 二次 三次 大海 大陽 市有 高等 安心 信用 新世"
)
_RARE = re.compile(
    r"(?:氏名|お?名前|名義人|送信者|受信者|申請者|申込者|契約者|届出人|世帯主|保護者|[患会]者?員?名) ?[:：] ?"
    rf"(?P<name>[{_KANJI}]{{3,5}}|[{_KANJI}]{{1,4}} [{_KANJI}]{{1,3}})(?![{_KANJI}])"
)
_ONE_LETTER = re.compile(
    rf"(?<![{_KANJI}])(?P<name>[金李朴崔張劉陳楊林周呉趙] ?[{_KANJI}]{{1,2}})(?=さん(?![{_KANJI}])|様|氏(?!名))"
)
LETTERS_TOGETHER = 2
"""Of a given name that no space parts from its surname: 岡部健一, but not 小松菜."""


def names_in(text: str) -> Iterator[str]:
    """Yield names such as 渡辺健司, 渡辺 健, 佐藤あおい."""
    for found in _RUN.finditer(text):
        surname, given = _split(found["name"])
        enough = len(given) >= (1 if found["gap"] else LETTERS_TOGETHER)
        if surname and enough and given not in _NO_GIVEN and _ALL_LETTERS.issuperset(given):
            yield found["name"]
    for found in _WITH_KANA.finditer(text):
        if not (length := _length_of(found["given"])):
            continue
        end = found.start("given") + length
        # A title behind a given name shows a person, however rare the surname.
        if found["surname"] in SURNAMES or _TITLE.match(text, end):
            yield text[found.start() : end]


def in_forms(text: str) -> Iterator[str]:
    """Yield what stands where a form asks for a name, however rare, and names with a surname of one letter."""
    yield from (found["name"] for found in _RARE.finditer(text))
    yield from (found["name"] for found in _ONE_LETTER.finditer(text))


def _split(name: str) -> tuple[str, str]:
    begun, space, behind = name.partition(" ")
    if space:
        return (begun, behind) if begun in SURNAMES else ("", "")
    return next(((name[:n], name[n:]) for n in (3, 2) if name[:n] in SURNAMES), ("", ""))


def _length_of(said: str) -> int:
    kana = said.translate(IN_HIRAGANA)
    ends = (n for n in range(min(len(kana), 6), 1, -1) if kana[:n] in GIVEN_KANA and _BEHIND.match(kana, n))
    return next(ends, 0)
