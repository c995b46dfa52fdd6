"""What an author should look at, told from the figures; each finding becomes one sentence in plain words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from questions.statistics.certainty import HIGH, CertaintyRow
from questions.statistics.figure import Figure, Reason
from questions.statistics.floor import FLOOR
from questions.statistics.question import QuestionStatistics
from questions.statistics.responses import ResponseAnalysis

ENOUGH = 20
"""From so many people on, correlations and rare options are worth a remark; below, one person turns them round."""

CLEARLY = 0.05
"""A difference between two mean shares that is worth a remark."""

MANY = 40
"""Of so many people, fewer than five are a tenth at most; the lowest step, where it is told, is less than a fifth."""


class FindingKind(StrEnum):
    """What was found, the most urgent first."""

    WRONG_DRAWS_THE_BEST = "wrong-draws-the-best"
    WORSE_WHEN_BETTER = "worse-when-better"
    GUESSING_GIVES_AS_MUCH = "guessing-gives-as-much"
    CONFIDENTLY_WRONG = "confidently-wrong"
    TELLS_LITTLE_APART = "tells-little-apart"
    NEARLY_EVERYBODY = "nearly-everybody"
    HARDLY_CHOSEN = "hardly-chosen"


@dataclass(frozen=True)
class Finding:
    """Something found; `part` is the key of the option it is about."""

    kind: FindingKind
    part: str | None = None


def findings(
    figures: QuestionStatistics,
    responses: ResponseAnalysis,
    right: Collection[str],
    options: Collection[str] = (),
    certainty: Collection[CertaintyRow] = (),
) -> list[Finding]:
    """Return what is worth a remark about a question, the most urgent first; nothing below five people.

    It is told from guarded figures, so that a remark says no more than they do. `right` and `options` name those parts
    of answers that earn marks, and those that stood there to be chosen.
    """
    if figures.n < FLOOR:
        return []
    found = [*_about_options(responses, right, options), *_about_marks(figures), *_about_certainty(certainty)]
    order = list(FindingKind)
    return sorted(found, key=lambda finding: order.index(finding.kind))


def _about_options(responses: ResponseAnalysis, right: Collection[str], options: Collection[str]) -> Iterator[Finding]:
    best = [part.compared.value for part in responses.parts if part.key in right and part.number >= FLOOR]
    known = [value for value in best if value is not None]
    for part in responses.parts:
        if part.key in right:
            continue
        rest = part.compared.value
        if part.number >= FLOOR and rest is not None and known and rest > max(known) + CLEARLY:
            yield Finding(FindingKind.WRONG_DRAWS_THE_BEST, part.key)
        if part.key in options and responses.n >= MANY and part.share.reason in {Reason.FEW, Reason.LOW}:
            yield Finding(FindingKind.HARDLY_CHOSEN, part.key)


def _about_marks(figures: QuestionStatistics) -> Iterator[Finding]:
    facility = figures.facility_index.value
    if facility is None:
        if figures.facility_index.reason is Reason.NEARLY_ALL and figures.n >= MANY:
            yield Finding(FindingKind.NEARLY_EVERYBODY)
        return
    if facility >= 1 - CLEARLY:
        yield Finding(FindingKind.NEARLY_EVERYBODY)
        return
    if facility <= figures.random_guess_score + CLEARLY:
        yield Finding(FindingKind.GUESSING_GIVES_AS_MUCH)
    if figures.n < ENOUGH:
        return
    if _below(figures.discrimination_index, -CLEARLY):
        yield Finding(FindingKind.WORSE_WHEN_BETTER)
    elif _below(figures.discrimination_index, 0.1):
        yield Finding(FindingKind.TELLS_LITTLE_APART)


def _about_certainty(certainty: Collection[CertaintyRow]) -> Iterator[Finding]:
    answers = sum(row.number for row in certainty)
    wrong = sum(row.wrong for row in certainty if row.level == HIGH)
    if wrong >= FLOOR and wrong >= answers / 4:
        yield Finding(FindingKind.CONFIDENTLY_WRONG)


def _below(figure: Figure, limit: float) -> bool:
    return figure.value is not None and figure.value < limit
