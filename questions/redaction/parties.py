"""Other organisations that had a part in a real incident, such as a supplier that its facts or its notice name."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from questions.incident import Incident
from questions.notices.names import NAME
from questions.notices.parties import suppliers_in
from questions.redaction.organisations import is_name, names_of, without_form
from questions.redaction.plain import gist, plain
from questions.seen import seen_in

_WHAT_IT_DOES = re.compile("(?:会社|機関|団体|当局|警察|専門家|[先者士員部課室局庁署市県町村等側元])$|[のをにがは]")
_LEAST = 3
"""Letters of a name below which it would be found in other words."""


def parties_of(incident: Incident, named: Iterable[str] = ()) -> list[str]:
    """List what other organisations are called, longest first: those in the incident, and those that notices name.

    In the incident's own texts a legal form tells an organisation, or that it is called a supplier; of what a notice
    names and what an author marked in it, what is like a name.
    """
    own = {gist(name) for name in names_of(incident)}
    found = {name for value in named if _is_called(plain(value)) for name in _said(value)}
    parts = (incident.facts, incident.timeline, incident.causes, incident.summary, incident.impact)
    for part in parts:
        for _language, words in seen_in(part):
            found.update(_formed_in(words))
    kept = (name for name in found if not any(gist(name) in each or each in gist(name) for each in own))
    return sorted(kept, key=lambda name: (-len(name), name))


@lru_cache(maxsize=8192)
def _formed_in(words: str) -> tuple[str, ...]:
    """Return the names with a legal form in a text; texts stay as they are for long."""
    text = plain(words)
    formed = (name for each in NAME.finditer(text) for name in _said(each[0], formed=True))
    called = (name for each in suppliers_in(text) for name in _said(each))
    return (*formed, *called)


def _is_called(value: str) -> bool:
    """Tell whether a notice's word for a party is its name: not "supplier", not 決済代行会社."""
    if NAME.search(value):
        return True
    return value[:1].isupper() if value.isascii() else not _WHAT_IT_DOES.search(value)


def _said(text: str, *, formed: bool = False) -> Iterator[str]:
    whole = plain(text).strip()
    name = without_form(whole)
    if (name != whole or not formed) and is_name(name) and len(name) >= _LEAST:
        yield name
