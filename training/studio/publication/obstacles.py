"""What stands in the way of publishing a quiz, and where an author mends it."""

from collections.abc import Iterable
from typing import NamedTuple

from questions.fault import Fault, Named
from questions.release import Bank, Problem
from questions.scenario import Scenario
from training.i18n import localised
from training.studio import messages, vocabulary
from training.studio.editing.pages import page_of
from training.studio.editing.scenarios import step_names
from training.studio.editing.whereabouts import Field, Whereabouts


class Obstacle(NamedTuple):
    """A problem in the author's language: the document and the step by name, and the page to mend it on.

    `fields` are those of that page in which the words stand that it is about.
    """

    address: str
    where: list[str]
    message: str
    fields: list[Field]


def obstacles(problems: Iterable[Problem], bank: Bank) -> list[Obstacle]:
    """Return the problems as an author reads them."""
    whereabouts = Whereabouts(bank)
    return [_obstacle(problem, bank, whereabouts) for problem in problems]


def _obstacle(problem: Problem, bank: Bank, whereabouts: Whereabouts) -> Obstacle:
    kind, _space, key = problem.document.partition(" ")
    document = bank.of_kind(kind).get(key)
    where = [localised(document.title) if document else key]
    steps = step_names(document) if isinstance(document, Scenario) else {}
    step = problem.place if problem.place in steps else ""
    where += [steps[step]] if step else []
    told = messages.of_fault(problem.fault, {**steps, **_others(problem.fault, bank)})
    if document is None or (problem.place and not step):
        return Obstacle(page_of(kind, key, step), where, told, [])
    inner = document.step(step) if isinstance(document, Scenario) and step else None
    quoted = problem.fault.quoted
    fields = whereabouts.find(document, inner, quoted.words, quoted.language) if quoted else []
    return Obstacle(page_of(kind, key, step), where, told, fields)


def _others(fault: Fault, bank: Bank) -> dict[str, str]:
    """Map what a fault names beside its own document to what an author calls it."""
    named = [value for _place, value in fault.values if isinstance(value, Named)]
    return {f"{each.kind} {each.key}": _called(each, bank) for each in named}


def _called(named: Named, bank: Bank) -> str:
    if named.kind == "step":
        key, _slash, step = named.key.partition("/")
        scenario = bank.scenarios[key]
        return " – ".join([localised(scenario.title), step_names(scenario)[step]])
    if control := bank.controls.get(named.key) if named.kind == "controls" else None:
        return localised(control.title)
    return str(vocabulary.MEANINGS.get(named.key, named.key)) if named.kind in {"topics", "audience"} else named.key
