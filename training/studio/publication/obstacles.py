"""What stands in the way of publishing a quiz, and where an author mends it."""

from collections.abc import Iterable
from typing import NamedTuple

from questions.release import Bank, Problem
from questions.scenario import Scenario
from training.i18n import localised
from training.studio import messages
from training.studio.editing.pages import page_of
from training.studio.editing.scenarios import step_names


class Obstacle(NamedTuple):
    """A problem in the author's language: the document and the step by name, and the page to mend it on."""

    address: str
    where: list[str]
    message: str


def obstacles(problems: Iterable[Problem], bank: Bank) -> list[Obstacle]:
    """Return the problems as an author reads them."""
    return [_obstacle(problem, bank) for problem in problems]


def _obstacle(problem: Problem, bank: Bank) -> Obstacle:
    kind, _space, key = problem.document.partition(" ")
    document = bank.of_kind(kind).get(key)
    where = [localised(document.title) if document else key]
    steps = step_names(document) if isinstance(document, Scenario) else {}
    step = problem.place if problem.place in steps else ""
    where += [steps[step]] if step else []
    return Obstacle(page_of(kind, key, step), where, messages.of_problem(problem.message, steps))
