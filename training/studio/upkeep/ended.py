"""Citations that have ended: looked for once a day in each document as it is, for that takes longer than a page may."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from questions.lint import Finding, lint_citations_of_control, lint_citations_of_scenario
from questions.release import Bank
from questions.scenario import Scenario
from questions.text import Document


class _Looked(NamedTuple):
    """What was found in documents on a day; these very ones, for a document never changes in memory."""

    day: date
    documents: Sequence[Document]
    findings: list[Finding]

    def is_of(self, day: date, documents: Sequence[Document]) -> bool:
        """Tell whether it is what would be found in these documents on this day."""
        is_same = len(documents) == len(self.documents) and all(map(_is, documents, self.documents))
        return day == self.day and is_same


_looked: dict[str, _Looked] = {}
"""By the key of a scenario; whatever is kept under it is compared before it is used."""


def find_ended(bank: Bank, today: date) -> list[Finding]:
    """List the controls and the texts of steps that cite ended numbers on that day."""
    findings = [finding for control in bank.controls.values() for finding in lint_citations_of_control(control, today)]
    for key in _looked.keys() - bank.scenarios.keys():
        _looked.pop(key, None)
    for scenario in bank.scenarios.values():
        findings += _in_scenario(scenario, bank, today)
    return findings


def _in_scenario(scenario: Scenario, bank: Bank, today: date) -> list[Finding]:
    keys = {key: None for step in scenario.steps for key in step.controls}
    documents = (scenario, *(bank.controls[key] for key in keys if key in bank.controls))
    looked = _looked.get(scenario.key)
    if looked is None or not looked.is_of(today, documents):
        looked = _Looked(today, documents, lint_citations_of_scenario(scenario, bank, today))
        _looked[scenario.key] = looked
    return looked.findings


def _is(one: Document, other: Document) -> bool:
    return one is other
