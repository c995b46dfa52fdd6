"""Assignments of a campaign: made in one statement, each once, however often it runs; their due dates."""

import uuid
from typing import Any, NamedTuple

from sqlalchemy import Uuid, literal, select, update
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from training import clock
from training.campaigns.audience import Audience, person_ids
from training.extensions import db
from training.models import Assignment, AssignmentStatus, Campaign, User
from training.statements import inserting

_CYCLE = 1


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
        Assignment.due_at: literal(due_of(campaign), Assignment.due_at.type),
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
    # One statement, whoever is new: their number can exceed what a statement takes as parameters.
    locales = dict(
        db.session.execute(
            select(User.id, User.locale)
            .join(Assignment, Assignment.person_id == User.id)
            .where(Assignment.campaign_id == campaign.id)
        ).all()
    )
    return [NewAssignment(row.id, row.person_id, locales[row.person_id]) for row in new]


def write_due_dates(campaign: Campaign) -> None:
    """Write the due date of every assignment of `campaign` anew; needed whenever its inputs change."""
    db.session.execute(
        update(Assignment).where(Assignment.campaign_id == campaign.id).values(due_at=due_of(campaign)),
        execution_options={"synchronize_session": False},
    )


def due_of(campaign: Campaign) -> Any:
    """Return when an assignment of `campaign` is due."""
    return campaign.due_at
