"""How the answers of an attempt are marked now: by the key of their release, or by the ruling in force."""

from collections.abc import Mapping
from dataclasses import dataclass

from questions.play import Score, StepRef, grade, score_of
from training.learning.queries import AttemptState
from training.rulings.queries import InForce, list_in_force


@dataclass(frozen=True)
class Graded:
    """The score of an attempt, and the ruling behind each mark that has one."""

    score: Score
    by: Mapping[StepRef, InForce]


def grade_in_force(state: AttemptState) -> Graded:
    """Grade the answers of an attempt as `play.grade` does, by the rulings in force where there are some."""
    document = state.document
    score = grade(document, state.responses, state.drawn)
    ruled = list_in_force(state.release_id)
    by = {ref: ruled[ref] for ref in score.marks if ref in ruled and ref in state.responses}
    if not by:
        return Graded(score, {})
    marks = score.marks | {ref: found.ruling.grade(state.responses[ref]) for ref, found in by.items()}
    return Graded(score_of(marks, document.quiz.pass_mark), by)
