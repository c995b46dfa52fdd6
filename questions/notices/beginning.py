"""The day on which it began, where no word says so: a chronology begins with what happened."""

import re
from collections.abc import Sequence

from questions.notices.context import sentence_end
from questions.notices.facts import Date, Role

_TELLS_PAST = re.compile(r"[^。\n]{2,200}(?:た|とした)(?:[。)\n]|$)")
_NO_EVENT = re.compile(r"現在|時点|付け?(?:で|の)|予定|以前|以降|施行|[年月]度")
_NOTICED = frozenset({Role.DETECTED, Role.STOPPED})
_DAY = 10


def with_beginning(folded: str, dates: Sequence[Date]) -> list[Date]:
    """Give the first told day the role of the incident, if no other has it and noticing is told after it."""
    result = list(dates)
    if any(Role.OCCURRED in date.roles for date in dates):
        return result
    noticed = min((date.value for date in dates if _NOTICED & set(date.roles) and len(date.value) == _DAY), default="")
    first = next((number for number, date in enumerate(dates) if _NOTICED & set(date.roles)), 0)
    for number, date in enumerate(dates[:first]):
        if date.role is Role.OTHER and len(date.value) == _DAY and date.value <= noticed and _tells(folded, date.end):
            result[number] = date.model_copy(update={"role": Role.OCCURRED, "roles": (Role.OCCURRED,)})
            return result
    return result


def _tells(folded: str, at: int) -> bool:
    words = folded[at : sentence_end(folded, at) + 1]
    return bool(_TELLS_PAST.match(words)) and not _NO_EVENT.match(words)
