"""What changes of an attempt that is open, or is about to begin, read before they write."""

import uuid
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from training.extensions import db
from training.models import Assignment, AssignmentStatus, Attempt


class Open(NamedTuple):
    """A counted attempt that is not finished."""

    id: uuid.UUID
    release_id: uuid.UUID
    started_at: datetime


def get_status(person_id: uuid.UUID, assignment_id: uuid.UUID) -> AssignmentStatus:
    """Return how an assignment of the person stands."""
    own = (Assignment.person_id == person_id, Assignment.id == assignment_id)
    return db.session.scalars(select(Assignment.status).where(*own)).one()


def find_open(person_id: uuid.UUID, assignment_id: uuid.UUID) -> Open | None:
    """Return the counted attempt of an assignment that is open, if one is."""
    own = (Attempt.person_id == person_id, Attempt.assignment_id == assignment_id, Attempt.practice.is_(False))
    wanted = select(Attempt.id, Attempt.release_id, Attempt.started_at).where(*own, Attempt.finished_at.is_(None))
    row = db.session.execute(wanted).one_or_none()
    return Open(*row) if row else None
