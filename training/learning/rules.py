"""What may begin for an assignment: attempts allowed, waiting time, practice once nothing can count any more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Row

from questions.quiz import Quiz
from training.models import AssignmentStatus

GRACE = timedelta(seconds=30)
"""An answer whose page was shown in time is taken so long after the time limit: it was on its way."""


class Over(StrEnum):
    """Why nothing can count any more, or not now."""

    PASSED = "passed"
    EXEMPT = "exempt"
    CLOSED = "closed"
    PAUSED = "paused"
    USED_UP = "used_up"
    FIRST_COUNTS = "first_counts"

    @property
    def why(self) -> Any:
        """Return the reason in a sentence, for pages and refusals alike."""
        return _WHY[self]


_WHY: Mapping[Over, Any] = {
    Over.PASSED: _l("You have passed this training, so no further attempt counts."),
    Over.EXEMPT: _l("You are exempt from this training, so no attempt counts."),
    Over.CLOSED: _l(
        "This training is closed, so no further attempt counts. Please ask your manager if you still need to take it."
    ),
    Over.PAUSED: _l("This training is paused. You can begin when it goes on, and your due date moves with it."),
    Over.USED_UP: _l(
        "You have used every attempt that this training allows, so no further attempt counts. Please ask your manager."
    ),
    Over.FIRST_COUNTS: _l("In this training the first attempt counts, and you have finished it."),
}


@dataclass(frozen=True)
class Beginning:
    """What a person may begin now. `possible_from` is set while a waiting time runs."""

    over: Over | None
    possible_from: datetime | None
    attempts_left: int | None
    may_practise: bool

    @property
    def may_start(self) -> bool:
        """Tell whether an attempt that counts may begin now."""
        return self.over is None and self.possible_from is None


def beginning(assignment: Row[Any], quiz: Quiz, now: datetime) -> Beginning:
    """Return what may begin for an assignment of a quiz; while an attempt is open, that one goes on instead."""
    over = _over(assignment, quiz)
    left = quiz.attempts_allowed - _used(assignment) if quiz.attempts_allowed else None
    return Beginning(
        over,
        _possible_from(assignment, quiz, now) if over is None else None,
        None if left is None else max(left, 0),
        quiz.practice and over not in {None, Over.PAUSED} and assignment.open_attempt_id is None,
    )


def _used(assignment: Row[Any]) -> int:
    """Return how many attempts are used up; those before a reset are kept but use up nothing."""
    return int(assignment.attempts_finished - assignment.reset_after)


def _over(assignment: Row[Any], quiz: Quiz) -> Over | None:
    if assignment.status is AssignmentStatus.PASSED:
        return Over.PASSED
    if assignment.status is AssignmentStatus.EXEMPT:
        return Over.EXEMPT
    if assignment.closed_at is not None or assignment.paused_at is not None:
        return Over.PAUSED if assignment.closed_at is None else Over.CLOSED
    if quiz.attempts_allowed is not None and _used(assignment) >= quiz.attempts_allowed:
        return Over.USED_UP
    if quiz.counts == "first" and _used(assignment):
        return Over.FIRST_COUNTS
    return None


def _possible_from(assignment: Row[Any], quiz: Quiz, now: datetime) -> datetime | None:
    if quiz.waiting_hours is None or assignment.last_finished_at is None or not _used(assignment):
        return None
    moment: datetime = assignment.last_finished_at + timedelta(hours=quiz.waiting_hours)
    return moment if moment > now else None


def is_time_up(ends_at: datetime | None, now: datetime) -> bool:
    """Tell whether the time limit is over."""
    return ends_at is not None and now >= ends_at


def takes_answer(ends_at: datetime | None, shown_at: datetime | None, now: datetime) -> bool:
    """Tell whether an answer that arrives now, on a page shown at `shown_at`, is in time."""
    if not is_time_up(ends_at, now):
        return True
    if ends_at is None or shown_at is None:
        return False
    return shown_at < ends_at and now <= ends_at + GRACE
