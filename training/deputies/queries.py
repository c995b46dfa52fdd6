"""Who stands in for whom, with names; scope is by the manager that is given."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from training.errors import NotFound
from training.extensions import db
from training.models import Deputyship, PersonIdentity, TeamManager, User, UserStatus
from training.team.deputies import in_force
from training.team.selection import Statement

_COLUMNS = (
    Deputyship.id,
    Deputyship.manager_id,
    Deputyship.deputy_id,
    Deputyship.starts_on,
    Deputyship.ends_on,
    Deputyship.ended_at,
)


def select_of(manager_id: uuid.UUID) -> Statement:
    """Return the statement for all who stood, stand or will stand in for a manager, the latest first."""
    return _named().where(Deputyship.manager_id == manager_id).order_by(Deputyship.starts_on.desc(), Deputyship.id)


def list_about(person_id: uuid.UUID, today: date) -> Sequence[Any]:
    """Return who stands in for a person and for whom the person stands in, now or later, the next first."""
    own = or_(Deputyship.manager_id == person_id, Deputyship.deputy_id == person_id)
    coming = _named().where(own, Deputyship.ended_at.is_(None), Deputyship.ends_on >= today)
    return db.session.execute(coming.order_by(Deputyship.starts_on, Deputyship.id)).all()


def list_present(manager_ids: Sequence[uuid.UUID], today: date) -> dict[uuid.UUID, list[Any]]:
    """Map managers to who stands in for them today."""
    found: dict[uuid.UUID, list[Any]] = {}
    for row in db.session.execute(_named().where(Deputyship.manager_id.in_(manager_ids), in_force(today))):
        found.setdefault(row.manager_id, []).append(row)
    return found


def get_manager_name(person_id: uuid.UUID) -> str:
    """Return the name of a person, empty once it is erased; raise NotFound for nobody."""
    found = select(func.coalesce(PersonIdentity.display_name, "")).select_from(User)
    name = db.session.scalar(
        found.outerjoin(PersonIdentity, PersonIdentity.person_id == User.id).where(User.id == person_id)
    )
    if name is None:
        raise NotFound
    return name


def get_of(manager_id: uuid.UUID, deputyship_id: uuid.UUID) -> Deputyship:
    """Return a deputyship of a manager, held for whoever ends it; raise NotFound for any other."""
    own = (Deputyship.id == deputyship_id, Deputyship.manager_id == manager_id)
    row = db.session.scalar(select(Deputyship).where(*own).with_for_update().execution_options(populate_existing=True))
    if row is None:
        raise NotFound
    return row


def list_open_of(person_ids: Sequence[uuid.UUID], today: date) -> Sequence[Deputyship]:
    """Return, held, what has not ended of these people, on either side."""
    either = or_(Deputyship.manager_id.in_(person_ids), Deputyship.deputy_id.in_(person_ids))
    open_ones = select(Deputyship).where(either, Deputyship.ended_at.is_(None), Deputyship.ends_on >= today)
    return db.session.scalars(open_ones.order_by(Deputyship.id).with_for_update()).all()


def overlaps(manager_id: uuid.UUID, deputy_id: uuid.UUID, first: date, last: date) -> bool:
    """Tell whether the same person stands in for the same manager on one of these days already."""
    found = select(Deputyship.id).where(Deputyship.manager_id == manager_id, Deputyship.deputy_id == deputy_id)
    same_days = (Deputyship.ended_at.is_(None), Deputyship.starts_on <= last, Deputyship.ends_on >= first)
    return db.session.scalar(found.where(*same_days).limit(1)) is not None


def hold_manager(person_id: uuid.UUID) -> bool:
    """Tell whether somebody who is here manages a team, and let nobody else name deputies of the person meanwhile."""
    found = select(User.id).where(User.id == person_id, User.status != UserStatus.DEACTIVATED)
    held = db.session.scalar(found.with_for_update(key_share=True))
    manages = select(TeamManager.team_id).where(TeamManager.person_id == person_id).limit(1)
    return held is not None and db.session.scalar(manages) is not None


def hold_account(person_id: uuid.UUID) -> Any:
    """Do what `find_account` does, and let nobody deactivate the person meanwhile."""
    found = select(User.status, User.locale).where(User.id == person_id)
    return db.session.execute(found.with_for_update(key_share=True)).one_or_none()


def find_account(person_id: uuid.UUID) -> Any:
    """Return status and locale of a person, or None."""
    return db.session.execute(select(User.status, User.locale).where(User.id == person_id)).one_or_none()


def _named() -> Statement:
    manager, deputy = aliased(PersonIdentity), aliased(PersonIdentity)
    return (
        select(
            *_COLUMNS,
            func.coalesce(manager.display_name, "").label("manager_name"),
            func.coalesce(deputy.display_name, "").label("deputy_name"),
        )
        .select_from(Deputyship)
        .outerjoin(manager, manager.person_id == Deputyship.manager_id)
        .outerjoin(deputy, deputy.person_id == Deputyship.deputy_id)
    )
