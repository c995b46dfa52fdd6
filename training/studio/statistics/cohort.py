"""Whose attempts are counted: first ones, and later ones beside them, all in fives."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from questions.statistics import in_fives
from training.studio.statistics.queries import FinishedAttempt


@dataclass(frozen=True)
class Cohort:
    """The first attempts at a release, in the order in which they were finished, and everybody's scores, first to last.

    Both grow by five people at a time, so nothing about one person follows from the figures of two days. An attempt
    counts as the second of five only when the first one of each is counted, and so on.
    """

    first: list[FinishedAttempt]
    scores: list[list[float]]


def cohort_of(attempts: Iterable[FinishedAttempt]) -> Cohort:
    """Return the cohort of one release from its attempts, which come in the order in which they were finished.

    Who made the first attempt at an earlier release comes with its feedback in mind and is left out.
    """
    everybody: dict[uuid.UUID, list[FinishedAttempt]] = {}
    for attempt in attempts:
        everybody.setdefault(attempt.person_id, []).append(attempt)
    taken = {person: own for person, own in everybody.items() if own[0].number == 1}
    first = list(in_fives([own[0] for own in taken.values()]))
    scores = {attempt.person_id: [attempt.score] for attempt in first}
    people = list(scores)
    while people:
        number = len(scores[people[0]])
        again = [taken[person][number] for person in people if len(taken[person]) > number]
        counted = in_fives(sorted(again, key=lambda attempt: (attempt.finished_at, attempt.id)))
        for attempt in counted:
            scores[attempt.person_id].append(attempt.score)
        people = [attempt.person_id for attempt in counted]
    return Cohort(first, list(scores.values()))
