"""How rows hang together, said once for all: answers with their attempts, certificates with what earned them."""

from sqlalchemy import ColumnElement, and_, exists
from sqlalchemy.orm import aliased

from training.models import Answer, Attempt, Certificate, Mark, Override, ReleaseStep


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


def attempt_of_certificate() -> ColumnElement[bool]:
    """Return the condition that joins a certificate to the attempt that earned it, if one did."""
    return and_(Attempt.person_id == Certificate.person_id, Attempt.id == Certificate.attempt_id)


def override_of_certificate() -> ColumnElement[bool]:
    """Return the condition that joins a certificate to the decision that it was given by, if one did."""
    return and_(Override.person_id == Certificate.person_id, Override.id == Certificate.override_id)


def is_taken_back() -> ColumnElement[bool]:
    """Return the condition that a row of `Override` was taken back; false where there is none."""
    later = aliased(Override)
    return exists().where(later.person_id == Override.person_id, later.takes_back_id == Override.id)
