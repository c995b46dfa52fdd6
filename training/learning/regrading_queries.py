"""What is read to bring attempts in line with rulings: which a ruling has not reached, and their latest marks."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, exists, func, select, tuple_

from questions.play import StepRef
from training.extensions import db
from training.joins import answer_of_step, mark_of_answer
from training.models import Answer, Attempt, Mark, ReleaseStep
from training.models import Ruling as RulingRow
from training.rulings.queries import is_in_force, rules_on_step

Key = tuple[uuid.UUID, uuid.UUID]
"""Whose attempt, and which."""


class Latest(NamedTuple):
    """The number of the last mark of a step, and the ruling that it is by."""

    sequence: int
    ruling_id: uuid.UUID | None


def list_unreached(ruling_id: uuid.UUID, after: Key | None, most: int) -> list[Key]:
    """List finished attempts that a ruling has not marked, those behind `after`."""
    statement = _unreached(ruling_id)
    if after:
        statement = statement.where(tuple_(Answer.person_id, Answer.attempt_id) > after)
    return [(row[0], row[1]) for row in db.session.execute(statement.limit(most))]


def count_unreached(ruling_id: uuid.UUID) -> int:
    """Count the attempts that a ruling has not reached yet; none when it is not in force."""
    if not is_in_force(ruling_id):
        return 0
    return db.session.scalar(select(func.count()).select_from(_unreached(ruling_id).subquery())) or 0


def _unreached(ruling_id: uuid.UUID) -> Select[uuid.UUID, uuid.UUID]:
    return (
        select(Answer.person_id, Answer.attempt_id)
        .select_from(RulingRow)
        .join(ReleaseStep, rules_on_step())
        .join(Attempt, Attempt.release_id == ReleaseStep.release_id)
        .join(Answer, answer_of_step())
        .where(
            RulingRow.id == ruling_id,
            Attempt.finished_at.is_not(None),
            ~exists().where(mark_of_answer(), Mark.ruling_id == RulingRow.id),
        )
        .order_by(Answer.person_id, Answer.attempt_id)
    )


def hold_attempt(key: Key) -> None:
    """Let whoever else regrades or finishes this attempt wait, and read again what is written now."""
    person_id, attempt_id = key
    own = (Attempt.person_id == person_id, Attempt.id == attempt_id)
    db.session.execute(select(Attempt.id).where(*own).with_for_update())


def list_rulings_since(moment: datetime) -> Sequence[uuid.UUID]:
    """List the rulings made after a moment, in their order."""
    made = select(RulingRow.id).where(RulingRow.ruled_at > moment)
    return db.session.scalars(made.order_by(RulingRow.ruled_at)).all()


def list_rulings_until(moment: datetime) -> Sequence[uuid.UUID]:
    """List the rulings made up to a moment, in their order."""
    made = select(RulingRow.id).where(RulingRow.ruled_at <= moment)
    return db.session.scalars(made.order_by(RulingRow.ruled_at)).all()


def map_latest_marks(key: Key) -> dict[StepRef, Latest]:
    """Map the marked steps of an attempt to their last mark."""
    person_id, attempt_id = key
    rows = db.session.execute(
        select(Mark.scenario_key, Mark.step_key, Mark.sequence, Mark.ruling_id)
        .where(Mark.person_id == person_id, Mark.attempt_id == attempt_id)
        .order_by(Mark.sequence)
    )
    return {(row.scenario_key, row.step_key): Latest(row.sequence, row.ruling_id) for row in rows}
