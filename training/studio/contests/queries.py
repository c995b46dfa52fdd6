"""What people say against questions, as authors read it: never whose it is, nor more than the one answer."""

import json
import uuid
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from questions.ruling import Ruling, rounded
from training import releases
from training.errors import NotFound
from training.extensions import db
from training.joins import answer_of_step, mark_of_answer, step_of_answer
from training.models import (
    Answer,
    Attempt,
    Contest,
    DocumentEdition,
    Mark,
    Release,
    ReleaseEdition,
    ReleaseStep,
    User,
)
from training.rulings.queries import find_in_force

_COLUMNS = (
    Contest.id,
    Contest.reason,
    Contest.contested_at,
    Contest.ruling_id,
    Contest.reply,
    Contest.answered_at,
    Contest.scenario_key,
    Contest.step_key,
    Answer.release_id,
    ReleaseStep.question_uid,
    ReleaseStep.question_revision,
)
"""What authors see of a contest: neither whose it is nor in which attempt."""


def _joined(*columns: Any) -> Select[*tuple[Any, ...]]:
    same_answer = and_(
        Answer.person_id == Contest.person_id,
        Answer.attempt_id == Contest.attempt_id,
        Answer.scenario_key == Contest.scenario_key,
        Answer.step_key == Contest.step_key,
    )
    return select(*columns).select_from(Contest).join(Answer, same_answer).join(ReleaseStep, step_of_answer())


def select_contests() -> Select[*tuple[Any, ...]]:
    """Return the statement for all contests, open ones first, of those the oldest."""
    return _joined(*_COLUMNS).order_by(
        Contest.answered_at.is_not(None), Contest.answered_at.desc(), Contest.contested_at, Contest.id
    )


def count_open() -> int:
    """Count the contests that nobody has answered."""
    return db.session.scalar(select(func.count()).select_from(Contest).where(Contest.answered_at.is_(None))) or 0


def get_contest(contest_id: uuid.UUID) -> Any:
    """Return a contest with the one answer that it discloses, and the order in which that was shown."""
    own_attempt = and_(Attempt.person_id == Contest.person_id, Attempt.id == Contest.attempt_id)
    statement = _joined(*_COLUMNS, Answer.response, Attempt.seed).join(Attempt, own_attempt)
    row = db.session.execute(statement.where(Contest.id == contest_id)).one_or_none()
    if row is None:
        raise NotFound
    return row


def count_others(question_uid: str, revision: str, contest_id: uuid.UUID) -> int:
    """Count the other open contests of a question, which a ruling on it answers as well."""
    others = _select_of_wording(func.count(), question_uid=question_uid, revision=revision)
    return db.session.scalar(others.where(Contest.id != contest_id)) or 0


def count_open_of(question_uid: str, revision: str) -> int:
    """Count the open contests of a question, which a ruling on it answers."""
    return db.session.scalar(_select_of_wording(func.count(), question_uid=question_uid, revision=revision)) or 0


def has_objected(question_uid: str, revision: str, person_id: uuid.UUID) -> bool:
    """Tell whether an open contest of a question is this person's own: then nobody's is theirs to answer."""
    own = _select_of_wording(Contest.id, question_uid=question_uid, revision=revision).where(
        Contest.person_id == person_id
    )
    return db.session.scalar(own.limit(1)) is not None


def _select_of_wording(*columns: Any, question_uid: str, revision: str) -> Select[*tuple[Any, ...]]:
    """Return the statement for the open contests of a question as it is worded."""
    return _joined(*columns).where(
        Contest.answered_at.is_(None),
        ReleaseStep.question_uid == question_uid,
        ReleaseStep.question_revision == revision,
    )


def raises_mark_of(person_id: uuid.UUID, ruling: Ruling) -> bool:
    """Tell whether an answer of this person that counts, finished or not, would be worth more by a ruling."""
    mark = (
        select(Mark.points)
        .where(mark_of_answer())
        .order_by(Mark.sequence.desc())
        .limit(1)
        .correlate(Answer)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Answer.release_id, Answer.scenario_key, Answer.step_key, Answer.response, mark.label("points"))
        .select_from(ReleaseStep)
        .join(Attempt, Attempt.release_id == ReleaseStep.release_id)
        .join(Answer, answer_of_step())
        .where(
            Attempt.person_id == person_id,
            Attempt.practice.is_(False),
            ReleaseStep.question_uid == ruling.question_uid,
            ReleaseStep.question_revision == ruling.question_revision,
        )
    )
    return any(rounded(ruling.grade(tuple(json.loads(row.response)))) > _worth(row) for row in rows)


def _worth(row: Any) -> float:
    """Return what an answer is worth now: its mark, or that which it would get if its attempt were finished."""
    if row.points is not None:
        return float(row.points)
    ref, response = (row.scenario_key, row.step_key), tuple(json.loads(row.response))
    if found := find_in_force(row.release_id, ref):
        return rounded(found.ruling.grade(response))
    question = releases.get(row.release_id).document.step(*ref).question
    return rounded(question.grade(response)) if question else 0.0


def hold_contest(contest_id: uuid.UUID) -> Contest:
    """Return a contest that nobody else can answer now; raise NotFound when there is none."""
    held = select(Contest).where(Contest.id == contest_id).with_for_update()
    contest = db.session.scalar(held.execution_options(populate_existing=True))
    if contest is None:
        raise NotFound
    return contest


def hold_others(question_uid: str, revision: str, contest_ids: Collection[uuid.UUID]) -> Sequence[Contest]:
    """List the open contests of a question but these, so that nobody else can answer them now."""
    others = _select_of_wording(Contest, question_uid=question_uid, revision=revision)
    others = others.where(Contest.id.not_in(contest_ids)).order_by(Contest.id)
    return db.session.scalars(others.with_for_update(of=Contest)).all()


def map_locales(person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Map people to the language of their mails."""
    rows = db.session.execute(select(User.id, User.locale).where(User.id.in_(person_ids)))
    return {row.id: row.locale for row in rows}


def list_saves_of(question_uid: str, revision: str, person_id: uuid.UUID) -> Sequence[Any]:
    """List (step_key, changed_steps) of what somebody saved of a question in this wording, until it was published."""
    saved = DocumentEdition
    went_in = and_(ReleaseEdition.release_id == ReleaseStep.release_id, ReleaseEdition.kind == "scenario")
    before = or_(
        saved.edition <= ReleaseEdition.edition,
        and_(ReleaseEdition.edition.is_(None), saved.saved_at <= Release.published_at),
    )
    return db.session.execute(
        select(ReleaseStep.step_key, saved.changed_steps)
        .join(Release, Release.id == ReleaseStep.release_id)
        .join(ReleaseEdition, and_(went_in, ReleaseEdition.document_key == ReleaseStep.scenario_key))
        .join(saved, and_(saved.kind == "scenario", saved.document_key == ReleaseStep.scenario_key, before))
        .where(
            ReleaseStep.question_uid == question_uid,
            ReleaseStep.question_revision == revision,
            saved.saved_by == person_id,
        )
    ).all()


def list_answers(ruling: Ruling) -> Sequence[Any]:
    """List the answers of finished attempts to a question in the wording that a ruling is about, the earliest first."""
    same_answer = mark_of_answer()
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
        .order_by(Attempt.finished_at, Attempt.id)
    ).all()
