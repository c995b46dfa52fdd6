"""The gate itself: which texts of a document learners see, where the real event may be named, and what is kept."""

from collections.abc import Callable, Collection, Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from questions.control import Control
from questions.incident import Incident
from questions.quiz import Quiz
from questions.redaction.accounts import accounts_in
from questions.redaction.addresses import addresses_in
from questions.redaction.numbered import numbers_in
from questions.redaction.organisations import names_of, organisations_in
from questions.redaction.parties import parties_of
from questions.redaction.people import known_people_in, likely_people_in, people_in
from questions.redaction.places import places_in
from questions.redaction.plain import gist, plain
from questions.redaction.telephones import telephones_in
from questions.scenario import Scenario, Step
from questions.seen import seen_in
from questions.text import Answers


class Sort(StrEnum):
    """What must not be published unless somebody keeps it expressly."""

    PERSON = "private-person"
    LIKELY = "likely-person"
    EMAIL = "email-address"
    TELEPHONE = "telephone-number"
    ACCOUNT = "account-number"
    PLACE = "house-address"
    ORGANISATION = "real-organisation"
    PARTY = "real-party"


RULE = "redaction"
"""The name under which an answer keeps words."""


class Exposure(NamedTuple):
    """Words that learners would see, in which language, and why somebody keeps them; empty while nobody does."""

    sort: Sort
    words: str
    language: str
    kept: str


class Event(NamedTuple):
    """What a real event is known by: its organisation, the people whom its notice names, others that had a part."""

    organisation: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


def event_of(incident: Incident, people: Collection[str] = (), parties: Collection[str] = ()) -> Event:
    """Return what an incident is known by; `people` are those whom its notice names, `parties` organisations in it."""
    organisation = names_of(incident)
    called = {gist(name) for name in organisation}
    said = [_in_itself(words, of_event=True)[1] for _language, words in seen_in(incident)]
    named = {words for found in said for sort, words in found if sort is Sort.PERSON}
    persons = tuple(sorted(name for name in {*people, *named} if gist(name) not in called))
    return Event(tuple(organisation), persons, tuple(parties_of(incident, parties)))


def _numbers_in(text: str) -> Iterator[str]:
    return chain(accounts_in(text), numbers_in(text))


_FINDERS: dict[Sort, Callable[[str], Iterator[str]]] = {
    Sort.EMAIL: addresses_in,
    Sort.TELEPHONE: telephones_in,
    Sort.ACCOUNT: _numbers_in,
    Sort.PLACE: places_in,
}
_NAMES = {Sort.PERSON, Sort.LIKELY}
_Found = tuple[tuple[Sort, str], ...]


@lru_cache(maxsize=8192)
def _in_itself(said: str, *, of_event: bool) -> tuple[str, _Found]:
    """Return a text as it is searched, and what it exposes whatever the event; texts stay as they are for long."""
    text = plain(said)
    persons = [*people_in(text, of_event=of_event)]
    found = [(Sort.PERSON, words) for words in persons]
    if not of_event:  # Newspapers and agencies are called alike there.
        found += [
            (Sort.LIKELY, words) for words in likely_people_in(text) if not any(words in name for name in persons)
        ]
    if any(sign in text for sign in "0123456789@[(<☆★【目番"):
        found += [(sort, words) for sort, find in _FINDERS.items() for words in find(text)]
    return text, tuple(found)


def _in_text(said: str, event: Event, *, of_event: bool) -> Iterator[tuple[Sort, str]]:
    text, found = _in_itself(said, of_event=of_event)
    names = {gist(name) for name in (*event.organisation, *event.parties)} if found else ()
    yield from ((sort, words) for sort, words in found if sort not in _NAMES or gist(words) not in names)
    yield from ((Sort.PERSON, words) for words in known_people_in(text, event.people))
    if not of_event:
        yield from ((Sort.ORGANISATION, words) for words in organisations_in(text, event.organisation))
        yield from ((Sort.PARTY, words) for words in organisations_in(text, event.parties))


def in_step(step: Step, event: Event, cast: Answers = None) -> Iterator[Exposure]:
    """Yield what a step exposes; under what really happened the organisation may be named.

    `cast` are the answers of its scenario: whom these keep is an invented person, who may come up in every step. They
    keep nobody whom the incident or its notice names, and no numbers.
    """
    play, own = step.model_copy(update={"what_happened": None}), step.kept_on_purpose
    found = [*_exposed(play, event, own, cast=cast)]
    found += _exposed(step.what_happened, event, own, of_event=True)
    return iter(dict.fromkeys(found))


def in_head(scenario: Scenario, event: Event) -> Iterator[Exposure]:
    """Yield what stands before the first step of a scenario."""
    return _exposed(scenario.model_copy(update={"steps": []}), event, scenario.kept_on_purpose)


def in_quiz(quiz: Quiz, events: Collection[Event]) -> Iterator[Exposure]:
    """Yield what a quiz exposes by itself: its title, its summary, its draws, the text to acknowledge."""
    return _exposed(quiz, joined(events), quiz.kept_on_purpose)


def in_incident(incident: Incident) -> Iterator[Exposure]:
    """Yield what an incident exposes; it may name its organisation, and where it was published."""
    return _exposed(incident, Event(tuple(names_of(incident))), incident.kept_on_purpose, of_event=True)


def in_control(control: Control) -> Iterator[Exposure]:
    """Yield what a control exposes."""
    return _exposed(control, Event(), control.kept_on_purpose)


def in_words(said: str, event: Event) -> list[tuple[Sort, str]]:
    """List what words expose that stand in no document; they may name no real organisation."""
    found = {(sort, gist(words)): words for sort, words in _in_text(said, event, of_event=False)}
    return [(sort, words) for (sort, _gist), words in found.items()]


def joined(events: Collection[Event]) -> Event:
    """Return several events as one: whatever any of them is known by."""
    return Event(
        _longest_first(name for event in events for name in event.organisation),
        tuple({name: None for event in events for name in event.people}),
        _longest_first(name for event in events for name in event.parties),
    )


def _longest_first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names), key=lambda name: (-len(name), name)))


def _exposed(
    part: object, event: Event, answers: Answers, *, of_event: bool = False, cast: Answers = None
) -> Iterator[Exposure]:
    kept, invented = _kept(answers), _kept(cast)
    met = set()
    for language, said in seen_in(part):
        for sort, words in _in_text(said, event, of_event=of_event):
            called = gist(words)
            key = (sort, called, language)
            if key not in met:
                met.add(key)
                is_invented = sort in _NAMES and called in invented and not any(known_people_in(words, event.people))
                yield Exposure(sort, words, language, kept.get(called) or (invented[called] if is_invented else ""))


def _kept(answers: Answers) -> dict[str, str]:
    return {gist(answer.words): answer.reason for answer in answers or () if answer.rule == RULE and answer.words}
