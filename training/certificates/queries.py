"""Certificates: of the person who earned them, and by the address that is printed on them."""

import uuid
from typing import Any

from sqlalchemy import Row, Select, func, or_, select

from training.errors import NotFound
from training.extensions import db
from training.joins import attempt_of_certificate, is_taken_back, override_of_certificate
from training.models import Attempt, Certificate, Override, PersonIdentity


def get_certificate(person_id: uuid.UUID, cause_id: uuid.UUID) -> Row[*tuple[Any, ...]]:
    """Return the person's own certificate for an attempt or a decision; raise NotFound when there is none.

    One whose decision was taken back proves nothing any more, so there is none.
    """
    own = (Certificate.person_id == person_id, ~is_taken_back())
    of_cause = or_(Certificate.attempt_id == cause_id, Certificate.override_id == cause_id)
    return _one(_certificates().where(*own, of_cause))


def get_printed(address: str) -> Row[*tuple[Any, ...]]:
    """Return the certificate with this address on it, taken back or not; raise NotFound for any other address.

    The name is None where it is no longer kept.
    """
    return _one(
        _certificates().add_columns(is_taken_back().label("taken_back")).where(Certificate.address == address.lower())
    )


def _one(statement: Select[*tuple[Any, ...]]) -> Row[*tuple[Any, ...]]:
    row = db.session.execute(statement).one_or_none()
    if row is None:
        raise NotFound
    return row


def _certificates() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Certificate.address,
            Certificate.passed_on,
            Certificate.valid_until,
            func.coalesce(Attempt.release_id, Override.release_id).label("release_id"),
            Override.kind,
            PersonIdentity.display_name,
        )
        .outerjoin(Attempt, attempt_of_certificate())
        .outerjoin(Override, override_of_certificate())
        .outerjoin(PersonIdentity, PersonIdentity.person_id == Certificate.person_id)
    )
