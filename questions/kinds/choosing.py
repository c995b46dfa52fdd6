"""Marks where any number of things is chosen: (right chosen - wrong chosen) / number right, never below 0."""

from collections.abc import Collection
from fractions import Fraction
from math import comb


def share(chosen: Collection[str], right: Collection[str]) -> Fraction:
    """Return the mark of what was chosen."""
    if not right:  # after a ruling of an earlier program, which did not ask for any
        return Fraction()
    hits = len(set(chosen) & set(right))
    return max(Fraction(2 * hits - len(set(chosen)), len(set(right))), Fraction())


def mean_share(right: int, wrong: int) -> Fraction:
    """Return the mean mark over all non-empty choices from so many right and wrong things."""
    points = sum(
        comb(right, hits) * comb(wrong, slips) * (hits - slips)
        for hits in range(right + 1)
        for slips in range(min(hits, wrong + 1))
    )
    return Fraction(points, right * (2 ** (right + wrong) - 1))
