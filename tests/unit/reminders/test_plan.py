"""Which reminders a day brings."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.mail.hours import Hours
from training.models import ReminderKind
from training.reminders.plan import CATCHES_UP, Entry, Plan, due_on, escalations_on, planned_day

BEFORE, AFTER = ReminderKind.BEFORE, ReminderKind.AFTER
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (20, 21, 22, 23))


@pytest.mark.parametrize(
    ("kind", "days", "due", "planned_on"),
    [
        (BEFORE, 7, date(2026, 11, 30), MONDAY),
        (BEFORE, 1, date(2026, 11, 24), MONDAY),
        (BEFORE, 7, date(2026, 11, 28), MONDAY),  # Saturday moves to Monday
        (BEFORE, 1, MONDAY, MONDAY),  # Sunday moves to the due day itself
        (BEFORE, 1, SUNDAY, FRIDAY),  # Monday would be too late
        (AFTER, 3, date(2026, 11, 18), MONDAY),
        (AFTER, 3, date(2026, 11, 20), MONDAY),
        (AFTER, 10, date(2024, 2, 29), date(2024, 3, 11)),  # Sunday 10 March
    ],
)
def test_a_reminder_comes_on_a_working_day(kind: ReminderKind, days: int, due: date, planned_on: date) -> None:
    assert planned_day(kind, days, due) == planned_on


@given(
    st.sampled_from([BEFORE, AFTER]),
    st.integers(1, 90),
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.integers(0, 10),
)
def test_every_due_day_is_found_on_its_day_and_while_it_can_be_caught_up(
    kind: ReminderKind, days: int, due: date, late: int
) -> None:
    plan = Plan((days,), (), None) if kind is BEFORE else Plan((), (days,), None)
    planned_on = planned_day(kind, days, due)
    today = planned_on + timedelta(days=late)
    found = [entry for entry in due_on(plan, today) if entry.first_due <= due <= entry.last_due]
    assert [entry.planned_on for entry in found] == [planned_on] * (timedelta(days=late) <= CATCHES_UP)
    assert planned_on.weekday() < 5
    # Everybody in an entry has it on that day, and nobody has it twice.
    for entry in due_on(plan, today):
        span = range((entry.last_due - entry.first_due).days + 1)
        assert {planned_day(kind, days, entry.first_due + timedelta(days=day)) for day in span} == {entry.planned_on}


def test_the_latest_reminder_comes_first_so_that_it_covers_the_others() -> None:
    found = due_on(Plan((7, 1), (), None), MONDAY)
    assert found[0].planned_on == MONDAY
    assert [entry.planned_on for entry in found] == sorted((entry.planned_on for entry in found), reverse=True)


def test_managers_are_told_after_the_due_date() -> None:
    assert escalations_on(Plan(manager_after=7), MONDAY)[-1] == Entry(
        ReminderKind.ESCALATION, MONDAY, date(2026, 11, 14), date(2026, 11, 16)
    )
    assert escalations_on(Plan(manager_after=None), MONDAY) == []


TOKYO, NEW_YORK = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("moment", "zone", "leaves"),
    [
        (datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO), TOKYO, datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO)),
        (datetime(2026, 11, 20, 6, 0, tzinfo=TOKYO), TOKYO, datetime(2026, 11, 20, 8, 0, tzinfo=TOKYO)),
        (datetime(2026, 11, 20, 18, 0, tzinfo=TOKYO), TOKYO, datetime(2026, 11, 23, 8, 0, tzinfo=TOKYO)),
        (datetime(2026, 11, 22, 7, 0, tzinfo=TOKYO), TOKYO, datetime(2026, 11, 23, 8, 0, tzinfo=TOKYO)),
        # The clocks go back on Sunday 1 November 2026: the Monday morning is that of winter time.
        (datetime(2026, 10, 30, 20, 0, tzinfo=NEW_YORK), NEW_YORK, datetime(2026, 11, 2, 13, 0, tzinfo=UTC)),
    ],
)
def test_mail_leaves_in_working_hours(moment: datetime, zone: ZoneInfo, leaves: datetime) -> None:
    assert Hours(8, 18).next_open(moment, zone) == leaves
