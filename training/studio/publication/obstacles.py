"""What stands in the way of publishing a quiz, and where an author mends it."""

from collections.abc import Iterable
from typing import NamedTuple

from flask import url_for

from questions.release import Bank, Problem
from training.i18n import localised
from training.studio import messages
from training.studio.editing.scenarios import step_names

_ENDPOINTS = {"scenario": "show_scenario", "incident": "edit_incident", "control": "edit_control", "quiz": "edit_quiz"}


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
    documents = {**bank.quizzes} if kind == "quiz" else {**getattr(bank, f"{kind}s")}
    where = [localised(documents[key].title)] if key in documents else [key]
    steps = step_names(bank.scenarios[key]) if kind == "scenario" and key in bank.scenarios else {}
    if problem.place in steps:
        where.append(steps[problem.place])
        address = url_for("studio.edit_step", key=key, step_key=problem.place)
    else:
        address = url_for(f"studio.{_ENDPOINTS[kind]}", key=key)
    return Obstacle(address, where, messages.of_problem(problem.message, steps))
