"""What people answered, option by option, and how long they took."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from questions.statistics.figure import Figure, Reason, mean_of
from questions.statistics.floor import FLOOR
from questions.statistics.quiz import median_of


@dataclass(frozen=True)
class PartStatistics:
    """Part of an answer, such as an option: how many held it, as a share, and how well those did in the rest.

    `compared` is the same mean for sentences that only say which is higher.
    """

    key: str
    number: int
    share: Figure
    mean_rest: Figure
    compared: Figure


@dataclass(frozen=True)
class ResponseAnalysis:
    """All parts of an answer; `unanswered` were asked and ran out of time."""

    n: int
    unanswered: int
    unanswered_share: Figure
    parts: list[PartStatistics]

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
    counted = []
    for key, found in rests.items():
        mean = mean_of([rest for rest in found if rest is not None])
        counted.append(PartStatistics(key, len(found), _share(len(found), n), mean_rest=mean, compared=mean))
    unanswered = sum(parts is None for parts, _rest in answers)
    return ResponseAnalysis(n, unanswered, _share(unanswered, n), counted)


def _share(number: int, people: int) -> Figure:
    return Figure(number / people) if people else Figure(reason=Reason.NO_ANSWERS)


def median_seconds(seconds: Iterable[float | None]) -> Figure:
    """Return the median of the times that are known, hidden where they are fewer than five.

    A time below zero is a clock's mistake and is left out.
    """
    known = [value for value in seconds if value is not None and value >= 0]
    return Figure(reason=Reason.HIDDEN) if 0 < len(known) < FLOOR else median_of(known)
