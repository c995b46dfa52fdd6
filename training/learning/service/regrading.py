"""Bringing finished attempts in line with the rulings in force: new marks beside the old ones, never less than a pass.

The work is found by its state: an answer whose ruling has not marked it. So it can be broken off and taken up again, a
hundred attempts to a transaction, by the request that ruled or by the worker; and what was being finished while the
ruling was made is found as well.
"""

import itertools
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import insert, update

from questions.ruling import rounded
from training import audit, clock, transaction
from training.extensions import db
from training.learning import queries, regrading_queries
from training.learning.queries import AttemptState
from training.learning.regrading_queries import Key, Latest
from training.learning.service.finishing import settle
from training.learning.service.grading import Graded, grade_in_force
from training.learning.service.one_by_one import add_up
from training.models import Attempt, Mark
from training.rulings.queries import is_in_force

ATTEMPTS_AT_ONCE = 100
LOOKS_BACK = timedelta(days=2)
"""So long a ruling is looked at every minute: only then attempts were being finished while it was made."""

ATTEMPT_REGRADED = audit.declare(
    "learning.attempt-regraded", "attempt", "score_before", "score_after", "passed_before", "passed_after"
)


_UNMARKED = Latest(0, None)


def regrade_some(ruling_id: uuid.UUID, after: Key | None = None) -> list[Key]:
    """Regrade up to a hundred attempts that a ruling has not reached, those behind `after`, and return them."""
    if not is_in_force(ruling_id):
        return []
    found = regrading_queries.list_unreached(ruling_id, after, ATTEMPTS_AT_ONCE)
    for person_id, attempt_id in found:
        regrading_queries.hold_attempt((person_id, attempt_id))
        _regrade(queries.get_state(person_id, attempt_id), clock.now())
    return found


def regrade_all(ruling_id: uuid.UUID, most_transactions: int | None = None) -> int:
    """Regrade in transactions of its own until nothing is left, or `most_transactions` are used; return how many."""
    number, after = 0, None
    for _transaction in itertools.count() if most_transactions is None else range(most_transactions):
        done = transaction.run(partial(regrade_some, ruling_id, after))
        if not done:
            break
        number, after = number + len(done), done[-1]
    return number


def regrade_recent() -> int:
    """Regrade what the rulings of the last days have not reached; for the worker."""
    return _regrade_by(regrading_queries.list_rulings_since(clock.now() - LOOKS_BACK))


def regrade_older() -> int:
    """Regrade what older rulings have not reached, as after a pause of the worker; it reads all their answers."""
    return _regrade_by(regrading_queries.list_rulings_until(clock.now() - LOOKS_BACK))


def _regrade_by(found: Sequence[uuid.UUID]) -> int:
    transaction.end_reading()
    works = [(ruling_id, partial(regrade_all, ruling_id)) for ruling_id in found]
    return add_up(works, "ruling %s could not be brought to every attempt")


def _regrade(state: AttemptState, now: datetime) -> None:
    graded = grade_in_force(state)
    _add_marks(state, graded, now)
    share, passed = rounded(graded.score.share), bool(state.passed or graded.score.passed)
    if (share, passed) != (state.score, state.passed):
        db.session.execute(
            update(Attempt)
            .where(Attempt.person_id == state.person_id, Attempt.id == state.id)
            .values(score=share, passed=passed)
        )
        if not state.practice:
            before = {"score_before": state.score, "passed_before": state.passed}
            audit.record(ATTEMPT_REGRADED, state.id, None, **before, score_after=share, passed_after=passed)
    if not state.practice:
        settle(state, now, has_just_finished=False)
    db.session.flush()


def _add_marks(state: AttemptState, graded: Graded, now: datetime) -> None:
    marks = regrading_queries.map_latest_marks((state.person_id, state.id))
    latest = {ref: marks.get(ref, _UNMARKED) for ref in graded.by}
    rows = [
        {
            "person_id": state.person_id,
            "attempt_id": state.id,
            "scenario_key": ref[0],
            "step_key": ref[1],
            "sequence": latest[ref].sequence + 1,
            "points": rounded(graded.score.marks[ref]),
            "reason": found.reason,
            "marked_at": now,
            "marked_by": found.ruled_by,
            "ruling_id": found.id,
        }
        for ref, found in graded.by.items()
        if latest[ref].ruling_id != found.id
    ]
    if rows:
        db.session.execute(insert(Mark), rows)
