"""Counts by status, as rows of the stacked bars."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def stacked(rows: Iterable[tuple[Key, str, int]]) -> dict[Key, dict[str, int]]:
    """Return {key: {status: number}} in the order in which the keys come."""
    bars: dict[Key, dict[str, int]] = {}
    for key, status, number in rows:
        bar = bars.setdefault(key, {})
        bar[status] = bar.get(status, 0) + number
    return bars


def totals(bars: Iterable[dict[str, int]]) -> dict[str, int]:
    """Return the sum of several bars."""
    return stacked(("", status, number) for bar in bars for status, number in bar.items()).get("", {})
