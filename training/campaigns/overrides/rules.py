"""What may be decided about one person's training, and what follows from all that was decided; without a database."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from training.models import AssignmentStatus, OverrideKind, new_id

LEAST_REASON = 5
"""Characters: two words of English, one of Japanese."""
MANAGERS_MOST_DAYS = 14
"""So many days behind the date of the campaign a manager may go; several extensions do not add up."""
MOST_MINUTES = 480
OLDEST_CLASS = timedelta(days=366)
FARTHEST = timedelta(days=3_660)
PASSING = (OverrideKind.ATTENDED, OverrideKind.MANUAL_PASS)
_DONE = (AssignmentStatus.PASSED, AssignmentStatus.EXEMPT)
_AFTER_CLOSING = (OverrideKind.EXEMPTION, *PASSING, OverrideKind.TAKING_BACK)
"""Facts that become known late; the others would give time in which nothing can be done any more."""

WHY_CLOSED = _l("This campaign is closed, so more time or another attempt would change nothing.")
WHY_PASSED = _l("This person has passed already, and a pass is kept.")
WHY_EXEMPT = _l("This person is exempt, so nothing is due. Take the exemption back first.")
WHY_OPEN = _l("An attempt is open. It can be finished, so there is nothing to reset yet.")
WHY_NOTHING_TO_RESET = _l("There is no finished attempt to reset.")
WHY_NOT_LATER = _l("The new day is not later than the present due date. Choose a later day.")
WHY_TOO_FAR = _l("Managers may extend by at most 14 days from the date of the campaign. Please ask an administrator.")
WHY_LEAST_REASON = _l("Say in a few words why. The reason is kept, and the person sees it.")
WHY_SENT = _l("This page was sent already, with something else in it. Open it anew to decide once more.")
WHY_TAKEN_BACK = _l("This decision was taken back already.")
WHY_NO_TAKING_BACK = _l("What takes a decision back can’t be taken back. Decide again instead.")
WHY_BEGUN = _l("A new attempt has begun since the reset, so it can’t be taken back any more.")


@dataclass(frozen=True)
class Decision:
    """What somebody decides, and why. `request_id` is the form's: sent twice, it holds once."""

    kind: OverrideKind
    reason: str
    until: date | None = None
    minutes: int | None = None
    held_on: date | None = None
    place: str | None = None
    evidence: str | None = None
    request_id: uuid.UUID = field(default_factory=new_id)


class InForce(NamedTuple):
    """A decision that nothing has taken back, as far as it changes an assignment."""

    kind: OverrideKind
    until: date | None
    minutes: int | None
    attempts: int | None
    held_until: datetime | None
    """The end of the day of a class."""
    given_at: datetime


class Facts(NamedTuple):
    """What an assignment is, apart from decisions: its kept columns and its attempts."""

    status: AssignmentStatus
    settled_by: OverrideKind | None
    completed_at: datetime | None
    due_on: date
    ruled_due_on: date
    """The day without any extension."""
    extra_minutes: int
    attempts_finished: int
    reset_after: int
    has_open_attempt: bool
    attempt_passed_at: datetime | None

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left to do."""
        return self.status in _DONE


def obstacle(decision: Decision, facts: Facts, *, is_closed: bool, most_days: int | None = None) -> Any:
    """Return why a decision can't be made about somebody, as a sentence, or None."""
    if why := hindrance(decision.kind, facts, is_closed=is_closed):
        return why
    is_extension = decision.kind is OverrideKind.EXTENSION
    return _obstacle_to_extension(decision.until or date.min, facts, most_days) if is_extension else None


def hindrance(kind: OverrideKind, facts: Facts, *, is_closed: bool) -> Any:
    """Return why no decision of a kind can be made about somebody at all, or None."""
    if is_closed and kind not in _AFTER_CLOSING:
        return WHY_CLOSED
    if facts.status is AssignmentStatus.PASSED:
        return WHY_PASSED
    if facts.status is AssignmentStatus.EXEMPT and kind not in PASSING:
        return WHY_EXEMPT
    return _obstacle_to_reset(facts) if kind is OverrideKind.RESET else None


def _obstacle_to_reset(facts: Facts) -> Any:
    if facts.has_open_attempt:
        return WHY_OPEN
    return None if facts.attempts_finished > facts.reset_after else WHY_NOTHING_TO_RESET


def _obstacle_to_extension(until: date, facts: Facts, most_days: int | None) -> Any:
    if until <= facts.due_on:
        return WHY_NOT_LATER
    if most_days is not None and until > facts.ruled_due_on + timedelta(days=most_days):
        return WHY_TOO_FAR
    return None


def obstacle_to_taking_back(kind: OverrideKind, facts: Facts, attempts: int | None) -> Any:
    """Return why a decision can't be taken back, or None; `attempts` is what a reset found."""
    if kind is OverrideKind.TAKING_BACK:
        return WHY_NO_TAKING_BACK
    has_begun = facts.has_open_attempt or facts.attempts_finished > (attempts or 0)
    return WHY_BEGUN if kind is OverrideKind.RESET and has_begun else None


def settled(facts: Facts, in_force: Sequence[InForce]) -> dict[str, Any]:
    """Return the columns of an assignment that follow from what is in force, the oldest first, and the attempts."""
    resets = [found.attempts or 0 for found in in_force if found.kind is OverrideKind.RESET]
    minutes = [found.minutes or 0 for found in in_force if found.kind is OverrideKind.EXTRA_TIME]
    days = [found.until for found in in_force if found.kind is OverrideKind.EXTENSION]
    reset_after = resets[-1] if resets else 0
    return {
        "extended_until": days[-1] if days else None,
        "extra_minutes": minutes[-1] if minutes else 0,
        "reset_after": reset_after,
        **_status(facts, in_force, reset_after),
    }


def _status(facts: Facts, in_force: Sequence[InForce], reset_after: int) -> dict[str, Any]:
    if facts.settled_by is None and facts.is_done:  # by attempts, which no decision takes away
        return _standing(facts.status, None, facts.completed_at)
    if facts.attempt_passed_at:
        return _standing(AssignmentStatus.PASSED, None, facts.attempt_passed_at)
    if passed := _last(in_force, PASSING):
        moment = min(passed.held_until or passed.given_at, passed.given_at)
        return _standing(AssignmentStatus.PASSED, passed.kind, moment)
    if _last(in_force, (OverrideKind.EXEMPTION,)):
        return _standing(AssignmentStatus.EXEMPT, OverrideKind.EXEMPTION, None)
    if facts.has_open_attempt:
        return _standing(AssignmentStatus.IN_PROGRESS, None, None)
    has_finished = facts.attempts_finished > reset_after
    return _standing(AssignmentStatus.FAILED if has_finished else AssignmentStatus.NOT_STARTED, None, None)


def _standing(
    status: AssignmentStatus, settled_by: OverrideKind | None, completed_at: datetime | None
) -> dict[str, Any]:
    return {"status": status, "settled_by": settled_by, "completed_at": completed_at}


def _last(in_force: Iterable[InForce], kinds: tuple[OverrideKind, ...]) -> InForce | None:
    return next((found for found in reversed(list(in_force)) if found.kind in kinds), None)
