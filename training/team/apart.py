"""What is told apart wherever completion is counted: passes without a quiz, the exempt, those on leave, extensions."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, select

from training.extensions import db
from training.models import Assignment, AssignmentStatus, OverrideKind, User
from training.team.filters import Wanted
from training.team.scope import Scope
from training.team.selection import assignment_is_wanted, person_conditions
from training.team.status import ShownStatus, shown_status


class Apart(NamedTuple):
    """How many assignments are passed, of these in class and by hand, and how many are left out or extended."""

    passed: int
    attended: int
    manual: int
    exempt: int
    on_leave: int
    extended: int

    @property
    def any(self) -> bool:
        """Tell whether there is anything to tell apart."""
        return any(self[1:])


def count_apart(scope: Scope, wanted: Wanted, now: datetime) -> Apart:
    """Count what is told apart, in one statement."""
    passed = Assignment.status == AssignmentStatus.PASSED
    row = db.session.execute(
        select(
            _number(passed),
            _number(and_(passed, Assignment.settled_by == OverrideKind.ATTENDED)),
            _number(and_(passed, Assignment.settled_by == OverrideKind.MANUAL_PASS)),
            _number(Assignment.status == AssignmentStatus.EXEMPT),
            _number(shown_status(now) == ShownStatus.ON_LEAVE.value),
            _number(Assignment.extended_until.is_not(None)),
        )
        .select_from(Assignment)
        .join(User, User.id == Assignment.person_id)
        .where(assignment_is_wanted(wanted, now), *person_conditions(scope, wanted, now))
    ).one()
    return Apart(*row)


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
