"""Who noticed it, and on which day."""

import re
from collections.abc import Iterator
from itertools import islice

from questions.notices.context import Range, sentence
from questions.notices.dates import Dates
from questions.notices.facts import Noticed, PartyFact, Role
from questions.notices.parties import MOST
from questions.notices.vocabulary.parties import (
    BY_ITSELF,
    FOUND_MISSING,
    FROM_OTHERS,
    FROM_OTHERS_PASSIVE,
    WITNESS_PATTERNS,
)

_BEFORE = 60
"""Characters before the words of noticing in which it is said who did."""
_AHEAD = 50
"""Characters behind such words in the passive."""
_REACH = 90
"""Characters between somebody and what they found themselves."""
_LONGEST_WORD = 24


def read_noticed(source: str, lowered: str, found: Dates, parties: tuple[PartyFact, ...] = ()) -> tuple[Noticed, ...]:
    """Read who noticed it; where several dates are told as such, only who did on the first of them."""
    first = min((date.value for date in found.dates if Role.DETECTED in date.roles), default=None)
    candidates = list(islice(_witnesses(source, lowered, found, parties), MOST))
    dated = [each for each in candidates if each.date is not None and each.date == first]
    early = [each for each in candidates if each.date is None or first is None or each.date <= first]
    if not candidates and (alone := FOUND_MISSING.search(lowered)):  # nobody is named: their own people
        candidates = [_noticed(source, "staff", Range(*alone.span()), _date_before(found, alone.start(), lowered))]
    unique: dict[str, Noticed] = {}
    for each in dated or early[:1] or candidates[:1]:
        unique.setdefault(each.value, each)
    return tuple(unique.values())


def _witnesses(source: str, lowered: str, found: Dates, parties: tuple[PartyFact, ...]) -> Iterator[Noticed]:
    for start, end, reach in _places_of_noticing(lowered):
        value = _nearest_witness(lowered, start, reach) or _by_name(lowered, start, parties)
        if value:
            words = Range(value[1].start, end)
            yield _noticed(source, value[0], words, _date_before(found, words.start, lowered))


def _noticed(source: str, who: str, words: Range, date: str | None) -> Noticed:
    text = source[words.start : words.end]
    return Noticed(key=f"noticed-by-{who}", text=text, start=words.start, end=words.end, value=who, date=date)


def _places_of_noticing(text: str) -> Iterator[tuple[int, int, bool]]:
    places = [(m.start(), m.end(), False) for m in islice(FROM_OTHERS.finditer(text), MOST)]
    places += [
        (m.end(), min(m.end() + _AHEAD, len(text)), True) for m in islice(FROM_OTHERS_PASSIVE.finditer(text), MOST)
    ]
    for value, pattern in WITNESS_PATTERNS:
        if value not in {"attacker", "media"}:
            for m in islice(pattern.finditer(text), MOST):
                if own := BY_ITSELF.match(text, m.end(), m.end() + _REACH):
                    places.append((m.end(), own.end(), False))
    return iter(sorted(places))


def _nearest_witness(text: str, at: int, ahead: bool) -> tuple[str, Range] | None:
    around = sentence(text, at, at)
    start, end = (at, min(around.end, at + _AHEAD)) if ahead else (max(around.start, at - _BEFORE), at)
    best: tuple[int, str, Range] | None = None
    for value, pattern in WITNESS_PATTERNS:
        for found in pattern.finditer(text, start, end):
            distance = found.start() - start if ahead else end - found.end()
            if best is None or distance < best[0]:
                best = (distance, value, Range(*found.span()))
    return (best[1], best[2]) if best else None


def _by_name(text: str, at: int, parties: tuple[PartyFact, ...]) -> tuple[str, Range] | None:
    """Return the party whose name stands before `at`; a Latin word may be part of it."""
    at -= text[at - 1 : at] == "」"
    before = text[max(0, at - _LONGEST_WORD) : at]
    word = re.search(r"[a-z0-9]{3,24}$", before)
    for party in parties:
        name = (party.name or "").lower()
        if name and before.endswith(name):
            return party.value, Range(at - len(name), at)
        if word and word[0] in name:
            return party.value, Range(at - len(word[0]), at)
    return None


def _date_before(found: Dates, at: int, text: str) -> str | None:
    """Return the date that the words at `at` belong to."""
    begins = sentence(text, at, at).start
    for date, window in zip(found.dates, found.windows, strict=True):
        is_said = window.is_below or date.start >= begins
        if window.start <= at <= window.end and is_said:
            return date.value
    return None
