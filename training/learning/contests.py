"""A person says why a question or its marking seems wrong; an author's answer comes back to the same page."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from questions.play import StepRef
from training import clock
from training.errors import NotFound
from training.learning import queries
from training.models import Contest, new_id
from training.rulings.service import checked_reason
from training.statements import insert_once, list_rows

_COLUMNS = (
    Contest.id,
    Contest.scenario_key,
    Contest.step_key,
    Contest.reason,
    Contest.contested_at,
    Contest.ruling_id,
    Contest.reply,
    Contest.answered_at,
)


_OWN = select(*_COLUMNS).where(
    Contest.person_id == bindparam("person_id"), Contest.attempt_id == bindparam("attempt_id")
)
_OF_ATTEMPT = _OWN.order_by(Contest.contested_at, Contest.id)
_OF_STEP = _OWN.where(Contest.scenario_key == bindparam("scenario_key"), Contest.step_key == bindparam("step_key"))


def find_contest(person_id: uuid.UUID, attempt_id: uuid.UUID, ref: StepRef) -> Any:
    """Return what the person said about one own answer, and what was replied, if anything."""
    rows = list_rows(_OF_STEP, person_id=person_id, attempt_id=attempt_id, scenario_key=ref[0], step_key=ref[1])
    return rows[0] if rows else None


def list_contests(person_id: uuid.UUID, attempt_id: uuid.UUID) -> Sequence[Any]:
    """List what the person said about own answers of an attempt, in the order in which it was said."""
    return list_rows(_OF_ATTEMPT, person_id=person_id, attempt_id=attempt_id)


def contest(person_id: uuid.UUID, attempt_id: uuid.UUID, ref: StepRef, reason: str) -> bool:
    """Keep why the person contests an own answer, once, and tell whether this call did it.

    Raises NotFound where there is no such answer, it has no mark or its feedback is not open, FieldError when the
    reason can't be.
    """
    state = queries.get_state(person_id, attempt_id)
    if ref not in state.responses or not state.shows_feedback(clock.now()):
        raise NotFound
    if not state.document.step(*ref).marked:
        raise NotFound
    values = {
        "person_id": person_id,
        "id": new_id(),
        "attempt_id": attempt_id,
        "scenario_key": ref[0],
        "step_key": ref[1],
        "reason": checked_reason("reason", reason),
        "contested_at": clock.now(),
    }
    # Nothing of it goes to the ledger: there the authors who read the text without a name could look the name up.
    return insert_once(Contest, values)
