"""Where any number of things is chosen: the answer, and its mark: (right - wrong chosen) / number right, at least 0."""

from collections.abc import Collection, Sequence
from fractions import Fraction
from math import comb

from questions.kinds.base import Fields, Question, Response


def share(chosen: Collection[str], right: Collection[str]) -> Fraction:
    """Return the mark of what was chosen."""
    if not right:  # after a ruling of an earlier program, which did not ask for any
        return Fraction()
    hits = len(set(chosen) & set(right))
    return max(Fraction(2 * hits - len(set(chosen)), len(set(right))), Fraction())


def read_chosen(question: Question, keys: Sequence[str], fields: Fields) -> Response:
    """Read the field `choice`, in the order of `keys` whatever order it was sent in; raise ResponseError."""
    chosen = set(fields.get("choice", ()))
    if not chosen:
        raise question.refusal("missing")
    if chosen - set(keys):
        raise question.refusal("unknown")
    return tuple(key for key in keys if key in chosen)


def mean_share(right: int, wrong: int) -> Fraction:
    """Return the mean mark over all non-empty choices from so many right and wrong things."""
    points = sum(
        comb(right, hits) * comb(wrong, slips) * (hits - slips)
        for hits in range(right + 1)
        for slips in range(min(hits, wrong + 1))
    )
    return Fraction(points, right * (2 ** (right + wrong) - 1))
