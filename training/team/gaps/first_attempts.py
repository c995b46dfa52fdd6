"""Reads finished first attempts, counted by the team in which each was begun; managers one by one, to place them."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, null, select
from sqlalchemy.orm import aliased

from questions.statistics.certainty import HIGH
from training.extensions import db
from training.joins import answer_of_attempt, mark_of_answer, step_of_answer
from training.models import (
    Answer,
    Assignment,
    Attempt,
    Mark,
    ReleaseStep,
    TeamManager,
)
from training.team.gaps.endings import Finished

FULL = 1 - 1e-9

Counts = Sequence[Any]
"""Rows with named columns; each query says which."""


def count_people(found: Finished) -> Counts:
    """Return release_id, team_id, manager_id (of people who manage a team) and their number."""
    return db.session.execute(
        select(Attempt.release_id, *_groups(), func.count().label("number"))
        .join(Assignment, _assignment())
        .where(*_counts(found))
        .group_by(Attempt.release_id, *_groups())
    ).all()


def count_answers(found: Finished, release_id: uuid.UUID) -> Counts:
    """Return team_id, manager_id, scenario_key, step_key, how many chose right, and how many were sure and did not."""
    right = case((Mark.points >= FULL, 1), else_=0)
    sure_wrong = case((and_(Mark.points < FULL, Answer.certainty == HIGH), 1), else_=0)
    keys = (*_groups(), Answer.scenario_key, Answer.step_key)
    return db.session.execute(
        _marked(select(*keys, func.sum(right).label("chosen_right"), func.sum(sure_wrong).label("sure_wrong")), found)
        .where(Attempt.release_id == release_id)
        .group_by(*keys)
    ).all()


def count_stopped(found: Finished, release_id: uuid.UUID) -> Counts:
    """Return team_id, manager_id, scenario_key and how many chose right at one of its barriers or at several."""
    keys = (*_groups(), Answer.scenario_key)
    return db.session.execute(
        _marked(select(*keys, func.count(Attempt.id.distinct()).label("stopped")), found)
        .join(ReleaseStep, step_of_answer())
        .where(Attempt.release_id == release_id, ReleaseStep.barrier, Mark.points >= FULL)
        .group_by(*keys)
    ).all()


def _marked(statement: Select[Any], found: Finished) -> Select[Any]:
    """Let a statement read the answers of these attempts, each with the mark that stands."""
    later = aliased(Mark)
    overruled = select(later.sequence).where(
        later.person_id == Mark.person_id,
        later.attempt_id == Mark.attempt_id,
        later.scenario_key == Mark.scenario_key,
        later.step_key == Mark.step_key,
        later.sequence > Mark.sequence,
    )
    return (
        statement.select_from(Attempt)
        .join(Assignment, _assignment())
        .join(Answer, answer_of_attempt())
        .join(Mark, mark_of_answer())
        .where(*_counts(found), ~overruled.exists())
    )


def _groups() -> tuple[ColumnElement[Any], ...]:
    manages = Attempt.person_id.in_(select(TeamManager.person_id))
    return Attempt.team_id.expression, case((manages, Attempt.person_id), else_=null()).label("manager_id")


def _assignment() -> ColumnElement[bool]:
    return and_(Assignment.person_id == Attempt.person_id, Assignment.id == Attempt.assignment_id)


def _counts(found: Finished) -> tuple[ColumnElement[bool], ...]:
    return (
        Assignment.campaign_id == found.campaign_id,
        Assignment.cycle == found.cycle,
        Attempt.practice.is_(False),
        Attempt.number == 1,
        Attempt.finished_at <= found.ends_at,
    )
