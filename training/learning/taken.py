"""The attempts that a person has finished, to be looked at again."""

import uuid
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from training.models import Attempt
from training.statements import list_rows

MOST_SHOWN = 20


class Taken(NamedTuple):
    """A finished attempt, one that counts or practice."""

    id: uuid.UUID
    practice: bool
    number: int
    finished_at: datetime
    score: float | None
    passed: bool | None


_TAKEN = (
    select(*(getattr(Attempt, name) for name in Taken._fields))
    .where(
        Attempt.person_id == bindparam("person_id"),
        Attempt.assignment_id == bindparam("assignment_id"),
        Attempt.finished_at.is_not(None),
    )
    .order_by(Attempt.finished_at.desc(), Attempt.id)
    .limit(MOST_SHOWN + 1)
)


def list_taken(person_id: uuid.UUID, assignment_id: uuid.UUID) -> list[Taken]:
    """List the attempts of an assignment that the person has finished, the last first.

    One more than is shown, if there are more.
    """
    return [Taken._make(row) for row in list_rows(_TAKEN, person_id=person_id, assignment_id=assignment_id)]
