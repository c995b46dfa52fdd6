"""What the person's own pages read; everything is scoped by that person."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, select

from questions.kinds import Response
from questions.play import StepRef
from training.errors import NotFound
from training.extensions import db
from training.models import (
    Answer,
    Assignment,
    AssignmentStatus,
    Attempt,
    Campaign,
    Certificate,
    Mark,
    TeamMembership,
)


@dataclass(frozen=True)
class AttemptState:
    """An attempt and every answer in it, read in one statement."""

    person_id: uuid.UUID
    id: uuid.UUID
    assignment_id: uuid.UUID
    release_id: uuid.UUID
    number: int
    seed: str
    finished_at: datetime | None
    score: float | None
    passed: bool | None
    present_team_id: uuid.UUID | None
    responses: dict[StepRef, Response]


def get_state(person_id: uuid.UUID, attempt_id: uuid.UUID) -> AttemptState:
    """Return the person's own attempt; raise NotFound for anybody else's."""
    rows = db.session.execute(
        select(
            Attempt.assignment_id,
            Attempt.release_id,
            Attempt.number,
            Attempt.seed,
            Attempt.finished_at,
            Attempt.score,
            Attempt.passed,
            TeamMembership.team_id,
            Answer.scenario_key,
            Answer.step_key,
            Answer.response,
        )
        .outerjoin(TeamMembership, TeamMembership.person_id == Attempt.person_id)
        .outerjoin(Answer, and_(Answer.person_id == Attempt.person_id, Answer.attempt_id == Attempt.id))
        .where(Attempt.person_id == person_id, Attempt.id == attempt_id)
    ).all()
    if not rows:
        raise NotFound
    first = rows[0]
    return AttemptState(
        person_id=person_id,
        id=attempt_id,
        assignment_id=first.assignment_id,
        release_id=first.release_id,
        number=first.number,
        seed=first.seed,
        finished_at=first.finished_at,
        score=first.score,
        passed=first.passed,
        present_team_id=first.team_id,
        responses={(r.scenario_key, r.step_key): tuple(json.loads(r.response)) for r in rows if r.response},
    )


def _assignments(person_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    is_open = and_(
        Attempt.person_id == Assignment.person_id,
        Attempt.assignment_id == Assignment.id,
        Attempt.finished_at.is_(None),
    )
    return (
        select(
            Assignment.id,
            Assignment.status,
            Assignment.due_at,
            Assignment.completed_at,
            Assignment.counted_score,
            Assignment.attempts_finished,
            Campaign.name,
            Campaign.release_id,
            Campaign.opens_at,
            Campaign.closed_at,
            Attempt.id.label("open_attempt_id"),
        )
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .outerjoin(Attempt, is_open)
        .where(Assignment.person_id == person_id)
    )


def list_assignments(person_id: uuid.UUID, now: datetime) -> Sequence[Row[Any]]:
    """List the person's assignments that have opened, the next due first."""
    return db.session.execute(
        _assignments(person_id).where(Campaign.opens_at <= now).order_by(Assignment.due_at, Assignment.id)
    ).all()


def get_assignment(person_id: uuid.UUID, assignment_id: uuid.UUID, now: datetime) -> Row[Any]:
    """Return one of the person's own assignments that has opened; raise NotFound for any other."""
    row = db.session.execute(
        _assignments(person_id).where(Assignment.id == assignment_id, Campaign.opens_at <= now)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def list_certificates(person_id: uuid.UUID) -> dict[uuid.UUID, uuid.UUID]:
    """Map the person's passed assignments to the attempt whose certificate they have."""
    rows = db.session.execute(
        select(Attempt.assignment_id, Certificate.attempt_id)
        .join(Certificate, and_(Certificate.person_id == Attempt.person_id, Certificate.attempt_id == Attempt.id))
        .where(Attempt.person_id == person_id)
    )
    return {row.assignment_id: row.attempt_id for row in rows}


def list_marks(person_id: uuid.UUID, attempt_id: uuid.UUID) -> dict[StepRef, float]:
    """Return the mark in force (the latest) of each step of the person's own attempt."""
    rows = db.session.execute(
        select(Mark.scenario_key, Mark.step_key, Mark.points)
        .where(Mark.person_id == person_id, Mark.attempt_id == attempt_id)
        .order_by(Mark.sequence)
    )
    return {(row.scenario_key, row.step_key): row.points for row in rows}


def is_takeable(assignment: Row[Any]) -> bool:
    """Tell whether a new attempt may begin, as far as the assignment and its campaign say."""
    done = {AssignmentStatus.PASSED, AssignmentStatus.EXEMPT}
    return assignment.status not in done and assignment.closed_at is None
