"""Who was asked what in an attempt, and how the answer stands beside the rest of it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from questions.drawing import from_json
from questions.quiz import ReleaseDocument, StepRef
from questions.statistics import Meeting
from training.studio.statistics.queries import FinishedAttempt, GivenAnswer


class Asked(NamedTuple):
    """One person was asked a question; without an answer, time ran out; without a meeting, it is not marked."""

    meeting: Meeting | None
    answer: GivenAnswer | None

    @property
    def rest(self) -> float | None:
        """Return the share that the person earned in the rest of the quiz."""
        return self.meeting.rest if self.meeting else None


def were_asked(document: ReleaseDocument, attempts: Sequence[FinishedAttempt], ref: StepRef) -> list[bool]:
    """Tell of each attempt whether it held a marked step: every way passes those of scenarios, pools are drawn from."""
    if any(ref in pool.refs for pool in document.pools):
        return [ref in _drawn(attempt.drawn) for attempt in attempts]
    return [True] * len(attempts)


def meeting_of(document: ReleaseDocument, attempt: FinishedAttempt, mark: float) -> Meeting:
    """Return the meeting of an attempt with one question, from its score: all marked decisions weigh the same."""
    decisions = document.decisions
    rest = (attempt.score * decisions - mark) / (decisions - 1) if decisions > 1 else None
    return Meeting(mark, min(max(rest, 0.0), 1.0) if rest is not None else None, 1 / decisions)


@lru_cache(maxsize=16_384)
def _drawn(stored: str | None) -> frozenset[StepRef]:
    return frozenset((scenario, step) for refs in from_json(stored).values() for scenario, step in refs)
