"""What the marks of one question say: how easy it is, and whether it tells apart who knows more."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from questions.statistics.figure import Figure, Reason, covariance, deviation_of, mean_of, variance, varies
from questions.statistics.matrix import Matrix, Meeting


@dataclass(frozen=True)
class QuestionStatistics:
    """The figures of Moodle's "Quiz structure analysis"; `negative_covariance` is None where nothing can be said."""

    n: int
    facility_index: Figure
    standard_deviation: Figure
    random_guess_score: float
    intended_weight: Figure
    effective_weight: Figure
    discrimination_index: Figure
    discriminative_efficiency: Figure
    negative_covariance: bool | None


def of_questions(matrix: Matrix, guess_scores: Sequence[float]) -> list[QuestionStatistics]:
    """Return the figures of each question of a quiz; `guess_scores` are the mean marks of random answers."""
    each = zip(matrix.meetings, guess_scores, _effective_weights(matrix), strict=True)
    return [_of_question(met, guess, weight) for met, guess, weight in each]


def across_releases(meetings: Sequence[Meeting], guess_score: float) -> QuestionStatistics:
    """Return the figures of one question over all who met it, in whatever quiz; no effective weight is defined there.

    Moodle treats a question that was drawn at random in this way: its rest is what that person was asked besides.
    """
    return _of_question(meetings, guess_score, Figure(reason=Reason.DIFFERENT_ITEMS))


def _of_question(meetings: Sequence[Meeting], guess_score: float, effective_weight: Figure) -> QuestionStatistics:
    marks = [meeting.mark for meeting in meetings]
    return QuestionStatistics(
        n=len(meetings),
        facility_index=mean_of(marks),
        standard_deviation=deviation_of(marks),
        random_guess_score=guess_score,
        intended_weight=mean_of([meeting.weight for meeting in meetings]),
        effective_weight=effective_weight,
        discrimination_index=discrimination_index(meetings),
        discriminative_efficiency=discriminative_efficiency(meetings),
        negative_covariance=_is_negative(_with_total(meetings)),
    )


def discrimination_index(meetings: Sequence[Meeting]) -> Figure:
    """Return C(x, X) / sqrt(V(x) V(X)), the correlation of the mark with the rest of the quiz ("Discrimination index").

    x is the mark, X what the same person earned in the rest; -1 to 1.
    """
    marks, rests, undefined = _with_rest(meetings)
    if undefined:
        return undefined
    correlation = covariance(marks, rests) / (variance(marks) * variance(rests)) ** 0.5
    return Figure(min(max(correlation, -1.0), 1.0))


def discriminative_efficiency(meetings: Sequence[Meeting]) -> Figure:
    """Return C(x, X) / Cmax(x, X): how much of the discrimination that these marks allow ("Discriminative efficiency").

    Cmax is the covariance when the best marks go to those with the best rest: both lists sorted.
    """
    marks, rests, undefined = _with_rest(meetings)
    if undefined:
        return undefined
    return Figure(min(covariance(marks, rests) / covariance(sorted(marks), sorted(rests)), 1.0))


def _with_rest(meetings: Sequence[Meeting]) -> tuple[list[float], list[float], Figure | None]:
    pairs = [(meeting.mark, meeting.rest) for meeting in meetings if meeting.rest is not None]
    marks, rests = [mark for mark, _rest in pairs], [rest for _mark, rest in pairs]
    return marks, rests, _why_undefined(meetings, marks, rests)


def _why_undefined(meetings: Sequence[Meeting], marks: Sequence[float], rests: Sequence[float]) -> Figure | None:
    if not meetings:
        return Figure(reason=Reason.NO_ANSWERS)
    if not marks:
        return Figure(reason=Reason.SINGLE_ITEM)
    if len(marks) < 2:
        return Figure(reason=Reason.TOO_FEW)
    if not (varies(marks) and varies(rests)):
        return Figure(reason=Reason.NO_VARIANCE)
    return None


def _with_total(meetings: Sequence[Meeting]) -> float | None:
    """Return C(x, T), the covariance of the mark with everything earned, or None where it can't be told."""
    if len(meetings) < 2:
        return None
    marks, totals = [meeting.mark for meeting in meetings], [meeting.total for meeting in meetings]
    return covariance(marks, totals) if varies(marks) and varies(totals) else 0.0


def _is_negative(with_total: float | None) -> bool | None:
    # Far below what rounding makes of marks with six decimals.
    return None if with_total is None else with_total < -1e-12


def _effective_weights(matrix: Matrix) -> list[Figure]:
    """Return sqrt(C(x_p, T)) over the sum of these for all questions, "Effective question weight".

    A question with a negative covariance has none, and is left out of the sum.
    """
    reason = Reason.NO_ANSWERS if not matrix.rows else Reason.TOO_FEW if len(matrix.rows) < 2 else None
    if reason is None and not matrix.whole:
        reason = Reason.DIFFERENT_ITEMS
    if reason:
        return [Figure(reason=reason)] * matrix.columns
    shared = [_with_total(met) for met in matrix.meetings]
    roots = [max(value or 0.0, 0.0) ** 0.5 for value in shared]
    whole = fsum(roots)
    if not whole:
        return [Figure(reason=Reason.NO_VARIANCE)] * matrix.columns
    return [
        Figure(reason=Reason.NEGATIVE_COVARIANCE) if _is_negative(value) else Figure(root / whole)
        for value, root in zip(shared, roots, strict=True)
    ]
