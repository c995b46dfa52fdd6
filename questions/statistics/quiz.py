"""What the scores of a whole quiz say: how high, how wide, how reliable."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from questions.statistics.figure import Figure, Reason, deviation_of, mean, mean_of, variance, varies
from questions.statistics.matrix import Matrix


@dataclass(frozen=True)
class QuizStatistics:
    """The figures of Moodle's "Quiz information": scores are shares of all marks."""

    first_attempts: int
    all_attempts: int
    mean_of_first: Figure
    mean_of_all: Figure
    mean_of_last: Figure
    mean_of_highest: Figure
    median: Figure
    standard_deviation: Figure
    skewness: Figure
    kurtosis: Figure
    internal_consistency: Figure
    error_ratio: Figure
    standard_error: Figure


def of_quiz(matrix: Matrix, attempts: Sequence[Sequence[float]]) -> QuizStatistics:
    """Return the figures of a quiz from the marks of first attempts and from each person's scores, first to last.

    Median, deviation, skewness, kurtosis and reliability are those of first attempts (Moodle: "for quizzes that allow
    multiple attempts, the report should only include data from the first attempt by each student").
    """
    taken = [scores for scores in attempts if scores]
    consistency = internal_consistency(matrix)
    ratio = consistency.map(lambda share: max(1 - share, 0.0) ** 0.5)
    deviation = deviation_of(matrix.scores)
    return QuizStatistics(
        first_attempts=len(taken),
        all_attempts=sum(map(len, taken)),
        mean_of_first=mean_of([scores[0] for scores in taken]),
        mean_of_all=mean_of([score for scores in taken for score in scores]),
        mean_of_last=mean_of([scores[-1] for scores in taken]),
        mean_of_highest=mean_of([max(scores) for scores in taken]),
        median=median_of(matrix.scores),
        standard_deviation=deviation,
        skewness=skewness(matrix.scores),
        kurtosis=kurtosis(matrix.scores),
        internal_consistency=consistency,
        error_ratio=ratio,
        standard_error=ratio if deviation.value is None else ratio.map(lambda share: share * (deviation.value or 0)),
    )


def median_of(values: Sequence[float]) -> Figure:
    """Return the value in the middle; of an even number, the mean of the two in the middle."""
    if not values:
        return Figure(reason=Reason.NO_ANSWERS)
    ordered, half = sorted(values), len(values) // 2
    return Figure(ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2)


def skewness(values: Sequence[float]) -> Figure:
    """Return k3 / k2^(3/2), with k2 and k3 the k-statistics ("Skewness", Moodle); defined from three values on."""
    undefined = _undefined(values, 3)
    if undefined:
        return undefined
    n, second, third = len(values), _moment(values, 2), _moment(values, 3)
    k2 = n * second / (n - 1)
    k3 = n * n * third / ((n - 1) * (n - 2))
    return Figure(k3 / k2**1.5)


def kurtosis(values: Sequence[float]) -> Figure:
    """Return k4 / k2^2, with k2 and k4 the k-statistics ("Kurtosis", Moodle); 0 is a normal curve, from four on."""
    undefined = _undefined(values, 4)
    if undefined:
        return undefined
    n, second, fourth = len(values), _moment(values, 2), _moment(values, 4)
    k2 = n * second / (n - 1)
    k4 = n * n * ((n + 1) * fourth - 3 * (n - 1) * second**2) / ((n - 1) * (n - 2) * (n - 3))
    return Figure(k4 / k2**2)


def internal_consistency(matrix: Matrix) -> Figure:
    """Return P / (P - 1) * (1 - sum of V(x_p) / V(T)), "Coefficient of internal consistency" (Cronbach's alpha).

    P questions, x_p the mark at one of them, T the sum of marks; undefined where people were asked different ones.
    """
    if not matrix.rows:
        return Figure(reason=Reason.NO_ANSWERS)
    if matrix.columns < 2:
        return Figure(reason=Reason.SINGLE_ITEM)
    if not matrix.whole:
        return Figure(reason=Reason.DIFFERENT_ITEMS)
    if len(matrix.rows) < 2:
        return Figure(reason=Reason.TOO_FEW)
    if not matrix.score_varies:
        return Figure(reason=Reason.NO_VARIANCE)
    of_items = fsum(variance(matrix.column(number)) for number in range(matrix.columns))
    of_totals = variance([total for total, _asked in matrix.sums])
    return Figure(matrix.columns / (matrix.columns - 1) * (1 - of_items / of_totals))


def _undefined(values: Sequence[float], least: int) -> Figure | None:
    if len(values) < least:
        return Figure(reason=Reason.TOO_FEW if values else Reason.NO_ANSWERS)
    if not varies(values):
        return Figure(reason=Reason.NO_VARIANCE)
    return None


def _moment(values: Sequence[float], power: int) -> float:
    middle = mean(values)
    return fsum((value - middle) ** power for value in values) / len(values)
