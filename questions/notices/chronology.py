"""Chronologies whose days stand in lines of their own, above what happened on them."""

import re
from collections.abc import Iterable

from questions.notices.context import LINE, line, sentence_end
from questions.notices.vocabulary.roles import ENGLISH, JAPANESE

_FAR = 3_000
_MARK = " ・■●○◆▼*-"
_TIME = re.compile(
    r"[\s、,]{0,3}(?:\((?:[月火水木金土日](?:曜日?|・祝)?)\))?\s{0,2}(?:(?:午前"
    r"|午後)?\s?\d{1,2}(?:時(?:\d{1,2}分)?|:\d\d)(?:頃"
    r"|ごろ)?)?[\s:]{0,4}"
)
_WEEKDAY = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?", re.IGNORECASE)
_HEADING = re.compile(r"経緯|経過|時系列|対応状況|これまでの|timeline|what happened|chronology", re.IGNORECASE)
_TOLD_BEFORE = re.compile(r"。|[a-z][.!?]\s")
_MOST_SENTENCES = 3
# Found on the same day: 食事をして戻ったところ、鞄がなくなっていた。
_MISSED = re.compile(r"。(?=[^。\n]{2,60}ところ[^。\n]{1,50}(?:なくなっ|見当たら|無くなっ))[^。\n\d]{2,60}")
# Done on the same day, in a sentence of its own: 直ちにサーバーを切り離しました。 We immediately reset the password.
_AT_ONCE = re.compile(
    r"[。.]?[\s・■●○◆*\-]{0,12}"
    r"(?:[^。、\n]{0,16}[はが]、?)?(?:その場で|その(?:\d{1,2}分|\d時間|直)後、|(?:ま|間)もなく|ほどなく"
    r"|直ちに|ただちに|直ぐに?|すぐに?|速やかに|即座に"
    r"|至急、)(?=[^。\n]{1,120}(?<!られ)た(?:[。\n]|$))"
    r"|[.]?\s{1,3}(?:(?:Upon|After|On)\s[a-z]{4,12}\s[^.\n]{1,40},\s)?(?:[A-Z][\w'&-]{0,20}\s(?:[\w'&-]{1,16}\s){0,3})?"
    r"(?:[Ii]mmediately|[Pp]romptly|[Qq]uickly|[Aa]t once|[Ss]traight away)\b(?!\sif)"
)
_CUES = [pattern for table in (*JAPANESE, *ENGLISH) for _, pattern in table]


def told_below(folded: str, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Return where the dates begin that have a line to themselves, above a line that tells what happened then."""
    alone = [span for span in spans if _is_alone(folded, *span)]
    if len({folded[start:end] for start, end in alone}) < 2:
        return frozenset()
    return frozenset(start for start, end in alone if _tells(folded, start, end))


def end_of_telling(folded: str, at: int) -> int:
    """Return where the lines end that belong to a day alone in its line: at the next empty line."""
    around = line(folded, at)
    begins = (
        around.end + len(folded[around.end : around.end + LINE]) - len(folded[around.end : around.end + LINE].lstrip())
    )
    gap = folded.find("\n\n", begins, begins + 2 * LINE)
    return gap if gap >= 0 else min(len(folded), begins + 2 * LINE)


def end_of_acting(folded: str, at: int) -> int:
    """Return where the sentences end, behind one that ends at `at`, of what was found or done at once; else `at`."""
    for _ in range(_MOST_SENTENCES):
        found = _AT_ONCE.match(folded, at) or _MISSED.match(folded, at)
        if found is None:
            break
        at = sentence_end(folded, found.end())
    return at


def _is_alone(folded: str, start: int, end: int) -> bool:
    around = line(folded, start)
    before, after = folded[around.start : start].strip(_MARK), folded[end : around.end]
    return bool(_WEEKDAY.fullmatch(before and before + " ") and _TIME.fullmatch(after))


def _tells(folded: str, start: int, end: int) -> bool:
    ends = line(folded, end).end
    following = folded[ends : ends + LINE].lstrip()
    below = following.partition("\n")[0].lower()
    if not any(pattern.search(below) for pattern in _CUES):
        return False
    above = folded[: line(folded, start).start].rstrip().rpartition("\n")[2]
    return bool(_TOLD_BEFORE.search(folded, max(0, start - _FAR), start) or _HEADING.search(above))
