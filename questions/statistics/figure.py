"""A number that may be undefined, and the sums that figures are made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import fsum

SAME = 1e-9
"""Marks are kept with six decimals; what differs by less than this differs only by rounding."""


class Reason(StrEnum):
    """Why a figure has no value."""

    NO_ANSWERS = "no-answers"
    TOO_FEW = "too-few"
    NO_VARIANCE = "no-variance"
    SINGLE_ITEM = "single-item"
    DIFFERENT_ITEMS = "different-items"
    NEGATIVE_COVARIANCE = "negative-covariance"
    FEW = "few"
    NEARLY_ALL = "nearly-all"
    HIDDEN = "hidden"
    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True)
class Figure:
    """A value, or the reason why there is none; never both, never neither. A rounded one is told by steps of five."""

    value: float | None = None
    reason: Reason | None = None
    is_rounded: bool = False

    def __post_init__(self) -> None:
        if (self.value is None) == (self.reason is None):
            raise ValueError("a figure has a value or a reason")

    def map(self, change: Callable[[float], float]) -> "Figure":
        """Return the figure with `change` done to its value."""
        return self if self.value is None else replace(self, value=change(self.value))


def mean(values: Sequence[float]) -> float:
    """Return the arithmetic mean; `values` must not be empty."""
    return fsum(values) / len(values)


def varies(values: Sequence[float]) -> bool:
    """Tell whether two of the values differ by more than rounding."""
    return bool(values) and max(values) - min(values) > SAME


def covariance(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the sample covariance, over n - 1; there must be two pairs at least."""
    first_mean, second_mean = mean(first), mean(second)
    products = ((a - first_mean) * (b - second_mean) for a, b in zip(first, second, strict=True))
    return fsum(products) / (len(first) - 1)


def variance(values: Sequence[float]) -> float:
    """Return the sample variance, over n - 1; there must be two values at least."""
    middle = mean(values)
    return fsum((value - middle) ** 2 for value in values) / (len(values) - 1)


def mean_of(values: Sequence[float]) -> Figure:
    """Return the mean as a figure."""
    return Figure(mean(values)) if values else Figure(reason=Reason.NO_ANSWERS)


def deviation_of(values: Sequence[float]) -> Figure:
    """Return the standard deviation, the square root of the sum of squared differences over n - 1."""
    if len(values) < 2:
        return Figure(reason=Reason.TOO_FEW if values else Reason.NO_ANSWERS)
    return Figure(variance(values) ** 0.5)
