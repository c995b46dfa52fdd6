"""From what an author kept of a notice to the first draft of an incident, as data that its form shows and completes."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from questions.incident import Incident
from questions.notices import phrases
from questions.notices.desk import AFFECTED, Desk, Entry, Kind, days_until
from questions.notices.facts import Role
from questions.notices.phrases import Both

SOURCE = "notice"
_LETTERS_OF_A_COUNTRY = 2
_NO_COUNTRIES = frozenset({"IO", "CO", "TV", "AI", "ME", "CC", "EU"})
"""Endings of addresses that are used everywhere, or belong to no country."""


class Origin(NamedTuple):
    """Where a notice comes from: its title, its address when there is one, its language, and the day it was read.

    `press`: the paper or agency that published it; empty: the organisation itself.
    """

    title: str
    address: str | None
    language: str
    seen_on: str
    press: str = ""


def draft_incident(desk: Desk, origin: Origin) -> dict[str, Any]:
    """Return the data of an incident; what only the author can say (sector, causes, the story) is left out."""
    names = desk.kept(Kind.ORGANISATION)
    organisation = names[0].value if names else ""
    publisher = {origin.language: origin.press or organisation or origin.title}
    facts = list(_facts(desk))
    return {
        "title": {origin.language: _title(desk, organisation, origin)},
        "organisation": {origin.language: organisation} if organisation else {},
        "country": _country(origin),
        "topics": [entry.value for entry in desk.kept(Kind.TOPIC)],
        "summary": _summary(desk),
        "sources": [
            {
                "key": SOURCE,
                "title": {origin.language: origin.title},
                "publisher": publisher,
                "address": origin.address,
                "language": origin.language,
                "seen_on": origin.seen_on,
            }
        ],
        "facts": facts,
        "timeline": sorted(_timeline(desk), key=lambda event: str(event["date"])),
        "impact": _impact(desk),
        "controls": [entry.value for entry in desk.kept(Kind.CONTROL)],
    }


def _title(desk: Desk, organisation: str, origin: Origin) -> str:
    """Name the case by whose it is and its year: an apology speaks in the first person, and its words are others'."""
    dates = [part for kind in (Kind.PERIOD, Kind.DATE) for entry in desk.kept(kind) for part in _ends(entry) if part]
    year = min(dates, default="")[:4]
    if not organisation or not year or origin.language not in phrases.CASE_OF:
        return origin.title
    return phrases.CASE_OF[origin.language].format(organisation, year)


def _country(origin: Origin) -> str:
    """Return the country that a notice shows by its language or its address; else its author is asked."""
    host = urlsplit(origin.address or "").hostname or ""
    ending = host.rpartition(".")[2].upper()
    if len(ending) == _LETTERS_OF_A_COUNTRY and ending not in _NO_COUNTRIES:
        return {"UK": "GB"}.get(ending, ending)
    return "JP" if origin.language == "ja" else ""


def _facts(desk: Desk) -> Iterator[dict[str, Any]]:
    repeated = _repeated(desk)
    for entry in desk.entries:
        if entry.kept and entry.key not in repeated and (text := sentence(entry)):
            place = entry.places[0]
            span = {"start": place.start, "end": place.end}
            yield {"key": entry.key, "text": text, "source": SOURCE, "span": span}


def _repeated(desk: Desk) -> set[str]:
    """Return the entries that others say better: a day whose hearer is known, a hearer whose day or days are."""
    told = desk.kept(Kind.TOLD)
    days = {(day, _role_of(entry)) for entry in told if (day := _told_on(entry))}
    dated = {entry.value for entry in told if _told_on(entry)}
    of_people = {*_people_told(desk, Kind.PERIOD)}
    if of_people | {*_people_told(desk, Kind.DATE)}:
        dated.add(phrases.PEOPLE)
    return {
        *(entry.key for entry in desk.kept(Kind.DATE) if (entry.value, entry.detail) in days),
        *(entry.key for entry in told if entry.value in dated and not _told_on(entry)),
        *(entry.key for entry in told if entry.value == phrases.PEOPLE and _told_on(entry) in of_people),
    }


def _people_told(desk: Desk, kind: Kind) -> Iterator[str]:
    """Return the first days of the days or periods on which the people concerned were told."""
    for entry in desk.kept(kind):
        since, _until = _ends(entry)
        if entry.detail == Role.TOLD.value and since:
            yield since


def _told_on(told: Entry) -> str:
    """Return the day on which somebody was told, or nothing; a day without its year is not known."""
    return told.detail if told.detail[:4].isdecimal() else ""


def _role_of(told: Entry) -> str:
    return (Role.TOLD if told.value == phrases.PEOPLE else Role.REPORTED).value


def sentence(entry: Entry) -> Both | None:
    """Say an entry in our own words; None for what is no fact about the incident (topics, codes, controls)."""
    if entry.kind in {Kind.DATE, Kind.PERIOD}:
        return _dated(entry)
    if entry.kind is Kind.COUNT:
        return phrases.fill(phrases.COUNTED[entry.detail], f"{int(entry.value):,}")
    if entry.kind is Kind.DATA:
        phrase = phrases.AFFECTED_DATA if entry.detail == AFFECTED else phrases.SPARED_DATA
        return phrases.fill(phrase, phrases.DATA[entry.value])
    if entry.kind is Kind.TOLD and _told_on(entry):
        day, told = phrases.day(_told_on(entry)), phrases.told(entry.value)
        return {"ja": f"{day['ja']}：{told['ja']}", "en": f"{day['en']}: {told['en']}"}
    phrase_of = phrases.OF_PARTIES.get(entry.kind)
    return phrases.fill(phrase_of, phrases.party(entry.value)) if phrase_of else None


def _dated(entry: Entry) -> Both | None:
    happened = phrases.HAPPENED.get(Role(entry.detail))
    since, until = _ends(entry)
    if happened is None or since is None:
        return None
    first, last = phrases.day(since), phrases.day(until) if until else None
    when = {
        "ja": f"{first['ja']}〜{last['ja']}" if last else first["ja"],
        "en": f"{first['en']} to {last['en']}" if last else first["en"],
    }
    return {"ja": f"{when['ja']}：{happened['ja']}", "en": f"{when['en']}: {happened['en']}"}


def _ends(entry: Entry) -> tuple[str | None, str | None]:
    """Return the first and the last day as far as they are known; a day without its year is not."""
    since, _slash, until = entry.value.partition("/")
    known = [part if part[:4].isdecimal() else None for part in (since, until)]
    return known[0], known[1]


def _timeline(desk: Desk) -> Iterator[dict[str, Any]]:
    repeated = _repeated(desk)
    for entry in (*desk.kept(Kind.PERIOD), *desk.kept(Kind.DATE)):
        happened = phrases.HAPPENED.get(Role(entry.detail))
        since, until = _ends(entry)
        if happened and since and entry.key not in repeated:
            yield {"date": since, "until": until, "text": happened, "facts": [entry.key]}
    for entry in desk.kept(Kind.TOLD):
        day = _told_on(entry)
        if day and entry.key not in repeated:
            yield {"date": day, "until": None, "text": phrases.told(entry.value), "facts": [entry.key]}


def _impact(desk: Desk) -> dict[str, Any]:
    counts = {
        unit: max((int(entry.value) for entry in desk.kept(Kind.COUNT) if entry.detail == unit), default=None)
        for unit in ("people", "records")
    }
    data = [entry.value for entry in desk.kept(Kind.DATA) if entry.detail == AFFECTED]
    return {**counts, "data_types": list(dict.fromkeys(data))}


def _summary(desk: Desk) -> Both:
    """Say in a line for each what the numbers are: the author makes sentences of it."""
    lines = [sentence(entry) for kind in (Kind.NOTICED, Kind.COUNT) for entry in desk.kept(kind)[:2]]
    lines += [phrases.fill(phrases.DAYS_UNTIL[name], str(days)) for name, days in days_until(desk).items()]
    said = [line for line in lines if line]
    return {"ja": "。".join(line["ja"] for line in said), "en": ". ".join(line["en"] for line in said)} if said else {}


class Alike(NamedTuple):
    """An incident of the bank that may be the same, and why: its organisation, its address, or days and a count."""

    incident: Incident
    why: str


def same_incidents(desk: Desk, origin: Origin, known: Iterable[Incident]) -> list[Alike]:
    """List incidents that may be this one."""
    names = {_plain(entry.value) for entry in desk.kept(Kind.ORGANISATION)}
    days = {part for entry in (*desk.kept(Kind.DATE), *desk.kept(Kind.PERIOD)) for part in entry.value.split("/")}
    counts = {entry.value for entry in desk.kept(Kind.COUNT)}
    found = []
    for incident in known:
        own_days = {entry.date for entry in incident.timeline if len(entry.date) == 10}
        own_counts = {str(number) for number in (incident.impact.people, incident.impact.records) if number}
        if names & {_plain(name) for name in incident.organisation.root.values()}:
            found.append(Alike(incident, "organisation"))
        elif origin.address and origin.address in {source.address for source in incident.sources}:
            found.append(Alike(incident, "address"))
        elif len(days & own_days) > 1 and counts & own_counts:
            found.append(Alike(incident, "days"))
    return found


def _plain(name: str) -> str:
    for form in ("株式会社", "有限会社", "合同会社", "一般社団法人", "公益財団法人", " ltd", " inc", "."):
        name = name.lower().replace(form, "")
    return "".join(name.split())
