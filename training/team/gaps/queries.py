"""Reads settled cycles, within the teams that the viewer may see; never an attempt and never an answer."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import aliased

from training.errors import NotFound
from training.extensions import db
from training.i18n import language
from training.models import (
    Campaign,
    Cohort,
    CohortDecision,
    CohortPart,
    CohortRound,
    CohortScenario,
    PersonIdentity,
    Release,
    Team,
    TeamClosure,
    TeamManager,
    User,
    UserStatus,
)
from training.naming import name_in
from training.team.scope import EVERYBODY, Scope
from training.team.selection import Statement, team_name


class Round(NamedTuple):
    """A settled cycle of a campaign, as far as one release was taken in it."""

    id: uuid.UUID
    campaign_id: uuid.UUID
    campaign_name: str
    cycle: int
    release_id: uuid.UUID
    quiz_key: str
    respondents: int
    settled_at: datetime


class Place(NamedTuple):
    """A cohort and the team at or below which its people are."""

    id: uuid.UUID
    team_id: uuid.UUID | None
    mixed: bool
    people: int


Counts = Sequence[Any]
"""Rows with named columns; each query says which."""


def select_rounds(scope: Scope, campaign_id: uuid.UUID | None = None) -> Statement:
    """Return the statement for settled cycles (of one campaign) in which the viewer's people answered, newest first."""
    own = true() if campaign_id is None else CohortRound.campaign_id == campaign_id
    newest = (CohortRound.settled_at.desc(), CohortRound.id)
    return _rounds(scope).where(CohortRound.respondents > 0, own).order_by(*newest)


def get_round(scope: Scope, round_id: uuid.UUID) -> Round:
    """Return a settled cycle in which somebody of the viewer's teams answered; raise NotFound when there is none."""
    row = db.session.execute(_rounds(scope).where(CohortRound.id == round_id)).one_or_none()
    if row is None:
        raise NotFound
    return Round(*row)


def find_latest(scope: Scope) -> Round | None:
    """Return the last settled cycle of which something is told within the viewer's teams."""
    told = _within(scope, select(Cohort.id).join(CohortDecision, CohortDecision.cohort_id == Cohort.id))
    is_told = told.where(Cohort.round_id == CohortRound.id).correlate(CohortRound).exists()
    newest = (CohortRound.settled_at.desc(), CohortRound.id)
    row = db.session.execute(_rounds(scope).where(is_told).order_by(*newest).limit(1)).one_or_none()
    return Round(*row) if row else None


def find_before(scope: Scope, found: Round) -> Round | None:
    """Return what to compare with: the cycle before in the same campaign, else the last one with the same quiz."""
    same = CohortRound.campaign_id == found.campaign_id
    row = db.session.execute(
        _rounds(scope)
        .where(Release.quiz_key == found.quiz_key, CohortRound.settled_at < found.settled_at)
        .where(CohortRound.respondents > 0)
        .order_by(same.desc(), CohortRound.cycle.desc(), CohortRound.settled_at.desc(), CohortRound.id)
        .limit(1)
    ).one_or_none()
    return Round(*row) if row else None


def list_cohorts(scope: Scope, round_ids: Sequence[uuid.UUID]) -> Counts:
    """Return round_id, id, team_id, mixed and people of the cohorts within the viewer's teams."""
    columns = (Cohort.round_id, Cohort.id, Cohort.team_id, Cohort.mixed, Cohort.people)
    return db.session.execute(
        _within(scope, select(*columns)).where(Cohort.round_id.in_(round_ids)).order_by(Cohort.id)
    ).all()


def list_decisions(scope: Scope, round_ids: Sequence[uuid.UUID]) -> Counts:
    """Return cohort_id, scenario_key, step_key, chosen_right and sure_wrong within the viewer's teams."""
    joined = _within(scope, _decisions().join(Cohort, Cohort.id == CohortDecision.cohort_id))
    return db.session.execute(joined.where(Cohort.round_id.in_(round_ids))).all()


def list_never_stopped(scope: Scope, round_id: uuid.UUID) -> Counts:
    """Return cohort_id, scenario_key and never_stopped within the viewer's teams."""
    columns = (CohortScenario.cohort_id, CohortScenario.scenario_key, CohortScenario.never_stopped)
    joined = _within(scope, select(*columns).join(Cohort, Cohort.id == CohortScenario.cohort_id))
    return db.session.execute(joined.where(Cohort.round_id == round_id)).all()


def list_cohorts_around(scope: Scope, round_id: uuid.UUID, team_id: uuid.UUID) -> Counts:
    """Return round_id, id, team_id, mixed and people of the cohorts that hold people of a team and all below it.

    The team must be one of the viewer's; the cohorts may reach beyond, where it was too small.
    """
    columns = (Cohort.round_id, Cohort.id, Cohort.team_id, Cohort.mixed, Cohort.people)
    return db.session.execute(
        select(*columns)
        .join(CohortPart, and_(CohortPart.cohort_id == Cohort.id, CohortPart.round_id == Cohort.round_id))
        .join(TeamClosure, TeamClosure.descendant_id == CohortPart.team_id)
        .join(Team, Team.id == TeamClosure.ancestor_id)
        .where(Cohort.round_id == round_id, Team.id == team_id, scope.managed.allows_team())
        .distinct()
        .order_by(Cohort.id)
    ).all()


def list_decisions_of(cohort_ids: Sequence[uuid.UUID]) -> Counts:
    """Return cohort_id, scenario_key, step_key, chosen_right and sure_wrong of cohorts that were found in scope."""
    return db.session.execute(_decisions().where(CohortDecision.cohort_id.in_(cohort_ids))).all()


def find_team_name(team_id: uuid.UUID | None, language: str) -> str | None:
    """Return the name of a team that a cohort stands at, whoever looks; None at the top."""
    return db.session.scalar(select(team_name(language)).select_from(Team).where(Team.id == team_id))


def has_later(round_id: uuid.UUID) -> bool:
    """Tell whether a later cycle of the same campaign has been settled."""
    later = aliased(CohortRound)
    same = (later.campaign_id == CohortRound.campaign_id, later.cycle > CohortRound.cycle)
    found = select(later.id).join(CohortRound, and_(*same)).where(CohortRound.id == round_id).limit(1)
    return db.session.scalar(found) is not None


def list_readers(round_id: uuid.UUID) -> Counts:
    """Return id, locale and time_zone of the managers with a mailbox of whose people something is told."""
    is_manager = (
        select(TeamManager.person_id)
        .join(TeamClosure, TeamClosure.ancestor_id == TeamManager.team_id)
        .join(CohortPart, CohortPart.team_id == TeamClosure.descendant_id)
        .join(CohortDecision, CohortDecision.cohort_id == CohortPart.cohort_id)
        .where(CohortPart.round_id == round_id)
    )
    return db.session.execute(
        select(User.id, User.locale, User.time_zone)
        .join(PersonIdentity, PersonIdentity.person_id == User.id)
        .where(User.id.in_(is_manager), User.status != UserStatus.DEACTIVATED, PersonIdentity.email.is_not(None))
        .order_by(User.id)
    ).all()


def _rounds(scope: Scope) -> Statement:
    statement = (
        select(
            CohortRound.id,
            CohortRound.campaign_id,
            name_in(Campaign, language()).label("campaign_name"),
            CohortRound.cycle,
            CohortRound.release_id,
            Release.quiz_key,
            CohortRound.respondents,
            CohortRound.settled_at,
        )
        .join(Campaign, Campaign.id == CohortRound.campaign_id)
        .join(Release, Release.id == CohortRound.release_id)
    )
    return statement.where(_concerns(scope))


def _concerns(scope: Scope) -> ColumnElement[bool]:
    if scope == EVERYBODY:
        return true()
    part = select(CohortPart.team_id).join(Team, Team.id == CohortPart.team_id)
    own = (CohortPart.round_id == CohortRound.id, scope.managed.allows_team())
    return part.where(*own).correlate(CohortRound).exists()


def _within(scope: Scope, statement: Statement) -> Statement:
    """Leave the cohorts whose people are all in the viewer's teams."""
    top = Cohort.team_id.is_(None) if scope == EVERYBODY else ~true()
    return statement.outerjoin(Team, Team.id == Cohort.team_id).where(
        or_(top, and_(Team.id.is_not(None), scope.managed.allows_team()))
    )


def _decisions() -> Statement:
    return select(
        CohortDecision.cohort_id,
        CohortDecision.scenario_key,
        CohortDecision.step_key,
        CohortDecision.chosen_right,
        CohortDecision.sure_wrong,
    )
