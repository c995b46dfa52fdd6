"""How answers are marked now: by the key that their release came with, or by the ruling in force on that question."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import bindparam, select

from questions.drawing import Drawn
from questions.play import Responses, Score, StepRef, grade, marked_steps, score_of
from questions.quiz import ReleaseDocument
from questions.ruling import Ruling
from questions.scenario import Step
from training.models import Ruling as RulingRow
from training.statements import list_rows

Wording = tuple[str, str]
"""The uid and the revision of a question."""


@dataclass(frozen=True)
class InForce:
    """A ruling that has not been replaced by a later one on the same wording."""

    id: uuid.UUID
    ruled_by: uuid.UUID | None
    document: str

    @property
    def ruling(self) -> Ruling:
        """Return what was ruled."""
        return read(self.document)

    @property
    def reason(self) -> str:
        """Return why it was ruled so."""
        return self.ruling.reason


@dataclass(frozen=True)
class Graded:
    """The score of an attempt, and the ruling behind each mark that has one."""

    score: Score
    by: Mapping[StepRef, InForce]


_IN_FORCE = (
    select(RulingRow.id, RulingRow.question_uid, RulingRow.question_revision, RulingRow.document, RulingRow.ruled_by)
    .where(RulingRow.question_uid.in_(bindparam("question_uids", expanding=True)))
    .order_by(RulingRow.ruled_at, RulingRow.id)
)


def list_in_force(question_uids: Collection[str]) -> dict[Wording, InForce]:
    """Map every wording of these questions that was ruled on to its latest ruling."""
    if not question_uids:
        return {}
    rows = list_rows(_IN_FORCE, question_uids=list(question_uids))
    return {(row.question_uid, row.question_revision): InForce(row.id, row.ruled_by, row.document) for row in rows}


@lru_cache(maxsize=512)
def read(document: str) -> Ruling:
    """Return the ruling that a stored document holds."""
    return Ruling.model_validate_json(document)


def find_for(step: Step) -> InForce | None:
    """Return the ruling in force on the question of a step, if any."""
    return list_for([step]).get(step.uid)


def list_for(steps: Iterable[Step]) -> dict[str, InForce]:
    """Map the uid of each question that was ruled on in this wording to its ruling."""
    asked = {step.uid: step for step in steps if step.uid}
    # A revision is a hash over a whole step: it is only worth working out where there is a ruling at all.
    return {uid: found for (uid, revision), found in list_in_force(asked).items() if asked[uid].revision() == revision}


def grade_in_force(document: ReleaseDocument, responses: Responses, drawn: Drawn) -> Graded:
    """Grade answers as `play.grade` does, by the rulings in force where there are some."""
    score = grade(document, responses, drawn)
    uids = {(scenario.key, step.key): step for scenario, step in marked_steps(document, drawn)}
    ruled = list_for(uids.values())
    by = {ref: ruled[step.uid] for ref, step in uids.items() if step.uid in ruled and ref in responses}
    if not by:
        return Graded(score, {})
    marks = score.marks | {ref: found.ruling.grade(responses[ref]) for ref, found in by.items()}
    return Graded(score_of(marks, document.quiz.pass_mark), by)
