"""What is told apart wherever completion is counted: passes without a quiz, the exempt, those on leave, extensions."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from training.models import OverrideKind
from training.team.status import ShownStatus


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


def apart_of(rows: Iterable[Any]) -> Apart:
    """Add up rows of status (as shown), settled_by, is_extended and number."""
    counted = list(rows)

    def number(is_meant: Callable[[Any], bool]) -> int:
        return sum(row.number for row in counted if is_meant(row))

    passed = [row for row in counted if row.status == ShownStatus.PASSED]
    return Apart(
        sum(row.number for row in passed),
        sum(row.number for row in passed if row.settled_by == OverrideKind.ATTENDED),
        sum(row.number for row in passed if row.settled_by == OverrideKind.MANUAL_PASS),
        number(lambda row: row.status == ShownStatus.EXEMPT),
        number(lambda row: row.status == ShownStatus.ON_LEAVE),
        number(lambda row: row.is_extended),
    )
