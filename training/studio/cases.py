"""A case: an incident with the scenarios about it and the quizzes that they are in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from questions.incident import Incident
from questions.quiz import Quiz
from questions.release import Bank
from questions.scenario import Scenario
from questions.text import LocalisedText

Dates = Mapping[tuple[str, str], datetime]
"""When each document, by the word for its kind and its key, was saved."""


@dataclass(frozen=True)
class Case:
    """An incident with all about it; without one, what names an incident that is not there."""

    incident: Incident | None
    scenarios: list[Scenario]
    quizzes: list[Quiz]
    updated_at: datetime

    def matches(self, words: Iterable[str]) -> bool:
        """Tell whether every word stands in a title, the organisation, a topic, or a key, also of a control."""
        text = " ".join(self._texts()).casefold()
        return all(word.casefold() in text for word in words)

    def _texts(self) -> list[str]:
        about: list[Incident] = [self.incident] if self.incident else []
        documents: list[Incident | Scenario | Quiz] = [*about, *self.scenarios, *self.quizzes]
        titles: list[LocalisedText] = [document.title for document in documents]
        titles += [text for incident in about for text in (incident.organisation, incident.summary)]
        topics = [topic for incident in about for topic in incident.topics]
        topics += [topic for scenario in self.scenarios for topic in scenario.topics]
        topics += [key for scenario in self.scenarios for step in scenario.steps for key in step.controls]
        return [*(text for title in titles for text in title.root.values()), *topics, *(d.key for d in documents)]


def cases(bank: Bank, dates: Dates) -> list[Case]:
    """Return all cases, the newest change first; what belongs to no incident makes a case of its own."""
    scenarios: dict[str, list[Scenario]] = defaultdict(list)
    for scenario in bank.scenarios.values():
        scenarios[scenario.incident].append(scenario)
    quizzes: dict[str, dict[str, Quiz]] = defaultdict(dict)
    for quiz in bank.quizzes.values():
        for key in quiz.scenario_keys:
            quizzes[key][quiz.key] = quiz
    found = [_case(incident, scenarios[incident.key], quizzes, dates) for incident in bank.incidents.values()]
    shown = {scenario.key for case in found for scenario in case.scenarios}
    shown_quizzes = {quiz.key for case in found for quiz in case.quizzes}
    lost = [scenario for scenario in bank.scenarios.values() if scenario.key not in shown]
    lost_quizzes = [quiz for quiz in bank.quizzes.values() if quiz.key not in shown_quizzes]
    if lost or lost_quizzes:
        found.append(_dated(None, lost, lost_quizzes, dates))
    return sorted(found, key=lambda case: case.updated_at, reverse=True)


def _case(
    incident: Incident, scenarios: list[Scenario], quizzes: Mapping[str, Mapping[str, Quiz]], dates: Dates
) -> Case:
    found = {key: quiz for scenario in scenarios for key, quiz in quizzes.get(scenario.key, {}).items()}
    return _dated(incident, scenarios, [found[key] for key in sorted(found)], dates)


def _dated(incident: Incident | None, scenarios: list[Scenario], quizzes: list[Quiz], dates: Dates) -> Case:
    names = [("incident", incident.key)] if incident else []
    names += [("scenario", scenario.key) for scenario in scenarios]
    names += [("quiz", quiz.key) for quiz in quizzes]
    return Case(incident, scenarios, quizzes, max(dates[name] for name in names))
