"""What a ruling would change, counted before anything is changed."""

import json
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, func, select

from questions.kinds import Response
from questions.ruling import Change, Ruling, rounded
from questions.statistics import FLOOR
from training import releases
from training.extensions import db
from training.learning.regrading import answer_of_step
from training.models import Answer, Attempt, Mark, ReleaseStep

_ROUNDING = 2e-6
"""Marks and scores are kept with six decimals, so a pass mark may be missed by as little without being missed."""


@dataclass(frozen=True)
class DryRun:
    """How marks would change, how many results with them, and how many of these would reach the pass mark.

    Attempts for practice and attempts that are still open are left out.
    """

    people: int
    changes: list[tuple[Change, int]]
    answers: int
    results: int
    passes: int

    @property
    def enough(self) -> bool:
        """Tell whether the numbers may be shown: of fewer people they would tell how single ones answered."""
        return self.people >= FLOOR

    @property
    def changed(self) -> int:
        """Return how many marks would change."""
        return sum(number for change, number in self.changes if change.before != change.after)


def dry_run(ruling: Ruling) -> DryRun:
    """Count what `ruling` would change in finished attempts, over all releases; change nothing."""
    grade = lru_cache(maxsize=4096)(lambda response: rounded(ruling.grade(_response(response))))
    people, changes, results, passes = set(), Counter[Change](), 0, 0
    rows = list(_answers(ruling))
    documents = releases.get_many({row.release_id for row in rows})
    for row in rows:
        people.add(row.person_id)
        change = Change(row.points, grade(row.response))
        changes[change] += 1
        if change.before == change.after:
            continue
        document = documents[row.release_id].document
        share = row.score + (change.after - change.before) / document.decisions
        results += 1
        passes += not row.passed and (share + _ROUNDING) * 100 >= document.quiz.pass_mark
    return DryRun(len(people), sorted(changes.items()), len(rows), results, passes)


def _answers(ruling: Ruling) -> Any:
    same_answer = and_(
        Mark.person_id == Answer.person_id,
        Mark.attempt_id == Answer.attempt_id,
        Mark.scenario_key == Answer.scenario_key,
        Mark.step_key == Answer.step_key,
    )
    newest = select(func.max(Mark.sequence)).where(same_answer).correlate(Answer).scalar_subquery()
    return db.session.execute(
        select(Answer.person_id, Answer.response, Attempt.release_id, Attempt.score, Attempt.passed, Mark.points)
        .select_from(ReleaseStep)
        .join(Attempt, Attempt.release_id == ReleaseStep.release_id)
        .join(Answer, answer_of_step())
        .join(Mark, and_(same_answer, Mark.sequence == newest))
        .where(
            ReleaseStep.question_uid == ruling.question_uid,
            ReleaseStep.question_revision == ruling.question_revision,
            Attempt.finished_at.is_not(None),
            Attempt.practice.is_(False),
        )
    )


def _response(stored: str) -> Response:
    return tuple(json.loads(stored))
