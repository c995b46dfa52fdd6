"""Figures as far as they may be shown: what would tell of fewer than five people is left out, or said in steps."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from questions.statistics.certainty import CertaintyRow
from questions.statistics.figure import SAME, Figure, Reason, mean, varies
from questions.statistics.floor import DIVISIBLE, FLOOR, about, adds_up, in_steps, is_told, share_of, shares
from questions.statistics.question import QuestionStatistics
from questions.statistics.quiz import QuizStatistics
from questions.statistics.responses import PartStatistics, ResponseAnalysis

_HIDDEN = Figure(reason=Reason.HIDDEN)

_ROUNDING = 1e-5
"""Marks are kept with six decimals."""


def guarded_responses(
    analysis: ResponseAnalysis,
    groups: Mapping[str, str | None] | None = None,
    hide: Collection[str] = (),
    pieces: int = 1,
) -> ResponseAnalysis:
    """Return the analysis with shares as they may be told, and means in the rest only beside a share that is.

    `groups` names the group of each part of which an answer holds one; a part without a group stands for itself, and
    without `groups` all parts are of one. `hide` names parts that are not told in some piece of this whole, which would
    follow from the whole and the other pieces, of which there are `pieces`.
    """
    if groups is not None and _overlap(groups):
        return _in_steps(analysis, groups, FLOOR * pieces)
    sizes: dict[str | None, int] = {part.key: part.number for part in analysis.parts}
    if analysis.unanswered and analysis.parts:
        sizes[None] = analysis.unanswered
    told = shares(sizes, hide)
    # Beside groups that are called small, one that is called nothing is known to be large, but not how large.
    known = any(told[part.key].reason is Reason.FEW for part in analysis.parts)
    parts = [_guarded_part(part, told[part.key], known=known) for part in analysis.parts]
    return replace(analysis, parts=parts, unanswered_share=told.get(None, share_of(analysis.unanswered, analysis.n)))


def _overlap(groups: Mapping[str, str | None]) -> bool:
    """Tell whether an answer may hold several of these parts, so that the groups of people overlap."""
    return None in groups.values() or len(set(groups.values())) > 1


def _in_steps(analysis: ResponseAnalysis, groups: Mapping[str, str | None], each: int) -> ResponseAnalysis:
    # All is hidden, not the last share alone: that it is hidden would tell what it hides, here or in another group.
    untold = any(adds_up(sizes, each) for sizes in _divisions(analysis, groups))

    def told(size: int) -> Figure:
        return _HIDDEN if untold else about(size, analysis.n, each)

    parts = [_about_part(part, told(part.number)) for part in analysis.parts]
    return replace(analysis, parts=parts, unanswered_share=told(analysis.unanswered))


def _divisions(analysis: ResponseAnalysis, groups: Mapping[str, str | None]) -> Iterator[list[int]]:
    """Yield the sizes of each group of which an answer holds one part; the unanswered are beside each of them."""
    for group in {group for group in groups.values() if group is not None}:
        yield [*(part.number for part in analysis.parts if groups[part.key] == group), analysis.unanswered]


def _about_part(part: PartStatistics, share: Figure) -> PartStatistics:
    if share.value is None:
        return replace(part, share=share, mean_rest=_HIDDEN, compared=_HIDDEN)
    return replace(part, share=share)


def _guarded_part(part: PartStatistics, share: Figure, *, known: bool) -> PartStatistics:
    mean_rest = part.mean_rest if is_told([share]) else _HIDDEN
    is_large = is_told([share]) or (known and share.reason is Reason.HIDDEN)
    return replace(part, share=share, mean_rest=mean_rest, compared=part.compared if is_large else _HIDDEN)


def guarded_question(
    figures: QuestionStatistics,
    marks: Sequence[float],
    responses: ResponseAnalysis,
    points: Mapping[str, float] | None = None,
    pieces: Sequence[QuestionStatistics] = (),
) -> QuestionStatistics:
    """Return the figures of a question as far as they may be told beside its guarded responses.

    `points` are the marks of options, where an answer is one of them: then the mean mark is made of the shares that are
    told. Else it is said in steps of ten people, for beside shares in steps of five it would tell more; over several
    `pieces`, the guarded figures of all parts of this whole, in steps of ten of each.
    """
    by_mark = shares(_divided(marks))
    if points:
        facility = _from_told(mean(marks), responses, points) if marks else figures.facility_index
    else:
        facility = _in_coarse_steps(marks, DIVISIBLE * max(len(pieces), 1))
    facility = _extreme(by_mark) or (by_mark[1.0] if len(marks) < DIVISIBLE else facility)
    spread = bool(points) and is_told([facility]) and is_told(piece.standard_deviation for piece in pieces)
    changes = {"facility_index": facility, "standard_deviation": figures.standard_deviation if spread else _HIDDEN}
    if facility.value is None or any(share.reason is Reason.NEARLY_ALL for share in by_mark.values()):
        withheld = ("effective_weight", "discrimination_index", "discriminative_efficiency")
        changes |= {name: _withheld(getattr(figures, name)) for name in withheld}
    return replace(figures, **changes)  # type: ignore[arg-type]  # figures all of them


def _from_told(actual: float, responses: ResponseAnalysis, points: Mapping[str, float]) -> Figure:
    """Return what the told shares of options say of the mean mark: in the middle of what the others leave open."""
    told = [(part.share.value, points[part.key]) for part in responses.parts if part.share.value is not None]
    if not told:
        return _HIDDEN
    untold = [points[part.key] for part in responses.parts if part.share.value is None]
    untold += [0.0] if responses.unanswered else []
    known, rest = sum(share * mark for share, mark in told), 1 - sum(share for share, _mark in told)
    if not untold or not varies(untold):
        exact = known + rest * (untold[0] if untold else 0.0)
        # After a ruling, answers are worth something else: then nothing is said unless all of them are told.
        return Figure(actual) if not untold or abs(exact - actual) < _ROUNDING else _HIDDEN
    return Figure(known + rest * (min(untold) + max(untold)) / 2, is_rounded=True)


def _in_coarse_steps(marks: Sequence[float], each: int) -> Figure:
    if not marks:
        return Figure(reason=Reason.NO_ANSWERS)
    return in_steps(mean(marks), len(marks), each) if len(marks) >= 3 * each else _HIDDEN


def _extreme(by_mark: Mapping[float, Figure]) -> Figure | None:
    """Return what is said instead of a mean where nearly everybody has full marks, or none."""
    if by_mark[1.0].reason is Reason.NEARLY_ALL:
        return by_mark[1.0]
    return Figure(reason=Reason.FEW) if by_mark[0.0].reason is Reason.NEARLY_ALL else None


def _divided(marks: Iterable[float]) -> dict[float, int]:
    """Count people by their mark, with full marks and none even where nobody has them."""
    sizes = {1.0: 0, 0.0: 0}
    for mark in marks:
        same = next((known for known in sizes if abs(known - mark) < SAME), mark)
        sizes[same] = sizes.get(same, 0) + 1
    return sizes


def _withheld(figure: Figure) -> Figure:
    """Withhold a figure; that everybody earned the same is no reason to give either."""
    return figure if figure.reason in {Reason.SINGLE_ITEM, Reason.DIFFERENT_ITEMS} else _HIDDEN


def guarded_quiz(quiz: QuizStatistics, scores: Sequence[float], questions: Sequence[Figure]) -> QuizStatistics:
    """Return the figures of a quiz as far as they may be told; `questions` are the guarded facility indexes.

    A mean score is the mean of these, so it is said in steps where one of them is not exact. Below ten people, the
    spread would tell every score, and one score that all of them have is not told.
    """
    means = ("mean_of_first", "mean_of_all", "mean_of_last", "mean_of_highest")
    spread = ("standard_deviation", "skewness", "kurtosis", "internal_consistency", "error_ratio", "standard_error")
    changes: dict[str, Figure] = {}
    instead = _instead_of_scores(scores, questions)
    if instead:
        changes |= dict.fromkeys((*means, "median"), instead)
    elif not is_told(questions):
        marks = len(scores) * max(len(questions), 1)
        each = FLOOR if len(scores) < DIVISIBLE else DIVISIBLE  # as the questions that stand beside it
        changes |= {name: _rounded(getattr(quiz, name), marks, each) for name in means}
    if instead or len(scores) < DIVISIBLE:
        changes |= {name: _withheld(getattr(quiz, name)) for name in spread}
    return replace(quiz, **changes)  # type: ignore[arg-type]  # figures all of them


def _instead_of_scores(scores: Sequence[float], questions: Sequence[Figure]) -> Figure | None:
    """Return what is said where scores are nearly all the same, or are those of one question that is not told."""
    extreme = _extreme(shares(_divided(scores)))
    if extreme:
        return extreme
    if len(questions) == 1 and not is_told(questions):
        return _HIDDEN
    return None if varies(scores) or len(scores) >= DIVISIBLE else _HIDDEN


def _rounded(figure: Figure, marks: int, each: int) -> Figure:
    return figure if figure.value is None else in_steps(figure.value, marks, each)


@dataclass(frozen=True)
class ToldCertainty:
    """Of those who named a certainty: how many named this one, and how many of these were right, and were not."""

    level: int
    share: Figure
    right: Figure
    wrong: Figure


def guarded_certainty(
    rows: Sequence[CertaintyRow], pieces: Sequence[Sequence[ToldCertainty]] = ()
) -> list[ToldCertainty]:
    """Return the table as far as it may be told; what is not told in one of `pieces` of this whole is not told here."""
    told_before = [row for piece in pieces for row in piece]
    levels = shares({row.level: row.number for row in rows}, {r.level for r in told_before if not is_told([r.share])})
    divided = {row.level for row in rows if min(row.right, row.wrong) >= FLOOR and is_told([levels[row.level]])}
    divided -= {row.level for row in told_before if not is_told([row.right])}
    while divided and not _covers([row for row in rows if row.level not in divided]):
        divided.remove(min(divided))
    return [
        ToldCertainty(
            row.level,
            levels[row.level],
            row.share_right if row.level in divided else _HIDDEN,
            row.share_wrong if row.level in divided else _HIDDEN,
        )
        for row in rows
    ]


def _covers(hidden: Sequence[CertaintyRow]) -> bool:
    """Tell whether rows that are hidden hold five who were right and five who were not, so that neither follows."""
    return not hidden or min(sum(row.right for row in hidden), sum(row.wrong for row in hidden)) >= FLOOR
