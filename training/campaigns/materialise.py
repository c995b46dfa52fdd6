"""Assignments of a campaign: made in one statement, each once, however often it runs; their due dates."""

import uuid
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Select, Uuid, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from training import clock, dates
from training.campaigns.audience import Audience, person_ids
from training.campaigns.due import Days, DueRule, Duty, due_at
from training.extensions import db
from training.models import Assignment, AssignmentStatus, Campaign, User
from training.statements import connection, execute, inserting, updating

_CYCLE = 1
_MOST_NAMED = 1_000


class fresh_id(GenericFunction[uuid.UUID]):  # noqa: N801  # an SQL function is called by its class name
    """A new random id for each row of a statement."""

    type = Uuid()
    inherit_cache = True


@compiles(fresh_id, "sqlite")
def _fresh_id_on_sqlite(_element: fresh_id, _compiler: Any, **_options: Any) -> str:
    return "lower(hex(randomblob(16)))"


@compiles(fresh_id, "postgresql")
def _fresh_id_on_postgresql(_element: fresh_id, _compiler: Any, **_options: Any) -> str:
    return "gen_random_uuid()"


class NewAssignment(NamedTuple):
    """What the mail about an assignment needs to know."""

    id: uuid.UUID
    person_id: uuid.UUID
    locale: str


def assign_missing(campaign: Campaign, audience: Audience) -> list[NewAssignment]:
    """Assign `campaign` to whoever of `audience` has no assignment yet; return what is new."""
    values = {
        Assignment.person_id: User.id,
        Assignment.id: fresh_id(),
        Assignment.campaign_id: literal(campaign.id, Uuid()),
        Assignment.cycle: literal(_CYCLE),
        Assignment.status: literal(AssignmentStatus.NOT_STARTED, Assignment.status.type),
        Assignment.due_at: literal(campaign.due_at, Assignment.due_at.type),
        Assignment.assigned_at: literal(clock.now(), Assignment.assigned_at.type),
        Assignment.attempts_finished: literal(0),
    }
    found = select(*values.values()).where(User.id.in_(person_ids(audience)))
    statement = (
        inserting(Assignment)
        .from_select([column.key for column in values], found, include_defaults=False)
        .on_conflict_do_nothing(index_elements=["campaign_id", "person_id", "cycle"])
        .returning(Assignment.id, Assignment.person_id)
    )
    new = db.session.execute(statement).all()
    if new:
        write_due_dates(campaign)
    # One statement, whoever is new: their number can exceed what a statement takes as parameters.
    locales = dict(
        db.session.execute(
            select(User.id, User.locale)
            .join(Assignment, Assignment.person_id == User.id)
            .where(Assignment.campaign_id == campaign.id)
        ).all()
    )
    return [NewAssignment(row.id, row.person_id, locales[row.person_id]) for row in new]


def write_due_dates(campaign: Campaign, people: Collection[uuid.UUID] | None = None) -> None:
    """Write the due dates of `campaign` anew, of everybody or of `people`; needed whenever their inputs change."""
    zone, today = dates.zone_name(), dates.today()
    rule = rule_of(campaign, zone)
    for duties in _duties(campaign.id, people):
        changed = [
            {"the_person_id": row.person_id, "the_id": row.id, "due_at": due}
            for row in connection().execute(duties)
            if (due := due_at(rule, duty_of(row, zone), today, zone)) != row.due_at
        ]
        if changed:
            execute(updating(Assignment, "due_at"), changed)


def rule_of(campaign: Campaign, zone: str) -> DueRule:
    """Return what `campaign` says of its due dates."""
    return DueRule(begins_on=dates.day_of(campaign.opens_at, zone), due_at=campaign.due_at)


def duty_of(row: Any, zone: str) -> Duty:
    """Return what is known of the person in a row that `_duties` selects."""
    return Duty(
        assigned_on=dates.day_of(row.assigned_at, zone),
        joined_on=row.hired_on,
        leave=Days(row.leave_from, row.leave_until) if row.leave_from else None,
        extended_until=row.extended_until,
    )


def _duties(campaign_id: uuid.UUID, people: Collection[uuid.UUID] | None) -> Iterator[Select[*tuple[Any, ...]]]:
    """Make the statements, several where more people are named than one statement takes."""
    duties: Select[*tuple[Any, ...]] = (
        select(
            Assignment.person_id,
            Assignment.id,
            Assignment.assigned_at,
            Assignment.due_at,
            Assignment.extended_until,
            User.hired_on,
            User.leave_from,
            User.leave_until,
        )
        .join(User, User.id == Assignment.person_id)
        .where(Assignment.campaign_id == campaign_id)
    )
    if people is None:
        yield duties
    left = iter(people or ())
    while part := [*islice(left, _MOST_NAMED)]:
        yield duties.where(Assignment.person_id.in_(part))
