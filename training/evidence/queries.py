"""Certificates, scoped by their owner."""

import uuid
from typing import Any

from sqlalchemy import Row, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from training.errors import NotFound
from training.extensions import db
from training.models import Attempt, Certificate, Override, PersonIdentity


def get_certificate(person_id: uuid.UUID, cause_id: uuid.UUID) -> Row[*tuple[Any, ...]]:
    """Return the person's own certificate for an attempt or a decision; raise NotFound when there is none.

    One whose decision was taken back proves nothing any more, so there is none.
    """
    later = aliased(Override)
    taken_back = exists().where(later.person_id == Override.person_id, later.takes_back_id == Override.id)
    row = db.session.execute(
        select(
            Certificate.address,
            Certificate.issued_at,
            Certificate.attempt_id,
            func.coalesce(Attempt.release_id, Override.release_id).label("release_id"),
            Attempt.score,
            Override.kind,
            Override.held_on,
            PersonIdentity.display_name,
        )
        .outerjoin(Attempt, and_(Attempt.person_id == Certificate.person_id, Attempt.id == Certificate.attempt_id))
        .outerjoin(Override, and_(Override.person_id == Certificate.person_id, Override.id == Certificate.override_id))
        .join(PersonIdentity, PersonIdentity.person_id == Certificate.person_id)
        .where(Certificate.person_id == person_id, ~taken_back)
        .where(or_(Certificate.attempt_id == cause_id, Certificate.override_id == cause_id))
    ).one_or_none()
    if row is None:
        raise NotFound
    return row
