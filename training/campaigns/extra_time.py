"""More time for one person, where a training has a time limit."""

import uuid
from typing import NamedTuple

from sqlalchemy import func, select

from training.campaigns.overrides import service
from training.campaigns.overrides.rules import MOST_MINUTES, Decision
from training.errors import NotFound
from training.extensions import db
from training.models import Assignment, Campaign, OverrideKind, PersonIdentity

__all__ = ["MOST_MINUTES", "Person", "get_person", "grant"]


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
    """Give a person so many minutes more than others, in an open attempt as well; raises as `service.give`."""
    decision = Decision(OverrideKind.EXTRA_TIME, reason, minutes=minutes)
    service.give(campaign_id, person_id, decision, service.Giver(actor_id))
