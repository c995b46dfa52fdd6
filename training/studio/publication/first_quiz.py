"""The short way from a scenario to its review: a quiz of this scenario alone, in one language."""

import uuid

from flask_babel import gettext

from questions.quiz import Quiz, Section
from questions.release import Bank
from questions.scenario import Scenario
from training.errors import Refused
from training.forms.keys import new_key
from training.studio import queries, service
from training.studio.publication import reviews
from training.studio.publication.obstacles import obstacles

_PASS_MARK = 70


def ask(scenario_key: str, edition: int, tag: str, actor_id: uuid.UUID) -> uuid.UUID:
    """Make a quiz of a scenario as it was shown, ask for its review, and return the review's id; twice is once.

    Raise EditedMeanwhile when the scenario is another by now, Refused with the first thing that stands in the way.
    """
    now, bank = queries.hold_document(Scenario, scenario_key), queries.load_bank()
    if now.edition != edition:
        raise service.EditedMeanwhile
    quiz = _quiz(now.document, tag, bank)
    if quiz.key not in bank.quizzes:
        service.add_document(quiz, actor_id)
    try:
        return reviews.ask(quiz.key, "", actor_id)
    except service.HasProblems as refusal:
        found = obstacles(refusal.problems, queries.load_bank())[0]
        message = gettext("No quiz was made, since this stands in the way: %(problem)s", problem=found.message)
        raise Refused(message) from refusal


def _quiz(scenario: Scenario, tag: str, bank: Bank) -> Quiz:
    """Return the quiz, under the key that it has when it was made before."""
    quiz = Quiz(
        key=new_key(scenario.key, bank.quizzes, "quiz"),
        title=scenario.title,
        summary=scenario.intro,
        audience=scenario.audience,
        languages=[tag],
        sections=[Section(scenario=scenario.key)],
        pass_mark=_PASS_MARK,
    )
    made = (each for each in bank.quizzes.values() if each.model_copy(update={"key": quiz.key}) == quiz)
    return next(made, quiz)
