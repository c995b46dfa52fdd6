"""Reads what a report tells: campaigns, counts in grouped statements, and the rows that these counts are made of."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, case, distinct, false, func, or_, select
from sqlalchemy.orm import aliased

from training import clock, dates
from training.errors import NotFound
from training.evidence.reports.figures import Figures, figures_of
from training.evidence.reports.standing import MANY, Asked, assignment_of, band, counts, standing, taken_back
from training.extensions import db
from training.i18n import language
from training.models import (
    Assignment,
    Attempt,
    Campaign,
    CohortRound,
    Override,
    PersonIdentity,
    Release,
    ReportText,
    Team,
    TeamMembership,
    User,
)
from training.naming import name_in
from training.team.gaps import queries as gaps
from training.team.gaps.queries import Round
from training.team.scope import EVERYBODY
from training.team.selection import Statement, team_name

Rows = Sequence[Any]
"""Rows with named columns; each query says which."""


class Texts(NamedTuple):
    """What administrators wrote into a report, and how often it has been written."""

    purpose: str = ""
    open_points: str = ""
    edition: int = 0


def select_campaigns(year: int | None = None) -> Statement:
    """Return the statement for campaigns that began in a year or, asking anew, went on in it; the newest first."""
    newest = (
        select(func.max(Assignment.cycle))
        .where(Assignment.campaign_id == Campaign.id)
        .correlate(Campaign)
        .scalar_subquery()
    )
    statement = select(
        Campaign.id,
        name_in(Campaign, language()).label("name"),
        Campaign.release_id,
        Campaign.opens_at,
        Campaign.due_at,
        Campaign.due_days,
        Campaign.due_moves,
        Campaign.pauses,
        Campaign.paused_at,
        Campaign.created_at,
        Campaign.closed_at,
        Campaign.audience,
        Campaign.audiences,
        Campaign.repeats,
        Campaign.repeat_months,
        Campaign.rhythms,
        func.coalesce(newest, 1).label("newest"),
    ).order_by(Campaign.opens_at.desc(), Campaign.id.desc())
    if year is None:
        return statement
    begins, ends = dates.start_of(date(year, 1, 1)), dates.start_of(date(year + 1, 1, 1))
    has_rhythm = or_(Campaign.repeats.is_not(None), Campaign.rhythms != "[]")
    goes_on = and_(has_rhythm, or_(Campaign.closed_at.is_(None), Campaign.closed_at >= begins))
    if begins > clock.now():
        goes_on = false()  # no later round begins in a year that has not
    return statement.where(Campaign.opens_at < ends, or_(Campaign.opens_at >= begins, goes_on))


def get_campaign(campaign_id: uuid.UUID) -> Any:
    """Return one campaign, with the columns of `select_campaigns`; raise NotFound when there is none."""
    row = db.session.execute(select_campaigns().where(Campaign.id == campaign_id)).one_or_none()
    if row is None:
        raise NotFound
    return row


def get_years(today: date) -> range:
    """Return the years from the first campaign to the present one, or to the last that is planned already."""
    first, last = db.session.execute(select(func.min(Campaign.opens_at), func.max(Campaign.opens_at))).one()
    if first is None or last is None:
        return range(today.year, today.year + 1)
    begun, ends = dates.day_of(first).year, dates.day_of(last).year
    return range(min(begun, today.year), max(ends, today.year) + 1)


def get_texts(campaign_id: uuid.UUID, cycle: int) -> Texts:
    """Return what is written in the report of a cycle; until then, the purpose of the cycle before it."""
    row = db.session.execute(
        select(ReportText.cycle, ReportText.purpose, ReportText.open_points, ReportText.edition)
        .where(ReportText.campaign_id == campaign_id, ReportText.cycle <= cycle)
        .order_by(ReportText.cycle.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return Texts()
    return Texts(row.purpose, row.open_points, row.edition) if row.cycle == cycle else Texts(row.purpose)


def hold_texts(campaign_id: uuid.UUID, cycle: int) -> ReportText:
    """Return what is written in the report of a cycle, held for whoever changes it."""
    own = (ReportText.campaign_id == campaign_id, ReportText.cycle == cycle)
    return db.session.scalars(select(ReportText).where(*own).with_for_update()).one()


def count(asked: Asked) -> Figures:
    """Count the people of a cycle, grouped by how they stood, in one statement."""
    each = standing(asked).subquery()
    tries = case((each.c.tries >= MANY, MANY), else_=each.c.tries)
    keys = (
        each.c.source,
        each.c.has_left,
        each.c.outcome,
        each.c.passed_by,
        each.c.is_past_due,
        each.c.passed_first,
        band(each.c.score),
        each.c.release,
        tries,
        each.c.extended_until.is_not(None),
        each.c.has_moved,
        each.c.employment,
    )
    inner = select(*(key.label(f"key_{place}") for place, key in enumerate(keys))).subquery()
    return figures_of(db.session.execute(select(*inner.c, func.count()).group_by(*inner.c)).all())


def find_taken_release(campaign_id: uuid.UUID, cycle: int, moment: datetime) -> uuid.UUID | None:
    """Return the newest release that somebody had finished by then in a cycle; a campaign may give another by now."""
    quiz_key = select(Release.quiz_key).join(Campaign, Campaign.release_id == Release.id)
    taken = (
        select(Attempt.id)
        .join(Assignment, assignment_of(Attempt))
        .where(Attempt.release_id == Release.id, Attempt.finished_at <= moment, Attempt.practice.is_(False))
        .where(Assignment.campaign_id == campaign_id, Assignment.cycle == cycle)
        .correlate(Release)
    )
    return db.session.scalar(
        select(Release.id)
        .where(Release.quiz_key == quiz_key.where(Campaign.id == campaign_id).scalar_subquery(), taken.exists())
        .order_by(Release.number.desc())
        .limit(1)
    )


def list_releases(release_id: uuid.UUID, numbers: Collection[int]) -> Rows:
    """Return id, published_at and approval of a release, and of those of its quiz with other numbers."""
    quiz_key = select(Release.quiz_key).where(Release.id == release_id).scalar_subquery()
    return db.session.execute(
        select(Release.id, Release.published_at, Release.approval)
        .where(Release.quiz_key == quiz_key, or_(Release.id == release_id, Release.number.in_(numbers)))
        .order_by(Release.number)
    ).all()


def count_decisions(asked: Asked) -> Rows:
    """Return kind, is_taken_back, is_later, number and people of what was decided about single people.

    What is later than the moment includes what takes a decision back.
    """
    is_taken_back, is_later = taken_back(asked.moment), Override.given_at > asked.moment
    each = (
        select(
            Override.kind, is_taken_back.label("is_taken_back"), (~counts(asked)).label("is_later"), Override.person_id
        )
        .join(Assignment, assignment_of(Override))
        .where(*asked.own(), or_(counts(asked), is_later))
        .subquery()
    )
    counted = (func.count().label("number"), func.count(distinct(each.c.person_id)).label("people"))
    keys = (each.c.kind, each.c.is_taken_back, each.c.is_later)
    return db.session.execute(select(*keys, *counted).group_by(*keys)).all()


def find_round(asked: Asked) -> Round | None:
    """Return the settled round of a cycle in which most people answered, as gaps know it."""
    found = db.session.scalar(
        select(CohortRound.id)
        .where(CohortRound.campaign_id == asked.campaign_id, CohortRound.cycle == asked.cycle)
        .where(CohortRound.settled_at <= asked.moment, CohortRound.respondents > 0)
        .order_by(CohortRound.respondents.desc(), CohortRound.id)
        .limit(1)
    )
    return gaps.get_round(EVERYBODY, found) if found else None


def select_people(asked: Asked, language: str) -> Statement:
    """Return the statement for one row per person of the cycle, by name: what the figures count, and never answers."""
    extra = (
        func.coalesce(PersonIdentity.display_name, "").label("display_name"),
        PersonIdentity.employee_number,
        team_name(language).label("team_name"),
        Assignment.assigned_at,
        Assignment.due_at,
        case((User.deactivated_at <= asked.moment, User.deactivated_at)).label("left_at"),
    )
    return (
        standing(asked, extra)
        .outerjoin(PersonIdentity, PersonIdentity.person_id == User.id)
        .outerjoin(TeamMembership, TeamMembership.person_id == User.id)
        .outerjoin(Team, Team.id == TeamMembership.team_id)
        .order_by(PersonIdentity.display_name, User.id)
    )


def select_decisions(asked: Asked) -> Statement:
    """Return the statement for one row per decision, the oldest first, with who decided and what took it back."""
    person, giver, manager = aliased(PersonIdentity), aliased(PersonIdentity), aliased(PersonIdentity)
    later = aliased(Override)
    by_then = (later.person_id == Override.person_id, later.takes_back_id == Override.id)
    return (
        select(
            *Override.__table__.c,
            func.coalesce(person.display_name, "").label("display_name"),
            person.employee_number,
            func.coalesce(giver.display_name, "").label("giver"),
            manager.display_name.label("stood_in_for"),
            later.given_at.label("taken_back_at"),
            later.reason.label("taken_back_why"),
        )
        .join(Assignment, assignment_of(Override))
        .outerjoin(person, person.person_id == Override.person_id)
        .outerjoin(giver, giver.person_id == Override.given_by)
        .outerjoin(manager, manager.person_id == Override.given_for)
        .outerjoin(later, and_(*by_then, later.given_at <= asked.moment))
        .where(*asked.own(), counts(asked))
        .order_by(Override.given_at, Override.id)
    )
