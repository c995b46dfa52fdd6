"""What the person's own pages read; everything is scoped by that person."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, String, and_, bindparam, exists, func, join, select, type_coerce
from sqlalchemy.orm import aliased

from questions.drawing import Drawn, from_json
from questions.kinds import Response
from questions.play import Place, StepRef, walk
from questions.quiz import Quiz, ReleaseDocument
from training import along, releases
from training.along import Along, take
from training.errors import NotFound
from training.extensions import db
from training.i18n import language
from training.joins import (
    answer_of_attempt,
    attempt_of_certificate,
    is_taken_back,
    override_of_certificate,
    step_of_answer,
)
from training.models import (
    Acknowledgement,
    AcknowledgementKind,
    Answer,
    AnswerDraft,
    Assignment,
    Attempt,
    AttemptEnd,
    Campaign,
    Certificate,
    Contest,
    Mark,
    Override,
    ReleaseStep,
    TeamMembership,
    User,
)
from training.naming import name_in
from training.rulings.queries import rules_on_step
from training.statements import json_rows, list_rows


@dataclass(frozen=True)
class AttemptState:
    """An attempt and every answer in it, with what its assignment and campaign say now; read in one statement."""

    person_id: uuid.UUID
    id: uuid.UUID
    assignment_id: uuid.UUID
    release_id: uuid.UUID
    newest_release_id: uuid.UUID
    practice: bool
    number: int
    seed: str
    drawn: Drawn
    ends_at: datetime | None
    finished_at: datetime | None
    ended: AttemptEnd | None
    score: float | None
    passed: bool | None
    due_at: datetime
    closed_at: datetime | None
    present_team_id: uuid.UUID | None
    responses: dict[StepRef, Response]
    certainties: dict[StepRef, int]
    has_contests: bool = False
    """Whether the person has said anything against a question of this attempt."""
    release_has_rulings: bool = False
    drafts: str | None = None
    """All drafts as JSON rows; read by `drafts`."""

    @cached_property
    def document(self) -> ReleaseDocument:
        """Return the release that this attempt began with."""
        return releases.get(self.release_id).document

    @cached_property
    def places(self) -> list[Place]:
        """List the steps that the person has met so far, the open decision last."""
        return walk(self.document, self.responses, self.drawn)

    def shows_feedback(self, now: datetime) -> bool:
        """Tell whether the feedback on stored answers is open."""
        return is_feedback_open(self.document.quiz, self.finished_at, self.due_at, now)


def is_feedback_open(quiz: Quiz, finished_at: datetime | None, due_at: datetime, now: datetime) -> bool:
    """Tell whether feedback, marks of single answers and what really happened may be shown."""
    if quiz.feedback == "at_once":
        return True
    return finished_at is not None and (quiz.feedback == "at_end" or due_at <= now)


_CLOSED_AT = func.coalesce(Assignment.ended_at, Campaign.closed_at).label("closed_at")
"""The next cycle ends a duty for the person just as closing the campaign does."""

_STATE = (
    Attempt.assignment_id,
    Attempt.release_id,
    Campaign.release_id.label("newest_release_id"),
    Attempt.practice,
    Attempt.number,
    Attempt.seed,
    Attempt.drawn,
    Attempt.ends_at,
    Attempt.finished_at,
    Attempt.ended,
    Attempt.score,
    Attempt.passed,
    Assignment.due_at,
    _CLOSED_AT,
    TeamMembership.team_id.label("present_team_id"),
)


_ANSWERS = (
    select(json_rows(Answer.scenario_key, Answer.step_key, Answer.response, Answer.certainty))
    .where(answer_of_attempt())
    .correlate(Attempt)
    .scalar_subquery()
    .label("answers")
)
_DRAFTS = (
    select(json_rows(AnswerDraft.scenario_key, AnswerDraft.step_key, AnswerDraft.fields, AnswerDraft.saved_at))
    .where(AnswerDraft.person_id == Attempt.person_id, AnswerDraft.attempt_id == Attempt.id)
    .correlate(Attempt)
    .scalar_subquery()
    .label("drafts")
)
_HAS_CONTESTS = (
    exists()
    .where(Contest.person_id == Attempt.person_id, Contest.attempt_id == Attempt.id)
    .correlate(Attempt)
    .label("has_contests")
)
_HAS_RULINGS = (
    exists()
    .where(ReleaseStep.release_id == Attempt.release_id, rules_on_step())
    .correlate(Attempt)
    .label("release_has_rulings")
)
_READ = (*_STATE, _ANSWERS, _DRAFTS, _HAS_CONTESTS, _HAS_RULINGS)
_WITH_CAMPAIGN = (
    join(Attempt, Assignment, and_(Assignment.person_id == Attempt.person_id, Assignment.id == Attempt.assignment_id))
    .join(Campaign, Campaign.id == Assignment.campaign_id)
    .outerjoin(TeamMembership, TeamMembership.person_id == Attempt.person_id)
)
_IS_ASKED_FOR = Attempt.id == bindparam("attempt_id")
_ATTEMPT = select(*_READ).select_from(_WITH_CAMPAIGN).where(Attempt.person_id == bindparam("person_id"), _IS_ASKED_FOR)
along.declare(
    Along(_READ, _WITH_CAMPAIGN, and_(Attempt.person_id == User.id, _IS_ASKED_FOR), ["attempt_id"]),
    "learning.resume_attempt",
    "learning.show_sitting",
    "learning.show_step",
    "learning.answer_step",
    "learning.show_result",
)


def get_state(person_id: uuid.UUID, attempt_id: uuid.UUID) -> AttemptState:
    """Return the person's own attempt; raise NotFound for anybody else's."""
    asked = {"person_id": person_id, "attempt_id": attempt_id}
    row = take(**asked) or next(iter(list_rows(_ATTEMPT, **asked)), None)
    if row is None or row.assignment_id is None:
        raise NotFound
    read = {column.key: getattr(row, column.key) for column in _READ}
    read["drawn"] = from_json(read["drawn"])
    answers = json.loads(read.pop("answers") or "[]")
    return AttemptState(
        **read,
        person_id=person_id,
        id=attempt_id,
        responses={(scenario, step): tuple(json.loads(response)) for scenario, step, response, _sure in answers},
        certainties={(scenario, step): sure for scenario, step, _response, sure in answers if sure},
    )


_Counted, _Practice, _Past = aliased(Attempt), aliased(Attempt), aliased(Attempt)


def _open(attempt: type[Attempt], *, practice: bool) -> ColumnElement[bool]:
    return and_(
        attempt.person_id == Assignment.person_id,
        attempt.assignment_id == Assignment.id,
        attempt.practice.is_(practice),
        attempt.finished_at.is_(None),
    )


def _assignments() -> Select[*tuple[Any, ...]]:
    last_finished = (
        select(func.max(_Past.finished_at))
        .where(_Past.person_id == Assignment.person_id, _Past.assignment_id == Assignment.id, _Past.practice.is_(False))
        .correlate(Assignment)
        .scalar_subquery()
    )
    return (
        select(
            Assignment.id,
            Assignment.status,
            Assignment.due_at,
            Assignment.completed_at,
            Assignment.counted_score,
            Assignment.attempts_finished,
            Assignment.extra_minutes,
            Assignment.reset_after,
            Assignment.override_count,
            TeamMembership.team_id.label("present_team_id"),
            name_in(Campaign, bindparam("language", type_=String())).label("name"),
            Campaign.release_id,
            Campaign.opens_at,
            Campaign.paused_at,
            _CLOSED_AT,
            _Counted.id.label("open_attempt_id"),
            func.coalesce(_Counted.release_id, Campaign.release_id).label("shown_release_id"),
            _Counted.ends_at.label("open_ends_at"),
            _Practice.id.label("open_practice_id"),
            type_coerce(last_finished, Attempt.finished_at.type).label("last_finished_at"),
        )
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .outerjoin(TeamMembership, TeamMembership.person_id == Assignment.person_id)
        .outerjoin(_Counted, _open(_Counted, practice=False))
        .outerjoin(_Practice, _open(_Practice, practice=True))
        .where(Assignment.person_id == bindparam("person_id"), Campaign.opens_at <= bindparam("now"))
    )


_ASSIGNMENTS = _assignments().order_by(Assignment.due_at, Assignment.id)
_CERTIFIED = (
    select(Certificate.attempt_id)
    .join(_Past, and_(_Past.person_id == Certificate.person_id, _Past.id == Certificate.attempt_id))
    .where(_Past.person_id == Assignment.person_id, _Past.assignment_id == Assignment.id)
    .order_by(Certificate.issued_at.desc())
    .limit(1)
    .correlate(Assignment)
    .scalar_subquery()
    .label("certified_attempt_id")
)
"""The attempt whose certificate the person has; a reset lets an assignment earn one more."""
_ASSIGNMENT = _assignments().add_columns(_CERTIFIED).where(Assignment.id == bindparam("assignment_id"))


def list_assignments(person_id: uuid.UUID, now: datetime) -> Sequence[Row[Any]]:
    """List the person's assignments that have opened, the next due first."""
    return list_rows(_ASSIGNMENTS, person_id=person_id, language=language(), now=now)


def get_assignment(person_id: uuid.UUID, assignment_id: uuid.UUID, now: datetime) -> Row[Any]:
    """Return one of the person's own assignments that has opened; raise NotFound for any other."""
    rows = list_rows(_ASSIGNMENT, person_id=person_id, assignment_id=assignment_id, language=language(), now=now)
    if not rows:
        raise NotFound
    return rows[0]


class FinishedAttempt(NamedTuple):
    """The result of a finished attempt that counts."""

    id: uuid.UUID
    score: float
    passed: bool


_FINISHED = (
    select(Attempt.id, Attempt.score, Attempt.passed)
    .where(
        Attempt.person_id == bindparam("person_id"),
        Attempt.assignment_id == bindparam("assignment_id"),
        Attempt.practice.is_(False),
        Attempt.finished_at.is_not(None),
    )
    .order_by(Attempt.number)
)


def list_finished(person_id: uuid.UUID, assignment_id: uuid.UUID) -> list[FinishedAttempt]:
    """List the finished attempts of an assignment that count, in the order of their numbers."""
    rows = list_rows(_FINISHED, person_id=person_id, assignment_id=assignment_id)
    return [FinishedAttempt(row.id, row.score or 0.0, bool(row.passed)) for row in rows]


def count_practice(person_id: uuid.UUID, assignment_id: uuid.UUID) -> int:
    """Return how many practice attempts the person has begun."""
    counted = select(func.count()).select_from(Attempt)
    own = (Attempt.person_id == person_id, Attempt.assignment_id == assignment_id, Attempt.practice.is_(True))
    return db.session.scalar(counted.where(*own)) or 0


def count_seen(person_id: uuid.UUID) -> dict[str, int]:
    """Map the uid of each question that the person has answered in attempts that count to how often."""
    rows = db.session.execute(
        select(ReleaseStep.question_uid, func.count())
        .select_from(Answer)
        .join(Attempt, answer_of_attempt())
        .join(ReleaseStep, step_of_answer())
        .where(Answer.person_id == person_id, Attempt.practice.is_(False))
        .group_by(ReleaseStep.question_uid)
    )
    return dict(rows.all())


def is_acknowledged(person_id: uuid.UUID, subject: str, text_sha256: str) -> bool:
    """Tell whether the person has acknowledged exactly this text of a quiz."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    Acknowledgement.person_id == person_id,
                    Acknowledgement.kind == AcknowledgementKind.POLICY,
                    Acknowledgement.subject == subject,
                    Acknowledgement.text_sha256 == text_sha256,
                )
            )
        )
    )


def list_veiled(person_id: uuid.UUID, now: datetime) -> set[uuid.UUID]:
    """Return the ids of the person's attempts whose marks of single answers may not be shown yet."""
    rows = db.session.execute(
        select(Attempt.id, Attempt.release_id, Attempt.finished_at, Assignment.due_at)
        .join(Assignment, and_(Assignment.person_id == Attempt.person_id, Assignment.id == Attempt.assignment_id))
        .where(Attempt.person_id == person_id)
    ).all()
    loaded = releases.get_many({row.release_id for row in rows})
    return {
        row.id
        for row in rows
        if not is_feedback_open(loaded[row.release_id].document.quiz, row.finished_at, row.due_at, now)
    }


def list_expired(before: datetime, limit: int) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """List (person id, attempt id) of open attempts whose time ended before a moment, the longest ago first."""
    rows = db.session.execute(
        select(Attempt.person_id, Attempt.id)
        .where(Attempt.finished_at.is_(None), Attempt.ends_at.is_not(None), Attempt.ends_at < before)
        .order_by(Attempt.ends_at)
        .limit(limit)
    )
    return [(row.person_id, row.id) for row in rows]


_CERTIFICATES = (
    select(
        func.coalesce(Attempt.assignment_id, Override.assignment_id).label("assignment_id"),
        Certificate.attempt_id,
        Certificate.override_id,
        Certificate.valid_until,
    )
    .outerjoin(Attempt, attempt_of_certificate())
    .outerjoin(Override, override_of_certificate())
    .where(Certificate.person_id == bindparam("person_id"), ~is_taken_back())
    .order_by(Certificate.override_id.is_(None))  # what attempts have earned comes last, and stands
)
_MARKS = (
    select(Mark.scenario_key, Mark.step_key, Mark.points)
    .where(Mark.person_id == bindparam("person_id"), Mark.attempt_id == bindparam("attempt_id"))
    .order_by(Mark.sequence)
)


class Earned(NamedTuple):
    """A certificate in force, by an attempt or by a decision, and its last day if it has one."""

    attempt_id: uuid.UUID | None
    override_id: uuid.UUID | None
    valid_until: date | None


def list_certificates(person_id: uuid.UUID) -> dict[uuid.UUID, Earned]:
    """Map the person's passed assignments to the certificate that they have."""
    rows = list_rows(_CERTIFICATES, person_id=person_id)
    return {row.assignment_id: Earned(row.attempt_id, row.override_id, row.valid_until) for row in rows}


def list_marks(person_id: uuid.UUID, attempt_id: uuid.UUID) -> dict[StepRef, float]:
    """Return the mark in force (the latest) of each step of the person's own attempt."""
    rows = list_rows(_MARKS, person_id=person_id, attempt_id=attempt_id)
    return {(row.scenario_key, row.step_key): row.points for row in rows}
