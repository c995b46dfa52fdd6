"""More time for one person, where a training has a time limit."""

import uuid
from typing import NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from training import audit
from training.errors import NotFound, Refused
from training.extensions import db
from training.learning import service as learning
from training.models import Assignment, Campaign, PersonIdentity

MOST_MINUTES = 480

TIME_GRANTED = audit.declare("campaign.time-granted", "campaign", "person_id", "extra_minutes", "reason")


class Person(NamedTuple):
    """One of the people of a campaign, and how much more time they get."""

    extra_minutes: int
    campaign_id: uuid.UUID
    campaign_name: str
    release_id: uuid.UUID
    display_name: str


def get_person(campaign_id: uuid.UUID, person_id: uuid.UUID) -> Person:
    """Return one of the people of a campaign; raise NotFound for anybody else."""
    row = db.session.execute(
        select(
            Assignment.extra_minutes,
            Campaign.id,
            Campaign.name,
            Campaign.release_id,
            func.coalesce(PersonIdentity.display_name, ""),
        )
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .outerjoin(PersonIdentity, PersonIdentity.person_id == Assignment.person_id)
        .where(Assignment.campaign_id == campaign_id, Assignment.person_id == person_id)
    ).first()
    if row is None:
        raise NotFound
    return Person(*row)


def grant(campaign_id: uuid.UUID, person_id: uuid.UUID, minutes: int, reason: str, actor_id: uuid.UUID) -> None:
    """Give a person so many minutes more than others, in an open attempt as well; raise NotFound, Refused."""
    assignment = db.session.scalar(
        select(Assignment)
        .where(Assignment.campaign_id == campaign_id, Assignment.person_id == person_id)
        .order_by(Assignment.cycle.desc())
        .limit(1)
        .with_for_update()
    )
    if assignment is None:
        raise NotFound
    if not 0 <= minutes <= MOST_MINUTES or not reason:
        raise Refused(_l("Extra time needs a number of minutes and a reason."))
    if assignment.extra_minutes == minutes:
        return
    assignment.extra_minutes = minutes
    db.session.flush()
    learning.write_end(person_id, assignment.id, minutes)
    audit.record(TIME_GRANTED, campaign_id, actor_id, person_id=person_id.hex, extra_minutes=minutes, reason=reason)
