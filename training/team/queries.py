"""Who has finished and who is late, for the people of a scope. Completion follows the present team."""

import uuid
from collections.abc import Collection, Iterable, Sequence, Set
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, ScalarSelect, Uuid, and_, case, func, null, or_, select

from training.errors import NotFound
from training.extensions import db
from training.i18n import language
from training.joins import attempt_of_certificate, is_taken_back, override_of_certificate
from training.models import (
    Assignment,
    Attempt,
    Campaign,
    Certificate,
    Override,
    OverrideKind,
    Release,
    Team,
    TeamMembership,
    User,
    UserStatus,
)
from training.models.completion import NOWHERE
from training.models.delivery import Repeats
from training.naming import name_in
from training.team.completion import relations
from training.team.completion.sources import Sources, reaches
from training.team.filters import UNFINISHED, Wanted
from training.team.scope import Scope, members_of
from training.team.selection import (
    Statement,
    assignment_columns,
    list_order,
    people_with_assignments,
    person_columns,
    person_conditions,
    team_name,
    with_place,
)
from training.team.status import ShownStatus, is_here, shown_status
from training.team.tree import TeamNode, TeamTree

Rows = Sequence[Any]
"""Rows with named columns; each query says which."""


_DUE = (Campaign.due_days, Campaign.due_moves, Campaign.repeats, Campaign.rhythms)
"""What beside its dates says when a campaign is due."""


class People(NamedTuple):
    """How many people there are, how many have late or unfinished training, and when the next is due."""

    total: int
    assigned: int
    late: int
    unfinished: int
    next_due_at: datetime | None


class CampaignLine(NamedTuple):
    """A campaign as a line of an overview."""

    id: uuid.UUID
    name: str
    due_at: datetime
    opens_at: datetime
    due_days: int | None
    due_moves: str
    repeats: Repeats | None
    rhythms: str
    paused_at: datetime | None


class Alike(NamedTuple):
    """How many assignments of a campaign stand alike; in a place, one team or none, if places are told apart."""

    campaign_id: uuid.UUID
    place: uuid.UUID | None
    status: ShownStatus
    due_at: datetime
    settled_by: OverrideKind | None
    is_extended: bool
    number: int

    @property
    def team_id(self) -> uuid.UUID | None:
        """Return the team, if it is one."""
        return None if self.place == NOWHERE else self.place


def get_tree(scope: Scope, language: str) -> TeamTree:
    """Return the teams that may be shown."""
    name = team_name(language)
    rows = db.session.execute(
        select(Team.id, name.label("name"), Team.parent_id)
        .where(scope.allows_team(), Team.archived_at.is_(None))
        .order_by(name, Team.id)
    )
    return TeamTree(TeamNode(*row) for row in rows)


def list_campaigns(sources: Sources) -> Rows:
    """Return id, name, dates and state of the opened campaigns that reach somebody, the newest first."""
    found = sources.opened
    known = {row.id for row in found if row.is_reached}
    if sources.has_kept and len(known) < len(found):
        # Only those that nobody has at present: among many people this takes longer than all else on a page.
        rest = select(Campaign.id).where(Campaign.id.not_in(known), Campaign.opens_at <= sources.now)
        known |= set(db.session.scalars(rest.where(reaches(sources.scope))))
    return [row for row in found if row.id in known]


def get_campaign(scope: Scope, campaign_id: uuid.UUID, now: datetime) -> Any:
    """Return id, name, dates, release and its number of an opened campaign that reaches somebody."""
    dates = (Campaign.opens_at, Campaign.due_at, *_DUE, Campaign.closed_at, Campaign.paused_at, Campaign.pauses)
    row = db.session.execute(
        select(Campaign.id, name_in(Campaign, language()).label("name"), *dates, Campaign.release_id, Release.number)
        .join(Release, Release.id == Campaign.release_id)
        .where(Campaign.id == campaign_id, Campaign.opens_at <= now, reaches(scope))
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def get_person(scope: Scope, person_id: uuid.UUID, language: str) -> Any:
    """Return id, display_name, team_name and deactivated_at of a person in scope, whether still here or not."""
    row = db.session.execute(
        with_place(select(User.id, User.deactivated_at, *person_columns(language)).select_from(User)).where(
            User.id == person_id, scope.allows_person()
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def list_assignments(scope: Scope, person_id: uuid.UUID, now: datetime) -> Rows:
    """Return the assignments of a person in scope, open and closed, the latest due first; never answers."""
    return db.session.execute(
        select(
            *assignment_columns(now),
            func.coalesce(Assignment.ended_at, Campaign.closed_at).label("closed_at"),
            Campaign.paused_at,
            _valid_until().label("valid_until"),
        )
        .select_from(Assignment)
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .join(User, User.id == Assignment.person_id)
        .where(Assignment.person_id == person_id, scope.allows_person(), Campaign.opens_at <= now)
        .order_by(Assignment.due_at.desc(), Assignment.id)
    ).all()


def _valid_until() -> ScalarSelect[date | None]:
    """Return the last day of the certificate of an assignment; None without one or without an end."""
    return (
        select(func.max(Certificate.valid_until))
        .outerjoin(Attempt, attempt_of_certificate())
        .outerjoin(Override, override_of_certificate())
        .where(Certificate.person_id == Assignment.person_id, ~is_taken_back())
        .where(func.coalesce(Attempt.assignment_id, Override.assignment_id) == Assignment.id)
        .correlate(Assignment)
        .scalar_subquery()
    )


def list_alike(sources: Sources, *, apart: bool = True) -> list[Alike]:
    """Count the present assignments of a page, alike ones together, and if `apart` those of a place."""
    own, shown = _present(sources)
    return _list_alike(own, shown, own.place if apart else null().cast(Uuid()), [own.place] if apart else [])


def tell_apart(sources: Sources, alike: Collection[Alike]) -> list[Alike]:
    """Return what `list_alike` tells by place of those among which some are."""
    own, shown = _present(sources)
    meant = {(one.campaign_id, one.due_at, one.status) for one in alike}
    campaigns, dues, statuses = (set(values) for values in zip(*meant, strict=True))
    wanted = (own.campaign_id.in_(campaigns), own.due_at.in_(dues), shown.in_(sorted(statuses)))
    found = _list_alike(own, shown, own.place, [own.place], wanted)
    return [one for one in found if (one.campaign_id, one.due_at, one.status) in meant]


def count_by_team(sources: Sources) -> list[tuple[uuid.UUID | None, ShownStatus, int]]:
    """Count the present assignments of a page by team and status."""
    own, shown = _present(sources)
    number = func.sum(own.number)
    rows = db.session.execute(select(own.place, shown, number).group_by(own.place, "shown").having(number > 0))
    return [(None if place == NOWHERE else place, ShownStatus(status), count) for place, status, count in rows]


def _present(sources: Sources) -> tuple[Any, Any]:
    """Return the present assignments of a page, and their status as a page shows it."""
    own = relations.assignments(sources).c
    return own, shown_status(sources.now, own).label("shown")


def _list_alike(
    own: Any, shown: Any, place: Any, by_place: Sequence[Any], wanted: Iterable[ColumnElement[bool]] = ()
) -> list[Alike]:
    number = func.sum(own.number)
    statement = select(own.campaign_id, place, shown, own.due_at, own.settled_by, own.is_extended, number)
    alike = (own.campaign_id, *by_place, "shown", own.due_at, own.settled_by, own.is_extended)
    rows = db.session.execute(statement.where(*wanted).group_by(*alike).having(number > 0))
    return [Alike(row[0], row[1], ShownStatus(row[2]), *row[3:]) for row in rows]


def list_lines(sources: Sources, alike: Iterable[Alike]) -> list[CampaignLine]:
    """Return the campaigns of `alike` as lines, the one that is due first coming first."""
    found = {one.campaign_id for one in alike}
    lines = [CampaignLine(*row[: len(CampaignLine._fields)]) for row in sources.opened if row.id in found]
    return sorted(lines, key=lambda line: (line.due_at, line.id))


def count_people(sources: Sources, alike: Iterable[Alike]) -> People:
    """Count people, however many assignments each of them has; `alike` are all of these."""
    own, now = relations.people(sources).c, sources.now
    is_waited_for = and_(own.due_at.is_not(None), is_here(now, own))

    def number(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, own.number), else_=0)), 0)

    counts = (
        func.coalesce(func.sum(own.number), 0),
        number(own.is_assigned),
        number(and_(is_waited_for, own.due_at < now)),
        number(is_waited_for),
    )
    waiting = (one.due_at for one in alike if one.status in UNFINISHED and one.due_at >= now)
    total, assigned, late, unfinished = db.session.execute(select(*counts)).one()
    return People(total, assigned, late, unfinished, min(waiting, default=None))


def select_records(scope: Scope, wanted: Wanted, language: str, now: datetime) -> Statement:
    """Return the statement for one row per person and assignment; people without any have one with NULLs."""
    columns = (User.id.label("person_id"), User.deactivated_at, *person_columns(language), *assignment_columns(now))
    statement = people_with_assignments(with_place(select(*columns).select_from(User)), wanted, now)
    statement = statement.outerjoin(Campaign, Campaign.id == Assignment.campaign_id)
    order = list_order(wanted.sort, language, now)
    return statement.where(*person_conditions(scope, wanted, now)).order_by(*order)


def list_first(records: Statement, most: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """List at most so many of the records of a statement of `select_records`."""
    return db.session.execute(records.limit(most)).all()


def select_alike(alike: Sequence[Alike], language: str, now: datetime) -> Statement:
    """Return the statement for what `select_records` tells of those among whom all of `alike` are, and a few others."""
    columns = (User.id.label("person_id"), User.deactivated_at, *person_columns(language), *assignment_columns(now))
    return (
        with_place(select(*columns).select_from(User).join(Assignment, Assignment.person_id == User.id))
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .where(_in_places({one.team_id for one in alike}))
        .where(User.status != UserStatus.DEACTIVATED, Assignment.ended_at.is_(None))
        .where(Assignment.campaign_id.in_({one.campaign_id for one in alike}))
    )


def _in_places(teams: Set[uuid.UUID | None]) -> ColumnElement[bool]:
    """Return the condition on whose present team is one of these, said so that both databases begin with it."""
    if None in teams:
        return or_(TeamMembership.team_id.is_(None), TeamMembership.team_id.in_(teams - {None}))
    return and_(TeamMembership.team_id.in_(teams), Assignment.person_id.in_(members_of(teams)))
