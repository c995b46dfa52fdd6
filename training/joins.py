"""How answers hang together with their attempt, their marks and the step they answer, said once for all statements."""

from sqlalchemy import ColumnElement, and_

from training.models import Answer, Attempt, Mark, ReleaseStep


def answer_of_attempt() -> ColumnElement[bool]:
    """Return the condition that joins the answers of an attempt to it, or the attempt to them."""
    return and_(Answer.person_id == Attempt.person_id, Answer.attempt_id == Attempt.id)


def answer_of_step() -> ColumnElement[bool]:
    """Return the condition that joins an attempt's answer to a step of its release."""
    return and_(
        answer_of_attempt(),
        Answer.scenario_key == ReleaseStep.scenario_key,
        Answer.step_key == ReleaseStep.step_key,
    )


def step_of_answer() -> ColumnElement[bool]:
    """Return the condition that joins an answer to the step of the release that it answers."""
    return and_(
        ReleaseStep.release_id == Answer.release_id,
        ReleaseStep.scenario_key == Answer.scenario_key,
        ReleaseStep.step_key == Answer.step_key,
    )


def mark_of_answer() -> ColumnElement[bool]:
    """Return the condition that joins the marks of an answer to it."""
    return and_(
        Mark.person_id == Answer.person_id,
        Mark.attempt_id == Answer.attempt_id,
        Mark.scenario_key == Answer.scenario_key,
        Mark.step_key == Answer.step_key,
    )
