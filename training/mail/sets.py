"""Mails to as many people as one statement finds: the same rows as those of `messages`, made by the database."""

import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import ColumnElement, case, literal, select, update

from training import clock
from training.mail import hours
from training.mail.messages import MailKind
from training.models import Assignment, MailState, OutgoingMail, PersonIdentity, User
from training.statements import as_hex, connection, fresh_id, inserting


def assigned_at(campaign_id: uuid.UUID, moment: datetime, not_before: datetime) -> None:
    """Do what `messages.assigned` does for whoever was assigned in a campaign at exactly this moment."""
    now = clock.now()
    values: dict[Any, ColumnElement[Any]] = {
        OutgoingMail.id: fresh_id(),
        OutgoingMail.dedupe_key: announcement_key(),
        OutgoingMail.person_id: Assignment.person_id.expression,
        OutgoingMail.kind: literal(MailKind.ASSIGNED.value),
        OutgoingMail.locale: User.locale.expression,
        OutgoingMail.parameters: literal('{"id":"').concat(as_hex(Assignment.id)).concat(literal('"}')),
        OutgoingMail.message_id: literal("<").concat(as_hex(fresh_id())).concat(literal(f"@{_host()}>")),
        OutgoingMail.state: literal(MailState.QUEUED, OutgoingMail.state.type),
        OutgoingMail.tries: literal(0),
        OutgoingMail.created_at: literal(now, OutgoingMail.created_at.type),
        OutgoingMail.next_at: _leaves_at(max(now, not_before)),
    }
    found = (
        select(*values.values())
        .select_from(Assignment)
        .join(User, User.id == Assignment.person_id)
        .join(PersonIdentity, PersonIdentity.person_id == Assignment.person_id)
        .where(Assignment.campaign_id == campaign_id, Assignment.assigned_at == moment)
        .where(PersonIdentity.email.is_not(None))
    )
    columns = [column.key for column in values]
    statement = inserting(OutgoingMail).from_select(columns, found, include_defaults=False)
    connection().execute(statement.on_conflict_do_nothing(index_elements=["dedupe_key"]))


HELD = "The training is paused; the mail waits until it goes on."


def release_held(campaign_id: uuid.UUID) -> None:
    """Let announcements leave that waited for a campaign to go on."""
    own_zone = select(User.time_zone).where(User.id == OutgoingMail.person_id).scalar_subquery()
    keys = select(announcement_key()).where(Assignment.campaign_id == campaign_id)
    connection().execute(
        update(OutgoingMail)
        .where(OutgoingMail.state == MailState.QUEUED, OutgoingMail.error == HELD, OutgoingMail.dedupe_key.in_(keys))
        .values(next_at=_leaves_at(clock.now(), own_zone), error=None)
    )


def announcement_key() -> ColumnElement[str]:
    """Return what there is one announcement of, an `Assignment`, as its mail has it."""
    return literal(f"{MailKind.ASSIGNED}:").concat(as_hex(Assignment.id))


def _leaves_at(moment: datetime, zone: Any = User.time_zone) -> ColumnElement[datetime]:
    """Return when mail may next reach a person from `moment` on, by the clock of the person's own `zone`."""
    by_zone = hours.next_open_by_zone(connection().scalars(select(User.time_zone).distinct()), moment)
    moments = {zone: literal(leaves_at, OutgoingMail.next_at.type) for zone, leaves_at in by_zone.items()}
    other = literal(max(by_zone.values(), default=moment), OutgoingMail.next_at.type)
    return case(moments, value=zone, else_=other) if moments else other


def _host() -> str:
    return urlsplit(str(current_app.config["SITE_URL"])).hostname or ""
