"""What happened on a date, told from the words around it.

Japanese says it after the date, so the words up to the next date or the end of the sentence decide; English says it on
either side, so the nearest word decides.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from questions.notices.chronology import end_of_acting, end_of_telling, told_below
from questions.notices.context import is_japanese, line, sentence, sentence_end
from questions.notices.facts import Role
from questions.notices.vocabulary.roles import (
    AND_BODY,
    AS_CAUSE,
    AS_RESULT,
    AS_SINCE,
    DONE_SINCE,
    ENDED_AFTER,
    ENGLISH,
    ENQUIRY_BEFORE,
    FURTHER_BODY,
    JAPANESE,
    LABELLED,
    OCCURRED_BEFORE,
    OF_THE_DATA,
    TELLING_AFTER,
    TO_PEOPLE_BEFORE,
    Cues,
)

WINDOW = 160
WEAK = JAPANESE[1]
_LAYOUT = re.compile(
    r"(?:\s?\([月火水木金土日](?:曜日?|・祝)?\))?(?:\s?(?:午前|午後)?\s?\d{1,2}(?:時(?:\d{1,2}分)?|:\d\d)"
    r"|未明|早朝|朝|昼|夕方?|夜|深夜)?"
    r"(?:頃|ごろ)?\s{1,12}(?=\S)"
)
_TIMELINE = re.compile(r"\s{0,4}(?:[・■●○◆*\-]|\(\d{1,2}\))\s{0,4}")
_TURNS = re.compile(r"(?:ました|でした|ります)が、")
_AND_THEN = re.compile(
    r"(?:\s(?:morning|afternoon|evening|night))?,?\sand\s(?:was\s|were\s)?(?:report|told|notif|announc|stopp|shut)"
)
_NEW_CLAUSE = re.compile(r"(?:,|;|\band|\bthen|\bbut) on\s$")
_TO_US = re.compile(r"\breport(?:ed|s)? [^.\n]{0,30} to us\b")
# A sentence, and no label: the incident that we reported on 3 July.
_SAYS_WHO = re.compile(r"\b(?:we|it|they|was|were|had|has|have|been)\s(?:[a-z]{1,10}\s)?[a-z]{4,12}\s(?:on\s)?$")
# What happened is told behind it: 10/3から10/16までの間です。この間に、画面が書き換えられて
_MEANWHILE = re.compile(r"[。\s]{1,2}(?:この|その)(?:間|期間|あいだ)(?:中)?に、?")
_SPOKEN = frozenset({Role.REPORTED, Role.TOLD})
# We emailed everyone who received it on 7 May: whom, not when they received it.
_WHO = re.compile(r"\b(?:everyone|everybody|all|those|people|customers|members|patients|tenants) (?:who|whose)\b")
_LONGEST_SUBJECT = 12
_ABOUT = re.compile(r"\b(?:or )?(?:about|around|approximately)\s$")
_HAS_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)|[a-z]{2,6}day\b")
_CLAUSE = re.compile(r"\b(?:that|which|who|when|after)\b")


class Window(NamedTuple):
    """The words that may say what happened on a date: those before it and those after it, as places."""

    start: int
    date_start: int
    date_end: int
    end: int
    is_below: bool = False
    """What happened stands in the lines below the date."""
    own_end: int = 0
    """Where the date's own sentence ends, if sentences behind it belong to the day too; else 0."""


class Told(NamedTuple):
    """The roles of a date, the likeliest first, and where the words end that say so."""

    roles: tuple[Role, ...]
    end: int
    labelled: bool = False


def windows(folded: str, groups: list[tuple[int, int]]) -> list[Window]:
    """Return, for every date or period, the part of its sentence that no other date claims."""
    below = told_below(folded, groups)
    result: list[Window] = []
    for number, (start, end) in enumerate(groups):
        around = sentence(folded, start, end)
        begins = line(folded, start).start
        marked, bare = _TIMELINE.fullmatch(folded, begins, start), not folded[begins:start].strip()
        if marked or (bare and _LAYOUT.match(folded, end)):
            around = around._replace(end=line(folded, end).end)  # all of an item belongs to its date
        if start in below:
            around = around._replace(start=start, end=end_of_telling(folded, end))
        elif more := _MEANWHILE.match(folded, around.end):
            around = around._replace(end=sentence_end(folded, more.end()))
        acted = end_of_acting(folded, around.end)
        reach, own_end = (max(WINDOW, acted - end), around.end) if acted > around.end else (WINDOW, 0)
        around = around._replace(end=acted)
        before = groups[number - 1][1] if number else 0
        after = groups[number + 1][0] if number + 1 < len(groups) else len(folded)
        result.append(
            Window(
                max(around.start, before, start - WINDOW),
                start,
                end,
                max(end, min(around.end, after, end + reach)),
                start in below,
                own_end,
            )
        )
    return result


def roles_of(lowered: str, window: Window) -> Told:
    """Return what happened on a date; (OTHER,) when the words do not say."""
    if label := _label(lowered, window):
        return Told((label,), window.date_end, labelled=True)
    around = lowered[window.start : window.end]
    if not is_japanese(around):
        return _english(lowered, window)
    if not window.date_end < window.own_end < window.end:
        return _japanese(lowered, window)
    own, further = (
        _japanese(lowered, window._replace(end=window.own_end)),
        _japanese(lowered, window._replace(start=window.own_end, date_start=window.own_end, date_end=window.own_end)),
    )
    roles = tuple(dict.fromkeys(role for role in (*own.roles, *further.roles) if role is not Role.OTHER))
    return Told(roles or own.roles, further.end if further.roles != (Role.OTHER,) else own.end)


def _label(lowered: str, window: Window) -> Role | None:
    around = line(lowered, window.date_start)
    before = lowered[max(around.start, window.date_start - 40) : window.date_start]
    if not before.strip(" ・("):  # the label may be a heading of its own
        before = lowered[line(lowered, max(0, around.start - 1)).start : window.date_start]
    if _SAYS_WHO.search(before):
        return None
    return next((role for role, pattern in LABELLED if pattern.search(before)), None)


def _japanese(lowered: str, window: Window) -> Told:
    before, after = lowered[window.start : window.date_start], lowered[window.date_end : window.end]
    if (cut := _TURNS.search(after)) and any(place.search(after, 0, cut.start()) for _, place in JAPANESE[0]):
        after = after[: cut.start()]  # 公表しましたが、その後の調査で判明した...
    if AS_SINCE.match(after):
        return Told((Role.OCCURRED,), window.date_end)
    if after.startswith("現在"):
        return Told((Role.OTHER,), window.date_end)  # how things stood then
    if TO_PEOPLE_BEFORE.search(before) and (said := TELLING_AFTER.search(after)):
        return Told((Role.TOLD,), window.date_end + said.end())
    if ENQUIRY_BEFORE.search(before) and ENDED_AFTER.match(after):
        return Told((Role.INVESTIGATED,), window.date_end)
    for cues in (WEAK,) if _is_result(before, after) else JAPANESE:
        found = sorted((place.start(), place.end(), role) for role, pattern in cues if (place := pattern.search(after)))
        if found:
            roles = tuple(dict.fromkeys(role for _, _, role in found))
            if cues is WEAK:
                roles = roles[:1]
            elif Role.OCCURRED in roles:  # what went to the wrong people was not sent to tell them
                roles = tuple(role for role in roles if role not in {Role.TOLD, Role.ANNOUNCED})
            spoken = [end for role, pattern in cues if role in _SPOKEN for end in _ends(pattern, after)]
            return Told(roles, window.date_end + max(spoken, default=found[0][1]))
    roles = (Role.OCCURRED,) if OCCURRED_BEFORE.search(before) else (Role.OTHER,)
    return Told(roles, window.date_end)


def _ends(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    return (found.end() for found in pattern.finditer(text))


def _is_result(before: str, after: str) -> bool:
    """Tell whether a day is what an investigation found, not the day on which it was found."""
    found = AS_RESULT.search(before) or AS_CAUSE.search(after)
    return bool(found) and any(pattern.search(after) for _, pattern in WEAK)


def _english(lowered: str, window: Window) -> Told:
    before = lowered[window.start : window.date_start]
    after = lowered[window.date_end : window.end]
    is_day = _HAS_DAY.search(lowered, window.date_start, window.date_end)
    if DONE_SINCE.search(before) or (not is_day and OF_THE_DATA.search(before)):
        return Told((Role.OTHER,), window.date_end)
    opens = len(_ABOUT.sub("", before).strip(" ,-*•")) < 5 or _NEW_CLAUSE.search(before)
    ahead, behind = _nearest_ahead(after), _nearest_behind(before)
    if opens and ahead:
        more = FURTHER_BODY.match(after, ahead[0])
        return Told(_all_ahead(after) or (ahead[1],), window.date_end + (more.end() if more else ahead[0]))
    if behind:
        roles = (behind[1], ahead[1]) if ahead and _AND_THEN.match(after) else (behind[1],)
        more = AND_BODY.match(after) if behind[1] is Role.REPORTED else None
        until = ahead[0] if ahead and len(roles) > 1 else more.end() if more else 0
        if behind[1] is Role.REPORTED and _TO_US.search(before):
            roles = (*roles, Role.DETECTED)
        return Told(tuple(dict.fromkeys(roles)), window.date_end + until)
    if ahead:
        return Told((ahead[1],), window.date_end + ahead[0])
    return Told((Role.OTHER,), window.date_end)


def _nearest_ahead(words: str) -> tuple[int, Role] | None:
    for cues in ENGLISH:
        found = [(*place.span(), role) for role, pattern in cues if (place := pattern.search(words))]
        if found:
            _, end, role = min(found)
            return end, role
    return None


def _all_ahead(words: str) -> tuple[Role, ...]:
    found = sorted((place.start(), role) for role, pattern in ENGLISH[0] if (place := pattern.search(words)))
    weak = next((place for _, pattern in ENGLISH[1] if (place := pattern.search(words))), None)
    if found and weak and ". " in words[weak.end() : found[0][0]]:  # told in a sentence of its own
        found.insert(0, (weak.start(), Role.OCCURRED))
    return tuple(dict.fromkeys(role for _, role in found))


def _nearest_behind(words: str) -> tuple[int, Role] | None:
    """Return the last cue; a strong one wins unless a clause of its own ("that ...") stands between it and the date."""
    strong, weak = (_last(words, cues) for cues in ENGLISH)
    if strong and weak and weak[0] < strong[0] and _CLAUSE.search(words, len(words) - strong[0], len(words) - weak[0]):
        whose = strong[1] is Role.TOLD and _WHO.search(words, len(words) - strong[0] - _LONGEST_SUBJECT)
        return strong if whose else weak
    return strong or weak


def _last(words: str, cues: Cues) -> tuple[int, Role] | None:
    ends = [(place.end(), role) for role, pattern in cues for place in pattern.finditer(words)]
    end, role = max(ends, default=(0, None))
    return (len(words) - end, role) if role else None
