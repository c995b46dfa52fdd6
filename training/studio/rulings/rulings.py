"""What people say against questions, and how authors rule: the question stands, or its marking is corrected for all."""

import json
import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, and_, func, select

from questions.ruling import Ruling, rounded
from training import audit, clock, releases
from training.errors import NotFound, Refused
from training.extensions import db
from training.joins import answer_of_step, mark_of_answer, step_of_answer
from training.mail import messages
from training.models import Answer, Attempt, Contest, Mark, ReleaseStep, User
from training.rulings.queries import find_in_force
from training.rulings.service import checked_reason, keep
from training.studio.rulings import authority

ANSWERED = audit.declare("contest.answered", "contest", "ruling", "kept")
"""`kept` counts the words in the answer that the gate found and the author kept expressly."""

OWN_OBJECTION = _l("You have objected to this question yourself, so somebody else has to answer.")
OWN_GAIN = _l("This correction would raise a mark of your own, so somebody else has to make it.")
ALREADY_ANSWERED = _l("Somebody has answered this objection already, so nothing was changed.")

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
    others = _of_wording(func.count(), question_uid=question_uid, revision=revision)
    return db.session.scalar(others.where(Contest.id != contest_id)) or 0


def has_objected(question_uid: str, revision: str, person_id: uuid.UUID) -> bool:
    """Tell whether an open contest of a question is this person's own: then nobody's is theirs to answer."""
    own = _of_wording(Contest.id, question_uid=question_uid, revision=revision).where(Contest.person_id == person_id)
    return db.session.scalar(own.limit(1)) is not None


def _of_wording(*columns: Any, question_uid: str, revision: str) -> Select[*tuple[Any, ...]]:
    return _joined(*columns).where(
        Contest.answered_at.is_(None),
        ReleaseStep.question_uid == question_uid,
        ReleaseStep.question_revision == revision,
    )


def let_stand(contest_id: uuid.UUID, reply: str, actor_id: uuid.UUID, *, kept: int = 0) -> None:
    """Answer a contest: the question and its marking stand, and why.

    Raises NotFound, Refused when it was answered already or the actor objects to the question as well, FieldError
    when the reply is too short or too long.
    """
    contest = _get_open(contest_id, actor_id)
    _answer([contest], checked_reason("reason", reply), None, actor_id, kept)


def rule(contest_id: uuid.UUID, ruling: Ruling, actor_id: uuid.UUID, *, kept: int = 0) -> uuid.UUID:
    """Keep a ruling on the contested question, answer all open contests of it, and return the ruling's id.

    The marks of stored answers follow in transactions of their own (`learning.service`). Raises as `let_stand`, and
    Refused when the actor would gain by it, or wrote the question and others could correct it.
    """
    contest = _get_open(contest_id, actor_id)
    if raises_mark_of(actor_id, ruling):
        raise Refused(OWN_GAIN)
    ruling_id = keep(ruling, actor_id, authority.checked(ruling.question_uid, ruling.question_revision, actor_id))
    wording = {"question_uid": ruling.question_uid, "revision": ruling.question_revision}
    same = _of_wording(Contest, **wording).where(Contest.id != contest_id).order_by(Contest.id)
    others = db.session.scalars(same.with_for_update(of=Contest))
    _answer([contest, *others], ruling.reason, ruling_id, actor_id, kept)
    return ruling_id


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


def _get_open(contest_id: uuid.UUID, actor_id: uuid.UUID) -> Contest:
    locked = select(Contest).where(Contest.id == contest_id).with_for_update()
    contest = db.session.scalar(locked.execution_options(populate_existing=True))
    if contest is None:
        raise NotFound
    if contest.answered_at is not None:
        raise Refused(ALREADY_ANSWERED)
    asked = get_contest(contest_id)
    if has_objected(asked.question_uid, asked.question_revision, actor_id):
        raise Refused(OWN_OBJECTION)
    return contest


def _answer(
    contests: Iterable[Contest], reply: str, ruling_id: uuid.UUID | None, actor_id: uuid.UUID, kept: int
) -> None:
    now, told = clock.now(), list(contests)
    for contest in told:
        contest.reply, contest.answered_at, contest.answered_by = reply, now, actor_id
        contest.ruling_id = ruling_id
        audit.record(ANSWERED, contest.id, actor_id, ruling=ruling_id.hex if ruling_id else None, kept=kept)
    people = {contest.person_id for contest in told}
    locales = {
        row.id: row.locale for row in db.session.execute(select(User.id, User.locale).where(User.id.in_(people)))
    }
    messages.contests_answered((one.id, one.person_id, locales[one.person_id]) for one in told)
    db.session.flush()
