"""Certificates, scoped by their owner."""

import uuid
from typing import Any

from sqlalchemy import Row, and_, select

from training.errors import NotFound
from training.extensions import db
from training.models import Attempt, Certificate, PersonIdentity


def get_certificate(person_id: uuid.UUID, attempt_id: uuid.UUID) -> Row[*tuple[Any, ...]]:
    """Return the person's own certificate for an attempt; raise NotFound when there is none."""
    row = db.session.execute(
        select(
            Certificate.address,
            Certificate.issued_at,
            Certificate.attempt_id,
            Attempt.release_id,
            Attempt.score,
            PersonIdentity.display_name,
        )
        .join(Attempt, and_(Attempt.person_id == Certificate.person_id, Attempt.id == Certificate.attempt_id))
        .join(PersonIdentity, PersonIdentity.person_id == Certificate.person_id)
        .where(Certificate.person_id == person_id, Certificate.attempt_id == attempt_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row
