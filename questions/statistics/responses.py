"""What people answered, option by option, and how long they took."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from questions.statistics.figure import Figure, Reason, mean_of
from questions.statistics.floor import FLOOR, nameable
from questions.statistics.quiz import median_of


@dataclass(frozen=True)
class PartStatistics:
    """Part of an answer, such as an option: how many held it, as a share, and how well those did in the rest."""

    key: str
    number: int
    share: Figure
    mean_rest: Figure


@dataclass(frozen=True)
class ResponseAnalysis:
    """All parts of an answer; `unanswered` were asked and ran out of time."""

    n: int
    unanswered: int
    parts: list[PartStatistics]

    @property
    def hidden(self) -> set[str]:
        """Return the keys of parts whose mean is hidden."""
        return {part.key for part in self.parts if part.mean_rest.reason is Reason.HIDDEN}

    @property
    def by_key(self) -> dict[str, PartStatistics]:
        """Map keys to parts."""
        return {part.key: part for part in self.parts}


def analyse_responses(
    keys: Sequence[str], answers: Sequence[tuple[Sequence[str] | None, float | None]]
) -> ResponseAnalysis:
    """Count what answers hold ("Analysis of responses"): for each answer its parts (None: unanswered) and the rest.

    Shares are of all who were asked, so those of single-choice options and of the unanswered add up to 1.
    """
    rests: dict[str, list[float | None]] = {key: [] for key in keys}
    for parts, rest in answers:
        for key in dict.fromkeys(parts or ()):
            if key in rests:
                rests[key].append(rest)
    n = len(answers)
    counted = [
        PartStatistics(
            key=key,
            number=len(found),
            share=mean_of([1.0] * len(found) + [0.0] * (n - len(found))),
            mean_rest=mean_of([rest for rest in found if rest is not None]),
        )
        for key, found in rests.items()
    ]
    return ResponseAnalysis(n, sum(parts is None for parts, _rest in answers), counted)


def guarded(
    analysis: ResponseAnalysis, groups: Mapping[str, str] | None = None, hide: Collection[str] = ()
) -> ResponseAnalysis:
    """Return the analysis with the mean of every part hidden that fewer than five people hold, or all but so few.

    `groups` names the group of each part, if there are several: parts that exclude each other stand in one. `hide`
    names parts that are hidden in some piece of this whole, which would follow from the whole and the other pieces.
    """
    shown: set[str] = set()
    for name in set(groups.values()) if groups else {""}:
        members = [part for part in analysis.parts if not groups or groups[part.key] == name]
        sizes: dict[str | None, int] = {part.key: part.number for part in members}
        sizes[None] = analysis.unanswered
        shown |= {key for key in nameable(sizes) if key and not 0 < analysis.n - sizes[key] < FLOOR}
    shown -= set(hide)
    hidden = Figure(reason=Reason.HIDDEN)
    parts = [
        replace(part, mean_rest=hidden) if part.number and part.key not in shown else part for part in analysis.parts
    ]
    return replace(analysis, parts=parts)


def median_seconds(seconds: Iterable[float | None]) -> Figure:
    """Return the median of the times that are known, hidden where they are fewer than five.

    A time below zero is a clock's mistake and is left out.
    """
    known = [value for value in seconds if value is not None and value >= 0]
    return Figure(reason=Reason.HIDDEN) if 0 < len(known) < FLOOR else median_of(known)
