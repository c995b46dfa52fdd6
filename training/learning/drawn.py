"""What drawn questions were about: they have no way to map, but each comes from a real incident and practises rules."""

from collections.abc import Iterator
from dataclasses import dataclass

from questions.control import Control
from questions.incident import Incident
from questions.play import StepRef
from questions.text import LocalisedText
from training.learning.queries import AttemptState
from training.learning.way import answered_addresses
from training.told import Told, told


@dataclass(frozen=True)
class DrawnDecision(Told):
    """A drawn question with its rules and the address of its feedback; one that was not answered has none."""

    rules: list[Control]
    address: str | None


@dataclass(frozen=True)
class DrawnCase:
    """A real incident and the drawn questions about it."""

    incident: Incident
    decisions: list[DrawnDecision]


@dataclass(frozen=True)
class DrawnSection:
    """A draw, its questions by the incidents that they come from."""

    title: LocalisedText
    cases: list[DrawnCase]


def drawn_sections(state: AttemptState) -> Iterator[DrawnSection]:
    """Yield the draws of an attempt in their order."""
    draws, addresses = state.document.quiz.draws, answered_addresses(state)
    for section, refs in sorted(state.drawn.items()):
        cases: dict[str, DrawnCase] = {}
        for ref in refs:
            incident = state.document.incident_by_key[state.document.scenario_by_key[ref[0]].incident]
            case = cases.setdefault(incident.key, DrawnCase(incident, []))
            case.decisions.append(_decision(state, ref, addresses.get(ref)))
        yield DrawnSection(draws[section].title, list(cases.values()))


def _decision(state: AttemptState, ref: StepRef, address: str | None) -> DrawnDecision:
    step = state.document.step(*ref)
    rules = [state.document.control_by_key[key] for key in step.controls]
    return DrawnDecision(*told(ref, step, state.responses), rules=rules, address=address)
