"""Who has a part in it, who noticed it, and who was told when."""

import re
from collections.abc import Iterator
from itertools import islice

from questions.incident import Span
from questions.notices.context import Range, sentence
from questions.notices.dates import Dates
from questions.notices.facts import Date, Noticed, PartyFact, Role, Told, numbered
from questions.notices.names import NAME
from questions.notices.vocabulary.parties import (
    BY_ITSELF,
    CLIENT,
    FOUND_MISSING,
    FROM_OTHERS,
    FROM_OTHERS_PASSIVE,
    HOW_PATTERNS,
    PARTY_PATTERNS,
    REPORTED_BEFORE,
    REPORTING,
    TELLING,
    TOLD_PEOPLE,
    WITNESS_PATTERNS,
)

MOST = 200
_BEFORE = 60
# Whom to ask is nobody who took part.
_CONTACT = re.compile(r"\n[^\n。]{0,20}問い?合わ?せ(?:先|窓口)?[^\n。がはを]{0,6}\n[^\n。]{0,40}$")
_BODIES = frozenset({"commission", "police", "authority"})
_ONE_MORE = re.compile(r"を(?:報告|提出)|追加(?:で|の)報告")
_NOT_DONE = re.compile(r"(?:を)?(?:す)?べき|が遅")


def read_parties(source: str, folded: str, lowered: str, own_name: str | None = None) -> tuple[PartyFact, ...]:
    """Read the parties, one fact each, with a supplier's name when one stands beside it."""
    result = []
    for value, pattern, supplier in PARTY_PATTERNS:
        found_at = [found.span() for found in islice(pattern.finditer(lowered), MOST)]
        places = [place for place in found_at if not _CONTACT.search(lowered, max(0, place[0] - 120), place[0])]
        places = [place for place in places if not _is_own(folded, place, own_name)]
        if not places:
            continue
        start, end = places[0]
        name = _name(folded, places, own_name) if supplier else None
        also = tuple(Span(start=first, end=last) for first, last in places[1:20])
        result.append(
            PartyFact(
                key=f"party-{value}", text=source[start:end], start=start, end=end, value=value, name=name,
                supplier=supplier, also=also,
            )
        )  # fmt: skip
    return tuple(sorted(result, key=lambda party: party.start))


def _is_own(folded: str, place: tuple[int, int], own_name: str | None) -> bool:
    """Tell whether a word is the end of the organisation's own name: みどり市教育委員会."""
    start, end = place
    return (
        own_name is not None and folded[max(0, end - len(own_name)) : end] == own_name and end - start < len(own_name)
    )


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
    places += [(m.end(), min(m.end() + 50, len(text)), True) for m in islice(FROM_OTHERS_PASSIVE.finditer(text), MOST)]
    for value, pattern in WITNESS_PATTERNS:
        if value not in {"attacker", "media"}:
            for m in islice(pattern.finditer(text), MOST):
                if own := BY_ITSELF.match(text, m.end(), m.end() + 90):
                    places.append((m.end(), own.end(), False))
    return iter(sorted(places))


def _nearest_witness(text: str, at: int, ahead: bool) -> tuple[str, Range] | None:
    around = sentence(text, at, at)
    start, end = (at, min(around.end, at + 50)) if ahead else (max(around.start, at - _BEFORE), at)
    best: tuple[int, str, Range] | None = None
    for value, pattern in WITNESS_PATTERNS:
        for found in pattern.finditer(text, start, end):
            distance = found.start() - start if ahead else end - found.end()
            if best is None or distance < best[0]:
                best = (distance, value, Range(*found.span()))
    return (best[1], best[2]) if best else None


def _by_name(text: str, at: int, parties: tuple[PartyFact, ...]) -> tuple[str, Range] | None:
    """Return the party of whose name the word before `at` is part."""
    word = re.search(r"[a-z0-9]{3,24}$", text[max(0, at - 24) : at])
    for party in parties:
        if word and party.name and word[0] in party.name.lower():
            return party.value, Range(at - len(word[0]), at)
    return None


def _date_before(found: Dates, at: int, text: str) -> str | None:
    """Return the date that the words at `at` belong to."""
    for date, window in zip(found.dates, found.windows, strict=True):
        is_said = window.is_below or date.start >= sentence(text, at, at).start
        if window.start <= at <= window.end and is_said:
            return date.value
    return None


def read_told(source: str, lowered: str, found: Dates) -> tuple[Told, ...]:
    """Read who was told when; the people concerned also when no date stands with it."""
    result: list[Told] = []
    said_before = 0
    last: list[Told] = []
    for date, window, end in zip(found.dates, found.windows, found.said_until, strict=True):
        if {Role.REPORTED, Role.TOLD} & set(date.roles):
            since = max(window.start, said_before)
            here = list(_told_on(source, lowered, date, since, max(end, window.date_end)))
            adds = _ONE_MORE.search(lowered, date.end, window.end)
            if not here and adds and last and last[0].start >= sentence(lowered, date.start, date.end).start:
                # 委員会には1月28日に速報を、3月25日に確報を提出
                here = [each.model_copy(update={"date": date.value}) for each in last]
            result, last = result + here, here
        said_before = max(end, date.end)
    if not any(each.value == "people" for each in result):
        result += islice(_people_told_some_day(source, lowered), 1)
    known = {each.value for each in result}
    result += [each for each in _bodies_told_some_day(source, lowered) if each.value not in known]
    return numbered(result)


def _people_told_some_day(source: str, lowered: str) -> Iterator[Told]:
    for place in islice(TOLD_PEOPLE.finditer(lowered), MOST):
        around = sentence(lowered, *place.span())
        since = around.start if place[0].isascii() else place.start()
        if (said := TELLING.search(lowered, since, around.end)) and not _NOT_DONE.match(lowered, said.end()):
            yield _told(source, "people", Range(*place.span()), lowered[around.start : around.end], None)


def _bodies_told_some_day(source: str, lowered: str) -> Iterator[Told]:
    """Find whom it was reported to in sentences that name no day."""
    for value, pattern, _ in PARTY_PATTERNS:
        if value not in _BODIES:
            continue
        for place in islice(pattern.finditer(lowered), MOST):
            around = sentence(lowered, *place.span())
            before = lowered[around.start : place.start()]
            if REPORTING.match(lowered, place.end(), around.end) or REPORTED_BEFORE.search(before):
                yield _told(source, value, Range(*place.span()), "", None)
                break


def _told_on(source: str, lowered: str, date: Date, since: int, until: int) -> Iterator[Told]:
    around = Range(since, until)
    words = lowered[around.start : around.end]
    whom: dict[str, tuple[int, int]] = {}
    for value, pattern, _ in PARTY_PATTERNS:
        if value not in {*_BODIES, "ipa", "jpcert", "card-company", "privacy-mark"}:
            continue
        if place := pattern.search(words):
            whom[value] = place.span()
    if Role.TOLD in date.roles and (place := TOLD_PEOPLE.search(words)):
        whom["people"] = place.span()
    if place := CLIENT.search(words):
        whom["client"] = place.span()
    for value, (start, end) in whom.items():
        place_of = Range(around.start + start, around.start + end)
        yield _told(source, value, place_of, words, date.value)


def _told(source: str, value: str, place: Range, words: str, date: str | None) -> Told:
    how = tuple(name for name, pattern in HOW_PATTERNS if pattern.search(words)) if value == "people" else ()
    text = source[place.start : place.end]
    return Told(key=f"told-{value}", text=text, start=place.start, end=place.end, value=value, date=date, by=how)


def _name(folded: str, places: list[tuple[int, int]], own_name: str | None) -> str | None:
    """Return the name beside one of the places that is not the organisation's own: after it, else before it."""
    for start, end in places:
        for since, until in ((end, end + 60), (max(0, start - 40), start)):
            for found in NAME.finditer(folded, since, min(until, len(folded))):
                if own_name is None or own_name not in found[0]:
                    return found[0].strip()
    return None
