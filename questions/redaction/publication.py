"""What stands in the way of publishing a quiz: words that nobody has taken out or kept expressly."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from questions.control import Control
from questions.fault import N_, Fault, Language, Quoted, fault
from questions.incident import Incident
from questions.quiz import Quiz, ReleaseDocument
from questions.redaction.gate import Exposure, Sort, event_of, in_control, in_head, in_incident, in_quiz, in_step
from questions.scenario import Scenario

_SAID = {
    Sort.PERSON: N_(
        "“%(words)s” (%(language)s) is the name of a person. Take it out, or keep it on purpose and say why."
    ),
    Sort.LIKELY: N_(
        "“%(words)s” (%(language)s) may be the name of a person. Take it out, or keep it on purpose and say why."
    ),
    Sort.EMAIL: N_(
        "“%(words)s” (%(language)s) is an e-mail address that somebody may have. Take it out, or keep it on purpose "
        "and say why."
    ),
    Sort.TELEPHONE: N_(
        "“%(words)s” (%(language)s) is a telephone number that somebody may have. Take it out, or keep it on purpose "
        "and say why."
    ),
    Sort.ACCOUNT: N_(
        "“%(words)s” (%(language)s) is the number of a card, an account or a person. Take it out, or keep it on "
        "purpose and say why."
    ),
    Sort.PLACE: N_(
        "“%(words)s” (%(language)s) is the address of a house. Take it out, or keep it on purpose and say why."
    ),
    Sort.ORGANISATION: N_(
        "“%(words)s” (%(language)s) is the name of the real organisation. Take it out, or keep it on purpose "
        "and say why."
    ),
    Sort.PARTY: N_(
        "“%(words)s” (%(language)s) is the name of an organisation that had a part in the real incident. Take it out, "
        "or keep it on purpose and say why."
    ),
}

Found = tuple[str, str, Fault]
"""A kind of document and its key, a step, and what is wrong there."""


class Documents(Protocol):
    """A bank: documents with their answers to warnings, and the people and organisations whom notices name."""

    @property
    def incidents(self) -> Mapping[str, Incident]: ...
    @property
    def controls(self) -> Mapping[str, Control]: ...
    @property
    def scenarios(self) -> Mapping[str, Scenario]: ...
    @property
    def people(self) -> Mapping[str, Iterable[str]]: ...
    @property
    def parties(self) -> Mapping[str, Iterable[str]]: ...


def unkept(quiz: Quiz, release: ReleaseDocument, bank: Documents) -> Iterator[Found]:
    """Yield what a release of `quiz` would expose though nobody keeps it; answers are read in the bank's documents."""
    events = {
        incident.key: event_of(incident, [*bank.people.get(incident.key, ())], [*bank.parties.get(incident.key, ())])
        for incident in release.incidents
    }
    yield from _told(f"quiz {quiz.key}", "", in_quiz(quiz, list(events.values())))
    for scenario in (*release.scenarios, *release.pooled):
        whole, name = bank.scenarios[scenario.key], f"scenario {scenario.key}"
        yield from _told(name, "", in_head(whole, events[scenario.incident]))
        for step in scenario.steps:
            exposures = in_step(whole.step(step.key), events[scenario.incident], whole.kept_on_purpose)
            yield from _told(name, step.key, exposures)
    for incident in release.incidents:
        yield from _told(f"incident {incident.key}", "", in_incident(bank.incidents[incident.key]))
    for control in release.controls:
        yield from _told(f"control {control.key}", "", in_control(bank.controls[control.key]))


def _told(document: str, place: str, exposures: Iterable[Exposure]) -> Iterator[Found]:
    for found in exposures:
        if not found.kept:
            words = Quoted(found.words, found.language)
            yield document, place, fault(_SAID[found.sort], words=words, language=Language(found.language))
