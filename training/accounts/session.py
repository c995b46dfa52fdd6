"""Who the session belongs to, read in one statement."""

import uuid
from datetime import date, timedelta

from flask import Flask, session
from flask_login import login_user, logout_user
from sqlalchemy import Date, bindparam, exists, select

from training import along, clock, dates
from training.access import Actor
from training.errors import NotFound
from training.extensions import db, login_manager
from training.i18n import language
from training.models import (
    Acknowledgement,
    AcknowledgementKind,
    PersonIdentity,
    RoleGrant,
    TeamManager,
    User,
    UserStatus,
)
from training.resending import TOKEN, new_token
from training.statements import list_rows
from training.team import deputies

AGREEMENT_VERSION = 1
"""The edition of the text on what is recorded; raising it asks everybody to agree anew."""


_MANAGES = exists().where(TeamManager.person_id == User.id).label("manages")
_MAY_STAND_IN = deputies.stands_in(
    User.id.expression, bindparam("yesterday", type_=Date()), bindparam("tomorrow", type_=Date())
).label("may_stand_in")
_AGREED = (
    exists()
    .where(
        Acknowledgement.person_id == User.id,
        Acknowledgement.kind == AcknowledgementKind.RECORDING,
        Acknowledgement.version >= AGREEMENT_VERSION,
    )
    .label("agreed")
)
_ACTOR = (
    select(
        User.locale,
        User.time_zone,
        User.session_epoch,
        PersonIdentity.display_name,
        RoleGrant.role,
        _MANAGES,
        _MAY_STAND_IN,
        _AGREED,
    )
    .outerjoin(PersonIdentity, PersonIdentity.person_id == User.id)
    .outerjoin(RoleGrant, RoleGrant.person_id == User.id)
    .where(User.id == bindparam("person_id"), User.status == UserStatus.ACTIVE)
)


def find_actor(key: str) -> Actor | None:
    """Return the active person whose session key this is, or None when it has ended."""
    person, _dot, epoch = key.partition(".")
    try:
        person_id = uuid.UUID(hex=person)
    except ValueError:
        return None
    statement, parameters = along.statement(_ACTOR)
    rows = list_rows(statement, person_id=person_id, **_days(), **parameters)
    if not rows or str(rows[0].session_epoch) != epoch:
        return None
    first = rows[0]
    along.keep(first, person_id=person_id, **parameters)
    return Actor(
        id=person_id,
        display_name=first.display_name or "",
        locale=first.locale,
        time_zone=first.time_zone,
        session_epoch=first.session_epoch,
        roles=frozenset(row.role for row in rows if row.role),
        manages=first.manages,
        stands_in=first.may_stand_in and deputies.does_stand_in(person_id, dates.today()),
        agreed=first.agreed,
    )


def _days() -> dict[str, date]:
    """Return days between which the organisation's own lies: to know that one costs a statement, which few need."""
    now = clock.now().date()
    return {"yesterday": now - timedelta(days=1), "tomorrow": now + timedelta(days=1)}


def begin(person_id: uuid.UUID) -> Actor:
    """Open a session for the person, with nothing in it of what was there before; raise NotFound for the inactive."""
    epoch = db.session.scalar(select(User.session_epoch).where(User.id == person_id))
    actor = find_actor(f"{person_id.hex}.{epoch}")
    if actor is None:
        raise NotFound
    session.clear()
    session.permanent = True
    session[TOKEN] = new_token(person_id)
    login_user(actor)
    return actor


def end() -> None:
    """Close the session of this browser; its language stays."""
    locale = language()
    logout_user()
    session.clear()
    session["locale"] = locale


def init_app(_app: Flask) -> None:
    """Tell Flask-Login how to find people; a session ends by its epoch, so none is compared with its browser."""
    login_manager.session_protection = None
    login_manager.user_loader(find_actor)
