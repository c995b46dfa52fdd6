"""Naming deputies and ending that; both people are told by mail."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from flask_babel import lazy_gettext as _l

from training import audit, clock, dates
from training.accounts import queries as accounts
from training.deputies import queries
from training.deputies.period import Period
from training.errors import FieldError, Refused
from training.extensions import db
from training.mail import messages
from training.models import Deputyship, UserStatus

NAMED = audit.declare("deputy.named", "person", "deputy_id", "starts_on", "ends_on")
ENDED = audit.declare("deputy.ended", "person", "deputy_id", "starts_on", "ends_on")

MOST_DAYS = 366
"""Whoever stands in for longer than a year is a manager, and should be named one."""


def name(manager_id: uuid.UUID, sign_in_name: str, period: Period, actor_id: uuid.UUID) -> Deputyship:
    """Let whoever signs in with this name stand in for a manager; raise FieldError, or Refused for no manager."""
    if not queries.hold_manager(manager_id):
        raise Refused(_l("This person manages no team, so there is nothing to stand in for."))
    _check(period)
    deputy_id = accounts.find_person_by_name(sign_in_name)
    account = queries.hold_account(deputy_id) if deputy_id else None
    if deputy_id is None or account is None:
        raise FieldError("person", _l("Nobody signs in with this e-mail address or employee number."))
    if deputy_id == manager_id:
        raise FieldError("person", _l("Nobody stands in for themselves. Name somebody else."))
    if account.status == UserStatus.DEACTIVATED:
        raise FieldError("person", _l("This person is deactivated and can’t stand in for anybody."))
    if queries.overlaps(manager_id, deputy_id, *period):
        raise FieldError("person", _l("This person stands in on some of these days already. End that first."))
    row = Deputyship(manager_id=manager_id, deputy_id=deputy_id, starts_on=period.first, ends_on=period.last)
    row.created_at, row.created_by = clock.now(), actor_id
    db.session.add(row)
    db.session.flush()
    audit.record(NAMED, manager_id, actor_id, **_told(row))
    messages.deputy_asked(row.id, deputy_id, account.locale)
    messages.deputy_named(row.id, manager_id, queries.find_account(manager_id).locale)
    return row


def end(manager_id: uuid.UUID, deputyship_id: uuid.UUID, actor_id: uuid.UUID) -> None:
    """End a deputyship of a manager at once; one that is over stays as it is."""
    row = queries.get_of(manager_id, deputyship_id)
    if row.ended_at is None and row.ends_on >= dates.today():
        _end(row, actor_id)
        row.ended_by = actor_id
        db.session.flush()
        _tell_ended(row)


def end_of_leavers(person_ids: Sequence[uuid.UUID], actor_id: uuid.UUID | None) -> None:
    """End what people who leave stood in for, and who stood in for them: a returner has to be named anew."""
    for row in queries.list_open_of(person_ids, dates.today()):
        _end(row, actor_id)
        _tell_ended(row)


def _end(row: Deputyship, actor_id: uuid.UUID | None) -> None:
    row.ended_at = clock.now()
    db.session.flush()
    audit.record(ENDED, row.manager_id, actor_id, **_told(row))


def _check(period: Period) -> None:
    today = dates.today()
    if period.first < today:
        raise FieldError("starts_on", _l("This day has passed. Choose today or a later day."))
    if period.first > today + timedelta(days=MOST_DAYS):
        raise FieldError("starts_on", _l("This day lies more than a year ahead. Choose an earlier day."))
    if period.last < period.first:
        raise FieldError("ends_on", _l("The last day lies before the first one. Choose a later day."))
    if period.last > period.first + timedelta(days=MOST_DAYS):
        raise FieldError("ends_on", _l("Nobody stands in for longer than a year. Choose an earlier day."))


def _told(row: Deputyship) -> dict[str, str]:
    days = {"starts_on": row.starts_on.isoformat(), "ends_on": row.ends_on.isoformat()}
    return {"deputy_id": row.deputy_id.hex, **days}


def _tell_ended(row: Deputyship) -> None:
    for person_id in (row.deputy_id, row.manager_id):
        account = queries.find_account(person_id)
        if account.status != UserStatus.DEACTIVATED:
            messages.deputy_ended(row.id, person_id, account.locale)
