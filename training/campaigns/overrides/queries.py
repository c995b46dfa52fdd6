"""Whose training can be decided about, and what was decided."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, select, true
from sqlalchemy.orm import aliased

from training import dates
from training.campaigns.due import Days, Duty, due_at
from training.campaigns.overrides.rules import WHY_CLOSED, WHY_SENT, Decision, Facts, InForce
from training.campaigns.rules import rule_of
from training.errors import NotFound, Refused
from training.extensions import db
from training.i18n import language
from training.joins import is_taken_back
from training.models import (
    Assignment,
    Attempt,
    Campaign,
    Certificate,
    Override,
    OverrideKind,
    PersonIdentity,
    User,
    UserStatus,
)
from training.models.delivery import Repeats
from training.naming import name_in
from training.team.scope import Scope
from training.team.status import DONE

_MOST_NAMED = 1_000
_SAID = ("until", "minutes", "held_on", "place", "evidence")
"""What a decision says beside its kind and reason."""
_HELD = (
    Assignment.person_id,
    Assignment.id,
    Assignment.status,
    Assignment.settled_by,
    Assignment.completed_at,
    Assignment.due_at,
    Assignment.assigned_at,
    Assignment.begins_on,
    Assignment.cycle,
    Assignment.extra_minutes,
    Assignment.attempts_finished,
    Assignment.reset_after,
    Assignment.override_count,
)

Key = tuple[uuid.UUID, uuid.UUID]
"""A person and an assignment, or a person and a decision."""


class Target(NamedTuple):
    """One person's latest assignment in a campaign, ready to be decided about."""

    person_id: uuid.UUID
    assignment_id: uuid.UUID
    cycle: int
    locale: str
    override_count: int
    facts: Facts


def list_targets(
    campaign: Campaign,
    scope: Scope,
    *,
    people: Collection[uuid.UUID] | None = None,
    late_before: datetime | None = None,
) -> list[Target]:
    """Hold and return the assignments of `people` who are in scope, or of everybody there who has not finished.

    With `late_before`, a moment, only of those whose training was due before it.
    """
    parts = [_is_asked_for()] if people is None else [User.id.in_(part) for part in _parts(people)]
    is_late = true() if late_before is None else Assignment.due_at < late_before
    zone, found = dates.zone_name(), []
    for part in parts:
        held = _targets(campaign.id, scope).where(part, is_late).with_for_update(of=Assignment)
        rows = db.session.execute(held).all()
        found += [_target(campaign, row, zone) for row in rows]
    return found


def get_facts(campaign_id: uuid.UUID, person_id: uuid.UUID, scope: Scope) -> Facts:
    """Return what is known of one person's latest assignment, to look at; raise NotFound for anybody out of scope."""
    campaign = db.session.get(Campaign, campaign_id)
    wanted = _targets(campaign_id, scope).where(User.id == person_id)
    row = db.session.execute(wanted).one_or_none()
    if campaign is None or row is None:
        raise NotFound
    return _target(campaign, row, dates.zone_name()).facts


def _targets(campaign_id: uuid.UUID, scope: Scope) -> Select[*tuple[Any, ...]]:
    own = (Attempt.person_id == Assignment.person_id, Attempt.assignment_id == Assignment.id)
    counted = (*own, Attempt.practice.is_(False))
    is_open = exists().where(*counted, Attempt.finished_at.is_(None)).correlate(Assignment)
    passed_at = select(func.min(Attempt.finished_at)).where(*counted, Attempt.passed.is_(True)).correlate(Assignment)
    return (
        select(
            *_HELD,
            User.locale,
            User.hired_on,
            User.leave_from,
            User.leave_until,
            is_open.label("has_open_attempt"),
            passed_at.scalar_subquery().label("attempt_passed_at"),
        )
        .join(User, User.id == Assignment.person_id)
        .where(Assignment.campaign_id == campaign_id, scope.allows_person(), is_latest())
        .order_by(Assignment.person_id)
    )


def _is_asked_for() -> ColumnElement[bool]:
    """Return the condition that somebody who is still here has something to finish."""
    is_here = User.status != UserStatus.DEACTIVATED
    return and_(Assignment.status.not_in(DONE), Assignment.ended_at.is_(None), is_here)


def is_latest() -> ColumnElement[bool]:
    """Return the condition that no later cycle of the campaign has an assignment of the same person."""
    later = aliased(Assignment)
    return ~exists().where(
        later.campaign_id == Assignment.campaign_id,
        later.person_id == Assignment.person_id,
        later.cycle > Assignment.cycle,
    )


def _target(campaign: Campaign, row: Row[Any], zone: str) -> Target:
    leave = Days(row.leave_from, row.leave_until) if row.leave_from else None
    duty = Duty(dates.day_of(row.assigned_at, zone), row.hired_on, row.begins_on, leave)
    ruled = due_at(rule_of(campaign, row.cycle, zone), duty, dates.today(), zone)
    facts = Facts(
        status=row.status,
        settled_by=row.settled_by,
        completed_at=row.completed_at,
        due_on=dates.day_of(row.due_at),
        ruled_due_on=dates.day_of(ruled),
        extra_minutes=row.extra_minutes,
        attempts_finished=row.attempts_finished,
        reset_after=row.reset_after,
        has_open_attempt=row.has_open_attempt,
        attempt_passed_at=row.attempt_passed_at,
    )
    return Target(row.person_id, row.id, row.cycle, row.locale, row.override_count, facts)


def list_in_force(keys: Collection[Key]) -> Mapping[Key, list[InForce]]:
    """Map (person id, assignment id) to the decisions that nothing has taken back, the oldest first."""
    wanted, found = set(keys), defaultdict[Key, list[InForce]](list)
    for part in _parts([assignment_id for _person_id, assignment_id in wanted]):
        for row in db.session.scalars(_in_order().where(Override.assignment_id.in_(part), ~is_taken_back())):
            found[row.person_id, row.assignment_id].append(in_force(row))
    return found


def map_salts(person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, bytes]:
    """Map people to the salts of digests about them; whoever was pseudonymised has none."""
    found: dict[uuid.UUID, bytes] = {}
    for part in _parts(list(person_ids)):
        rows = select(PersonIdentity.person_id, PersonIdentity.salt).where(PersonIdentity.person_id.in_(part))
        found |= {row.person_id: row.salt for row in db.session.execute(rows)}
    return found


def in_force(row: Override) -> InForce:
    """Return a decision as the rules read it."""
    held_until = dates.end_of(row.held_on) if row.held_on else None
    return InForce(row.kind, row.until, row.minutes, row.attempts, held_until, row.given_at)


def list_done_by(decision: Decision) -> set[uuid.UUID]:
    """Return the assignments about which a form has decided already; raise Refused when it decided something else."""
    rows = db.session.scalars(select(Override).where(Override.request_id == decision.request_id)).all()
    wanted = (decision.kind, decision.reason.strip(), *(getattr(decision, name) for name in _SAID))
    if any((row.kind, row.reason, *(getattr(row, name) for name in _SAID)) != wanted for row in rows):
        raise Refused(WHY_SENT)
    return {row.assignment_id for row in rows}


def _in_order() -> Select[Override]:
    return select(Override).where(Override.kind != OverrideKind.TAKING_BACK).order_by(Override.given_at, Override.id)


def _parts(ids: Collection[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    left = iter(ids)
    while part := [*islice(left, _MOST_NAMED)]:
        yield part


class Person(NamedTuple):
    """One of the people of a campaign, as a page names them."""

    person_id: uuid.UUID
    display_name: str
    assignment_id: uuid.UUID
    campaign_id: uuid.UUID
    campaign_name: str
    release_id: uuid.UUID
    is_closed: bool
    assignment: Assignment


def get_person(campaign_id: uuid.UUID, person_id: uuid.UUID, scope: Scope) -> Person:
    """Return one of the people of a campaign with the latest assignment; raise NotFound for anybody out of scope."""
    row = db.session.execute(
        select(
            Assignment,
            Campaign,
            name_in(Campaign, language()).label("name"),
            func.coalesce(PersonIdentity.display_name, "").label("display_name"),
        )
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .join(User, User.id == Assignment.person_id)
        .outerjoin(PersonIdentity, PersonIdentity.person_id == Assignment.person_id)
        .where(Campaign.id == campaign_id, User.id == person_id, scope.allows_person(), is_latest())
    ).one_or_none()
    if row is None:
        raise NotFound
    held, campaign = row.Assignment, row.Campaign
    return Person(
        person_id,
        row.display_name,
        held.id,
        campaign_id,
        row.name,
        campaign.release_id,
        campaign.closed_at is not None,
        held,
    )


def list_overrides(person_id: uuid.UUID, assignment_id: uuid.UUID) -> Sequence[Any]:
    """Return what was decided about an assignment, the newest first, with who decided and what took it back."""
    giver, manager, taker = aliased(PersonIdentity), aliased(PersonIdentity), aliased(Override)
    return db.session.execute(
        select(
            *Override.__table__.c,
            func.coalesce(giver.display_name, "").label("giver"),
            manager.display_name.label("stood_in_for"),
            taker.id.label("taken_back_by"),
        )
        .outerjoin(giver, giver.person_id == Override.given_by)
        .outerjoin(manager, manager.person_id == Override.given_for)
        .outerjoin(taker, and_(taker.person_id == Override.person_id, taker.takes_back_id == Override.id))
        .where(Override.person_id == person_id, Override.assignment_id == assignment_id)
        .order_by(Override.given_at.desc(), Override.id.desc())
    ).all()


def get_override(person_id: uuid.UUID, assignment_id: uuid.UUID, override_id: uuid.UUID) -> Override:
    """Return one decision about an assignment; raise NotFound for any other."""
    own = (Override.person_id == person_id, Override.assignment_id == assignment_id, Override.id == override_id)
    row = db.session.scalar(select(Override).where(*own))
    if row is None:
        raise NotFound
    return row


def was_taken_back(person_id: uuid.UUID, override_id: uuid.UUID) -> bool:
    """Tell whether a later decision takes this one back."""
    own = (Override.person_id == person_id, Override.takes_back_id == override_id)
    return db.session.scalar(select(Override.id).where(*own)) is not None


def find_certificate(person_id: uuid.UUID, assignment_id: uuid.UUID) -> uuid.UUID | None:
    """Return the decision in force whose certificate the person has for an assignment, if any."""
    return db.session.scalar(
        select(Override.id)
        .join(Certificate, and_(Certificate.person_id == Override.person_id, Certificate.override_id == Override.id))
        .where(Override.person_id == person_id, Override.assignment_id == assignment_id, ~is_taken_back())
        .order_by(Override.given_at.desc())
        .limit(1)
    )


class OpenCampaign(NamedTuple):
    """A campaign in which time can be given, with the numbers of those in scope."""

    id: uuid.UUID
    name: str
    opens_at: datetime
    due_at: datetime
    due_days: int | None
    due_moves: str
    repeats: Repeats | None
    rhythms: str
    unfinished: int
    late: int


def get_open_campaign(campaign_id: uuid.UUID, scope: Scope, now: datetime) -> OpenCampaign:
    """Return a campaign that reaches somebody in scope; raise NotFound, or Refused when it is closed."""
    unfinished = Assignment.status.not_in(DONE)
    dates_of_it = (Campaign.opens_at, Campaign.due_at, Campaign.due_days, Campaign.due_moves)
    row = db.session.execute(
        select(
            Campaign.id,
            name_in(Campaign, language()).label("name"),
            *dates_of_it,
            Campaign.repeats,
            Campaign.rhythms,
            Campaign.closed_at,
            func.sum(case((unfinished, 1), else_=0)).label("unfinished"),
            func.sum(case((and_(unfinished, Assignment.due_at < now), 1), else_=0)).label("late"),
        )
        .join(Assignment, Assignment.campaign_id == Campaign.id)
        .join(User, User.id == Assignment.person_id)
        .where(Campaign.id == campaign_id, scope.allows_person(), is_latest())
        .where(User.status != UserStatus.DEACTIVATED)
        .group_by(Campaign.id)
    ).one_or_none()
    if row is None:
        raise NotFound
    if row.closed_at is not None:
        raise Refused(WHY_CLOSED)
    return OpenCampaign(*(getattr(row, name) for name in OpenCampaign._fields))
