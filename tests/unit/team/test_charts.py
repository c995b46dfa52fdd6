"""Counts become bars in the order in which they come."""

from training.charts.status import stacked, totals

ROWS = [("b", "passed", 2), ("a", "failed", 1), ("b", "overdue", 3), ("b", "passed", 1)]


def test_counts_of_one_bar_are_gathered() -> None:
    assert stacked(ROWS) == {"b": {"passed": 3, "overdue": 3}, "a": {"failed": 1}}
    assert list(stacked(ROWS)) == ["b", "a"]


def test_totals_add_all_bars_up() -> None:
    assert totals(stacked(ROWS).values()) == {"passed": 3, "overdue": 3, "failed": 1}
    assert totals([]) == {}
