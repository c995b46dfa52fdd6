"""What a change reads and holds, so that nobody else changes it at the same moment."""

import uuid

from sqlalchemy import select

from training.errors import NotFound
from training.extensions import db
from training.models import Role, RoleGrant, Team, User, UserStatus


def hold_person(person_id: uuid.UUID) -> User:
    """Return somebody's account; raise NotFound when there is none."""
    user = db.session.scalar(select(User).where(User.id == person_id).with_for_update())
    if user is None:
        raise NotFound
    return user


def hold_administrators() -> set[uuid.UUID]:
    """Return the active administrators: two of them who remove each other must wait for one another."""
    grants = select(RoleGrant.person_id).where(RoleGrant.role == Role.ADMINISTRATOR).order_by(RoleGrant.person_id)
    holders = db.session.scalars(grants.with_for_update()).all()
    return set(db.session.scalars(select(User.id).where(User.id.in_(holders), User.status == UserStatus.ACTIVE)))


def hold_team(team_id: uuid.UUID) -> bool:
    """Tell whether a team is in use, and let nobody archive it as empty."""
    found = select(Team.id).where(Team.id == team_id, Team.archived_at.is_(None)).with_for_update()
    return db.session.scalar(found) is not None


def hold_tree() -> None:
    """Hold all teams: two moves could close a circle that neither sees alone. Trees are small and rarely changed."""
    db.session.execute(select(Team.id).order_by(Team.id).with_for_update()).all()
