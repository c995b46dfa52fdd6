"""The redaction gate among the rules: the only one that publication insists on."""

from collections.abc import Iterable, Iterator

from questions.fault import N_
from questions.lint.finding import (
    ControlCase,
    Flaw,
    IncidentCase,
    QuizCase,
    ScenarioCase,
    StepCase,
    rule,
)
from questions.redaction.gate import (
    RULE,
    Event,
    Exposure,
    Sort,
    event_of,
    in_control,
    in_head,
    in_incident,
    in_quiz,
    in_step,
)
from questions.release import Bank

Looked = StepCase | ScenarioCase | QuizCase | IncidentCase | ControlCase

_SAID = {
    Sort.PERSON: N_("“%(words)s” is the name of a person."),
    Sort.LIKELY: N_("“%(words)s” may be the name of a person."),
    Sort.EMAIL: N_("“%(words)s” is an e-mail address that somebody may have."),
    Sort.TELEPHONE: N_("“%(words)s” is a telephone number that somebody may have."),
    Sort.ACCOUNT: N_("“%(words)s” is the number of a card, an account or a person."),
    Sort.PLACE: N_("“%(words)s” is the address of a house."),
    Sort.ORGANISATION: N_("“%(words)s” is the name of the real organisation."),
    Sort.PARTY: N_("“%(words)s” is the name of an organisation that had a part in the real incident."),
}


@rule(
    RULE,
    (StepCase, ScenarioCase, QuizCase, IncidentCase, ControlCase),
    N_("Words by which somebody is recognised"),
    N_(
        "No person and no real organisation is to be recognised or contacted because of a training. Nothing is "
        "published until these words are taken out, or kept on purpose with a reason."
    ),
    blocks=True,
)
def exposed(case: Looked) -> Iterator[Flaw]:
    """Find names of persons, addresses and numbers, and the real organisation's name in play."""
    for found in _exposures(case):
        yield Flaw(_SAID[found.sort], {"words": found.words}, "", found.language, words=found.words, kept=found.kept)


def _exposures(case: Looked) -> Iterable[Exposure]:
    if isinstance(case, IncidentCase):
        return in_incident(case.incident)
    if isinstance(case, ControlCase):
        return in_control(case.control)
    if isinstance(case, QuizCase):
        keys = dict.fromkeys(
            case.bank.scenarios[key].incident for key in case.quiz.scenario_keys if key in case.bank.scenarios
        )
        return in_quiz(case.quiz, [event_in(key, case.bank) for key in keys])
    event = event_in(case.scenario.incident, case.bank)
    if isinstance(case, StepCase):
        return in_step(case.step, event, case.scenario.kept_on_purpose)
    return in_head(case.scenario, event)


def event_in(incident_key: str, bank: Bank) -> Event:
    """Return what the incident of a bank is known by."""
    incident = bank.incidents.get(incident_key)
    if incident is None:
        return Event()
    return event_of(incident, bank.people.get(incident_key, ()), bank.parties.get(incident_key, ()))
