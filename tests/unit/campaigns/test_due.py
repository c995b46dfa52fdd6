"""When a training is due for one person, by hand and by properties."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.campaigns.due import Days, DueRule, Duty, due_at
from training.cycles import years_later
from training.dates import months_later

TOKYO = "Asia/Tokyo"
OPENS, DUE_DAY, TODAY = date(2026, 4, 1), date(2026, 4, 30), date(2026, 4, 10)


def end(day: date, zone: str = TOKYO) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=ZoneInfo(zone)).astimezone(UTC)


FIXED = DueRule(OPENS, end(DUE_DAY), grace_days=14)
AFTER_JOINING = DueRule(OPENS, None, due_days=30, grace_days=14)


@pytest.mark.parametrize(
    ("rule", "duty", "expected"),
    [
        (FIXED, Duty(OPENS), DUE_DAY),
        (FIXED, Duty(date(2026, 3, 20), date(2020, 4, 1)), DUE_DAY),
        (FIXED, Duty(date(2026, 4, 10), date(2026, 4, 8)), DUE_DAY),  # late, but with more than two weeks left
        (FIXED, Duty(date(2026, 4, 20), date(2026, 4, 20)), date(2026, 5, 4)),
        (FIXED, Duty(date(2026, 5, 20), date(2026, 5, 20)), date(2026, 6, 3)),
        (FIXED._replace(grace_days=0), Duty(date(2026, 5, 20)), date(2026, 5, 20)),
        (FIXED, Duty(OPENS, leave=Days(date(2025, 4, 1), date(2026, 3, 31))), DUE_DAY),
        (FIXED, Duty(OPENS, leave=Days(date(2026, 4, 5), date(2026, 4, 6))), DUE_DAY),
        (FIXED, Duty(OPENS, leave=Days(date(2026, 4, 5), date(2026, 8, 31))), date(2026, 9, 15)),
        (FIXED, Duty(OPENS, leave=Days(date(2026, 5, 1), date(2026, 8, 31))), DUE_DAY),  # had all the time before
        (FIXED, Duty(OPENS, leave=Days(date(2026, 4, 5), None)), DUE_DAY),
        (FIXED, Duty(OPENS, extended_until=date(2026, 5, 8)), date(2026, 5, 8)),
        (FIXED, Duty(OPENS, extended_until=date(2026, 4, 8)), DUE_DAY),
        (FIXED._replace(pauses=(Days(date(2026, 4, 6), date(2026, 4, 8)),)), Duty(OPENS), date(2026, 5, 3)),
        (FIXED._replace(pauses=(Days(date(2026, 4, 6), None),)), Duty(OPENS), date(2026, 5, 5)),
        (FIXED._replace(pauses=(Days(date(2026, 5, 1), date(2026, 5, 9)),)), Duty(OPENS), DUE_DAY),
        (
            FIXED._replace(pauses=(Days(date(2026, 4, 6), date(2026, 4, 15)),)),
            Duty(date(2026, 4, 14), date(2026, 4, 14)),
            date(2026, 5, 2),  # only two days of the pause were taken from this person
        ),
        (AFTER_JOINING, Duty(OPENS, date(2019, 4, 1)), date(2026, 5, 1)),
        (AFTER_JOINING, Duty(date(2026, 6, 1), date(2026, 6, 1)), date(2026, 7, 1)),
        (AFTER_JOINING, Duty(date(2026, 6, 28), date(2026, 6, 1)), date(2026, 7, 12)),  # entered by the list too late
        (AFTER_JOINING, Duty(date(2028, 2, 1), begins_on=date(2028, 1, 30)), date(2028, 2, 29)),
    ],
)
def test_examples_worked_out_by_hand(rule: DueRule, duty: Duty, expected: date) -> None:
    assert due_at(rule, duty, TODAY, TOKYO) == end(expected)


def test_a_leave_without_an_end_moves_the_due_day_until_somebody_returns() -> None:
    duty = Duty(OPENS, leave=Days(date(2026, 4, 20), None))
    due = [due_at(FIXED, duty, date(2026, 4, 20) + timedelta(days=days), TOKYO) for days in (0, 30, 60)]
    assert due == [end(date(2026, 5, 5)), end(date(2026, 6, 4)), end(date(2026, 7, 4))]


def test_a_day_ends_when_it_ends_where_the_organisation_is() -> None:
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    ends = (datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC), datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC))
    for day, utc in zip((spring, autumn), ends, strict=True):
        rule = DueRule(day - timedelta(days=7), None, due_days=7)
        assert due_at(rule, Duty(day - timedelta(days=7)), day, "Europe/Berlin") == utc
    # In Cairo, the day after begins at one o'clock: its midnight is left out.
    rule = DueRule(date(2026, 4, 16), None, due_days=7)
    assert due_at(rule, Duty(date(2026, 4, 16)), TODAY, "Africa/Cairo") == datetime(2026, 4, 23, 21, 59, 59, tzinfo=UTC)


def test_29_february_comes_back_in_leap_years_alone() -> None:
    leap = end(date(2024, 2, 29))
    days = [years_later(leap, years, TOKYO) for years in range(5)]
    assert days == [leap, *map(end, [date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)])]
    assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_later(date(2026, 12, 31), 1) == date(2027, 1, 31)


days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
spans = st.tuples(days, days).map(lambda pair: Days(min(pair), max(pair))) | days.map(lambda day: Days(day, None))
zones = st.sampled_from([TOKYO, "UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Cairo"])


@st.composite
def situations(draw: st.DrawFn) -> tuple[DueRule, Duty, date, str]:
    zone, opens = draw(zones), draw(days)
    fixed = draw(st.none() | st.integers(0, 60).map(lambda number: end(opens + timedelta(days=number), zone)))
    pauses = tuple(sorted(draw(st.lists(spans, max_size=2)), key=lambda span: span.first))
    rule = DueRule(opens, fixed, draw(st.integers(0, 400)), draw(st.integers(0, 60)), pauses)
    own = [draw(st.none() | days) for _three in range(3)]
    return rule, Duty(draw(days), own[0], own[1], draw(st.none() | spans), own[2]), draw(days), zone


@settings(max_examples=40, deadline=None)
@given(situations())
def test_time_is_only_ever_given(situation: tuple[DueRule, Duty, date, str]) -> None:
    rule, duty, today, zone = situation
    due = due_at(*situation)
    local = (due + timedelta(seconds=1)).astimezone(ZoneInfo(zone))
    assert local.date() > due.astimezone(ZoneInfo(zone)).date(), "it is the last second of a day"
    without = [
        due_at(rule, duty._replace(leave=None), today, zone),
        due_at(rule, duty._replace(extended_until=None), today, zone),
        due_at(rule._replace(pauses=()), duty, today, zone),
        due_at(rule._replace(grace_days=0), duty, today, zone),
    ]
    assert due >= max(without)
    if rule.due_at and not duty.begins_on:
        assert due >= rule.due_at
    if duty.extended_until:
        assert due >= end(duty.extended_until, zone) or zone == "Africa/Cairo"
    assert due_at(rule, duty, today + timedelta(days=1), zone) >= due
