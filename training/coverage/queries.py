"""Reads who was asked about what: person by person in one grouped statement for the worker, counted for the pages."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Subquery, and_, case, cast, func, literal, or_, select, true, union_all
from sqlalchemy.types import String

from training.extensions import db
from training.models import (
    Assignment,
    Attempt,
    AttemptEnd,
    Campaign,
    CoverageCount,
    CoverageGroup,
    Employment,
    PersonKind,
    ReleaseScenario,
    ReleaseStep,
    ReleaseStepControl,
    SubjectKind,
    TeamClosure,
    TeamManager,
    TeamMembership,
    User,
    UserStatus,
)
from training.team.status import DONE

EARLIER, ASSIGNED, DECIDED = range(1, 4)
"""What somebody has to do with a release; the highest counts."""

Rows = Sequence[Any]
"""Rows with named columns; each query says which."""


class Asked(NamedTuple):
    """A rule that a decision of a release is about, through an incident; a drawn one is asked of some people only."""

    release_id: uuid.UUID
    control_key: str
    incident_key: str
    drawn: bool


@dataclass(frozen=True)
class Groups:
    """How the page groups people: by what they are, or by their division; all of them, or one division's."""

    by_team: bool = False
    team_id: uuid.UUID | None = None

    @property
    def column(self) -> ColumnElement[Any]:
        """Return the column that tells groups apart."""
        return (CoverageGroup.team_id if self.by_team else CoverageGroup.kind).expression

    @property
    def condition(self) -> ColumnElement[bool]:
        """Return the condition that a group is of the newest count and belongs to the page."""
        newest = select(func.max(CoverageGroup.counted_at)).scalar_subquery()
        own = true() if self.team_id is None else CoverageGroup.team_id == self.team_id
        return and_(CoverageGroup.counted_at == newest, own)


def list_asked() -> list[Asked]:
    """List what the marked decisions of all releases are about."""
    same = and_(
        ReleaseScenario.release_id == ReleaseStepControl.release_id,
        ReleaseScenario.scenario_key == ReleaseStepControl.scenario_key,
    )
    step = and_(
        ReleaseStep.release_id == ReleaseStepControl.release_id,
        ReleaseStep.scenario_key == ReleaseStepControl.scenario_key,
        ReleaseStep.step_key == ReleaseStepControl.step_key,
    )
    columns = (ReleaseStepControl.release_id, ReleaseStepControl.control_key, ReleaseScenario.incident_key)
    rows = db.session.execute(
        select(*columns, ReleaseScenario.drawn)
        .select_from(ReleaseStepControl)
        .join(ReleaseScenario, same)
        .join(ReleaseStep, step)
        .where(ReleaseStep.marked)
        .distinct()
    )
    return [Asked(*row) for row in rows]


def count_histories(divisions: Collection[uuid.UUID], since: datetime, now: datetime, today: date) -> Rows:
    """Return team_id, kind, history and people: how many of a division and kind have exactly the same history.

    A history is a text of `release:state` with commas between; NULL where nothing was ever asked. People who were
    asked the same are many, so there are few histories, whatever the number of people.
    """
    history = _histories(since, now)
    division = select(TeamMembership.person_id, TeamClosure.ancestor_id.label("team_id")).join(
        TeamClosure, TeamClosure.descendant_id == TeamMembership.team_id
    )
    placed = division.where(TeamClosure.ancestor_id.in_(divisions)).subquery()
    columns = (placed.c.team_id, _kind().label("kind"), history.c.history)
    is_here = (User.status != UserStatus.DEACTIVATED, or_(User.hired_on.is_(None), User.hired_on <= today))
    return db.session.execute(
        select(*columns, func.count().label("people"))
        .select_from(User)
        .outerjoin(placed, placed.c.person_id == User.id)
        .outerjoin(history, history.c.person_id == User.id)
        .where(*is_here)
        .group_by(*columns)
    ).all()


def _histories(since: datetime, now: datetime) -> Subquery:
    finished = select(
        Attempt.person_id,
        Attempt.release_id,
        case((Attempt.finished_at >= since, DECIDED), else_=EARLIER).label("state"),
    ).where(Attempt.ended == AttemptEnd.COMPLETED, ~Attempt.practice)
    waiting = (
        select(Assignment.person_id, Campaign.release_id, literal(ASSIGNED).label("state"))
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .where(Assignment.ended_at.is_(None), Assignment.status.not_in(DONE))
        .where(Campaign.opens_at <= now, Campaign.closed_at.is_(None))
    )
    each = union_all(finished, waiting).subquery()
    best = select(each.c.person_id, each.c.release_id, func.max(each.c.state).label("state"))
    # In order, so that the same history is the same text.
    ordered = (
        best.group_by(each.c.person_id, each.c.release_id).order_by(each.c.person_id, each.c.release_id).subquery()
    )
    piece = cast(ordered.c.release_id, String) + literal(":") + cast(ordered.c.state, String)
    joined = func.aggregate_strings(piece, ",").label("history")
    return select(ordered.c.person_id, joined).group_by(ordered.c.person_id).subquery()


def _kind() -> ColumnElement[str]:
    """Return what somebody is: an officer, else a manager, else as employed."""
    employed = {
        employment.value: PersonKind(employment.value).value
        for employment in Employment
        if employment not in {Employment.OFFICER, Employment.OTHER}
    }
    return case(
        (User.employment == Employment.OFFICER, PersonKind.OFFICER.value),
        (User.id.in_(select(TeamManager.person_id)), PersonKind.MANAGER.value),
        *((User.employment == Employment(name), literal(kind)) for name, kind in employed.items()),
        else_=PersonKind.OTHER.value,
    )


def find_counted_at() -> datetime | None:
    """Return when the worker counted last."""
    return db.session.scalar(select(func.max(CoverageGroup.counted_at)))


def list_divisions() -> Sequence[uuid.UUID]:
    """List the divisions of the newest count, those without people left out."""
    found = select(CoverageGroup.team_id).where(Groups().condition, CoverageGroup.team_id.is_not(None))
    return [team_id for team_id in db.session.scalars(found.distinct()) if team_id]


def count_people(groups: Groups) -> dict[Any, int]:
    """Map the groups of a page to how many people they are; nothing before the first count."""
    rows = db.session.execute(
        select(groups.column, func.sum(CoverageGroup.people)).where(groups.condition).group_by(groups.column)
    )
    return {row[0]: row[1] for row in rows}


def sum_subjects(groups: Groups) -> Rows:
    """Return subject_kind, subject, group, decided, assigned and earlier, through any incident."""
    return _sums(groups, CoverageCount.subject_kind, CoverageCount.incident_key == "")


def sum_cases(groups: Groups, control_keys: Iterable[str]) -> Rows:
    """Return subject, incident_key, group, decided, assigned and earlier of some rules, incident by incident."""
    own = and_(CoverageCount.subject_kind == SubjectKind.CONTROL, CoverageCount.subject.in_(list(control_keys)))
    return _sums(groups, CoverageCount.incident_key, and_(own, CoverageCount.incident_key != ""))


def _sums(groups: Groups, key: Any, condition: ColumnElement[bool]) -> Rows:
    keys = (key, CoverageCount.subject, groups.column.label("group"))
    counts = (CoverageCount.decided, CoverageCount.assigned, CoverageCount.earlier)
    return db.session.execute(
        select(*keys, *(func.sum(count).label(count.key) for count in counts))
        .join(CoverageGroup, CoverageGroup.id == CoverageCount.group_id)
        .where(groups.condition, condition)
        .group_by(*keys)
    ).all()
