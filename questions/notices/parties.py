"""Who has a part in it."""

import re
from collections.abc import Iterator
from itertools import islice

from questions.incident import Span
from questions.notices.facts import PartyFact
from questions.notices.names import AFTER_SUPPLIER, BEFORE_SUPPLIER, NAME, NO_SUPPLIER
from questions.notices.normal import lower
from questions.notices.vocabulary.parties import PARTY_PATTERNS

MOST = 200
"""Words of one sort that are looked at in a text."""

_MOST_ELSEWHERE = 20
_NAME_AFTER, _NAME_BEFORE = 60, 40
"""Characters behind and before a party in which its name stands."""
_CONTACT_REACH = 120
# Whom to ask is nobody who took part.
_CONTACT = re.compile(r"\n[^\n。]{0,20}問い?合わ?せ(?:先|窓口)?[^\n。がはを]{0,6}\n[^\n。]{0,40}$")


def read_parties(source: str, folded: str, lowered: str, own_name: str | None = None) -> tuple[PartyFact, ...]:
    """Read the parties, one fact each, with a supplier's name when one stands beside it."""
    result = []
    for value, pattern, supplier in PARTY_PATTERNS:
        found_at = [found.span() for found in islice(pattern.finditer(lowered), MOST)]
        places = [
            place for place in found_at if not _CONTACT.search(lowered, max(0, place[0] - _CONTACT_REACH), place[0])
        ]
        places = [place for place in places if not _is_own(folded, place, own_name)]
        if not places:
            continue
        start, end = places[0]
        name = _name(folded, places, own_name) if supplier else None
        also = tuple(Span(start=first, end=last) for first, last in places[1:_MOST_ELSEWHERE])
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


def _name(folded: str, places: list[tuple[int, int]], own_name: str | None) -> str | None:
    """Return the name beside one of the places that is not the organisation's own: after it, else before it."""
    for start, end in places:
        for since, until in ((end, end + _NAME_AFTER), (max(0, start - _NAME_BEFORE), start)):
            for found in NAME.finditer(folded, since, min(until, len(folded))):
                if own_name is None or own_name not in found[0]:
                    return found[0].strip()
    names = (name for start, end in places for name in (*_called(folded, end), *_introduced(folded, start)))
    return next((name for name in names if own_name is None or own_name not in name), None)


def suppliers_in(plain: str) -> Iterator[str]:
    """Yield what suppliers are called in a text that shows no legal form: our supplier, Slotwise."""
    lowered = lower(plain)
    for _value, pattern, supplier in PARTY_PATTERNS:
        for found in islice(pattern.finditer(lowered), MOST) if supplier else ():
            yield from _called(plain, found.end())
            yield from _introduced(plain, found.start())


def _called(folded: str, at: int) -> Iterator[str]:
    found = AFTER_SUPPLIER.match(folded, at)
    if found and not NO_SUPPLIER.search(name := found[found.lastgroup or "en"]):
        yield name


def _introduced(folded: str, at: int) -> Iterator[str]:
    found = BEFORE_SUPPLIER.search(folded, max(0, at - _NAME_AFTER), at)
    if found and not NO_SUPPLIER.search(found["en"]):
        yield found["en"]
