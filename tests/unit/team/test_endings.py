"""First attempts wait until nearly everybody was due, and for nobody who is due much later than all others."""

from datetime import UTC, datetime

import pytest

from training.team.gaps.endings import last_to_wait_for


def day(number: int) -> datetime:
    return datetime(2026, 4, number, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "last"),
    [
        ([], None),
        ([(day(1), 40)], day(1)),
        ([(day(1), 8), (day(9), 1)], day(9)),  # one of nine is more than a tenth
        ([(day(1), 9), (day(9), 1)], day(1)),
        ([(day(1), 8), (day(9), 2)], day(9)),
        ([(day(1), 90), (day(9), 5), (day(15), 10)], day(9)),
        ([(day(15), 50), (day(1), 50)], day(15)),
    ],
)
def test_one_in_ten_may_be_due_later(due: list[tuple[datetime, int]], last: datetime | None) -> None:
    assert last_to_wait_for(due) == last
