"""Chronologies whose days stand in lines of their own, above what happened on them."""

import re
from collections.abc import Iterable

from questions.notices.context import LINE, line
from questions.notices.vocabulary.roles import ENGLISH, JAPANESE

_FAR = 3_000
_MARK = " ・■●○◆▼*-"
_TIME = re.compile(
    r"[\s、,]{0,3}(?:\((?:[月火水木金土日](?:曜日?|・祝)?)\))?\s{0,2}(?:(?:午前|午後)?\s?\d{1,2}(?:時(?:\d{1,2}分)?|:\d\d)(?:頃|ごろ)?)?[\s:]{0,4}"
)
_WEEKDAY = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?", re.IGNORECASE)
_HEADING = re.compile(r"経緯|経過|時系列|対応状況|これまでの|timeline|what happened|chronology", re.IGNORECASE)
_TOLD_BEFORE = re.compile(r"。|[a-z][.!?]\s")
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
