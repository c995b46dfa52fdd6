"""What stands in the way of publishing a quiz, and where an author mends it."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from questions.redaction.publication import MESSAGES
from questions.release import Bank, Problem
from questions.scenario import Scenario
from training.i18n import localised
from training.studio import messages
from training.studio.editing.pages import page_of
from training.studio.editing.scenarios import step_names
from training.studio.editing.whereabouts import Field, Whereabouts

_PLACEHOLDER = "a placeholder is left: {words}"
_UNTRANSLATED = "no {missing} text beside “{words}”"
_EMPTY_FEEDBACK = "the feedback “{words}” says nothing"


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
    whereabouts = Whereabouts()
    return [_obstacle(problem, bank, whereabouts) for problem in problems]


def _obstacle(problem: Problem, bank: Bank, whereabouts: Whereabouts) -> Obstacle:
    kind, _space, key = problem.document.partition(" ")
    document = bank.of_kind(kind).get(key)
    where = [localised(document.title) if document else key]
    steps = step_names(document) if isinstance(document, Scenario) else {}
    step = problem.place if problem.place in steps else ""
    where += [steps[step]] if step else []
    told = messages.of_problem(problem.message, steps)
    if document is None or (problem.place and not step):
        return Obstacle(page_of(kind, key, step), where, told, [])
    inner = document.step(step) if isinstance(document, Scenario) and step else None
    quoted = (pattern.fullmatch(problem.message) for pattern in _quoting())
    parts = next((match.groupdict() for match in quoted if match), None)
    fields = whereabouts.find(document, inner, parts["words"], parts.get("language", "")) if parts else []
    return Obstacle(page_of(kind, key, step), where, told, fields)


@cache
def _quoting() -> list[re.Pattern[str]]:
    """Return what problems look like that quote the words they are about."""
    return [messages.pattern_of(each) for each in (*MESSAGES.values(), _PLACEHOLDER, _UNTRANSLATED, _EMPTY_FEEDBACK)]
