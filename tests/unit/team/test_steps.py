"""What was done day by day and what was expected become lines that end and rise where they should."""

from datetime import date, timedelta

import pytest

from training.charts.steps import MOST_ROWS, Row, Steps

TODAY = date(2026, 11, 23)


def day(after: int) -> date:
    """Return a day before or after today."""
    return TODAY + timedelta(days=after)


@pytest.fixture
def steps() -> Steps:
    """Twenty days: two were done early, one on the last day it was due, and one is due on the last day of all."""
    return Steps(day(-9), TODAY, day(10), {day(-8): 2, day(-1): 1}, {day(-1): 3, day(10): 1})


def test_the_line_of_what_is_done_ends_today(steps: Steps) -> None:
    assert steps.done_path == "M0 100 H50 V50.0 H400 V25.0 H500"
    assert steps.today_mark.place == 50
    assert (steps.done_by_today, steps.total) == (3, 4)


def test_a_day_counts_as_expected_once_it_is_over(steps: Steps) -> None:
    assert steps.expected_path == "M0 100 H450 V25.0 H1000 V0.0 H1000"
    assert steps.expected_by_today == 3
    assert Steps(day(-9), day(-1), day(10), {}, steps.expected).expected_by_today == 0


def test_the_table_has_the_days_on_which_something_changed(steps: Steps) -> None:
    assert steps.rows == [Row(day(-8), 2, 0), Row(day(-1), 3, 3), Row(TODAY, 3, 3), Row(day(10), None, 4)]


def test_what_lies_before_the_beginning_stands_at_it() -> None:
    late = Steps(day(-2), TODAY, day(1), {day(-40): 3}, {day(-30): 4})
    assert late.done_path == "M0 100 H0 V25.0 H750"
    assert late.rows[0] == Row(day(-2), 3, 4)


def test_labels_that_would_touch_are_told_of_the_day_of_more() -> None:
    crowded = Steps(day(-50), TODAY, day(49), {}, {day(5): 9, day(8): 2, day(30): 1, day(49): 1})
    assert [(mark.day, mark.has_label) for mark in crowded.expected_marks] == [
        (day(5), True),
        (day(8), False),
        (day(30), True),
        (day(49), False),
    ]


def test_a_japanese_label_on_a_narrow_phone_touches_no_other() -> None:
    """11月12日 takes 58 of the 290 pixels that a plot has on a screen of 360."""
    near = Steps(day(-21), TODAY, day(7), {}, {day(-2): 9, day(3): 8})
    assert [mark.has_label for mark in near.expected_marks] == [True, False]


def test_a_long_table_has_one_day_a_week_and_today() -> None:
    daily = {day(-number): 1 for number in range(100)}
    rows = Steps(day(-99), TODAY, day(7), daily, {day(7): 100}).rows
    assert len(rows) <= MOST_ROWS
    assert Row(TODAY, 100, 0) in rows
    assert rows[-1] == Row(day(7), None, 100)


@pytest.mark.parametrize("expected", [{}, {TODAY: 1}, {day(-200): 1}])
def test_nothing_is_drawn_of_nobody_or_of_what_is_long_over(expected: dict[date, int]) -> None:
    assert not Steps(TODAY, TODAY, day(3), {}, expected).can_be_drawn
