"""What can be picked in the studio's forms: values and, as labels, texts in the language of the page."""

from collections import Counter
from collections.abc import Iterable, Mapping

from flask_babel import gettext

from questions.control import Control
from questions.incident import Incident
from questions.release import Bank
from questions.scenario import Scenario, Step
from training.i18n import localised
from training.studio.vocabulary import MEANINGS, begun

Offer = list[tuple[str, str]]


def of_controls(bank: Bank, more: Mapping[str, Control] | None = None) -> Offer:
    """Offer all controls, and `more` that the bank doesn't have yet."""
    return [(control.key, localised(control.title)) for control in (*bank.controls.values(), *(more or {}).values())]


def of_incidents(bank: Bank) -> Offer:
    """Offer all incidents."""
    return [(incident.key, localised(incident.title)) for incident in bank.incidents.values()]


def of_scenarios(bank: Bank) -> Offer:
    """Offer all scenarios, after an empty choice."""
    scenarios = [(scenario.key, localised(scenario.title)) for scenario in bank.scenarios.values()]
    return [("", gettext("Please choose")), *scenarios]


def of_steps_moved(scenario: Scenario) -> Offer:
    """Offer the steps of a scenario by number and name."""
    return [(step.key, f"{number}. {localised(step.moment.label)}") for number, step in enumerate(scenario.steps, 1)]


def of_places(scenario: Scenario) -> Offer:
    """Offer the places at which a step of a scenario may stand."""
    after = [(key, gettext("After %(step)s", step=name)) for key, name in of_steps_moved(scenario)]
    return [("", gettext("At the beginning")), *after]


def of_draws(bank: Bank) -> dict[str, Offer]:
    """Offer what the questions of a draw may be chosen by: every name that the bank knows."""
    scenarios = bank.scenarios.values()
    return {
        "controls": of_controls(bank),
        "topics": _names(topic for scenario in scenarios for topic in scenario.topics),
        "audience": _names(audience for scenario in scenarios for audience in scenario.audience),
        "families": of_families(bank),
    }


def of_families(bank: Bank, but: str = "") -> Offer:
    """Offer the sets of twins, each by the words of a question in it; if possible of another than the one of uid `but`.

    Two sets that begin with the same words are told apart by their short names.
    """
    steps = [step.question for scenario in bank.scenarios.values() for step in scenario.steps if step.question]
    said: dict[str, str] = {}
    for question in sorted((one for one in steps if one.family), key=lambda question: question.uid == but):
        said.setdefault(question.family or "", localised(question.prompt))
    times = Counter(said.values())
    named = [(family, f"{words} ({family})" if times[words] > 1 else words) for family, words in said.items()]
    return sorted(named, key=lambda one: one[1])


def of_twins(bank: Bank, uid: str) -> Offer:
    """Offer the question of `uid` the sets of twins that it may belong to, after an empty choice."""
    return [("", gettext("It has no twins")), *of_families(bank, uid)]


def _names(names: Iterable[str]) -> Offer:
    meanings = [(name, begun(str(MEANINGS.get(name, name)))) for name in set(names)]
    return sorted(meanings, key=lambda offered: offered[1])


def of_facts(incident: Incident | None) -> Offer:
    """Offer the facts of an incident."""
    return [(fact.key, localised(fact.text)) for fact in incident.facts] if incident else []


def of_steps(steps: Iterable[Step], but: str, empty: str) -> Offer:
    """Offer the steps of a scenario except one, after an empty choice that is labelled `empty`."""
    return [("", empty), *((step.key, localised(step.moment.label)) for step in steps if step.key != but)]
