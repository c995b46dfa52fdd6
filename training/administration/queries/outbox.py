"""Mail on its way."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, case, func, select

from training.errors import NotFound, Refused
from training.extensions import db
from training.mail.messages import NAMELESS
from training.models import MailState, OutgoingMail, PersonIdentity
from training.team.selection import Statement


def select_mail(state: MailState | None) -> Statement:
    """Return the statement for the outbox, the newest first."""
    statement = _mail().order_by(OutgoingMail.created_at.desc(), OutgoingMail.id)
    return statement.where(OutgoingMail.state == state) if state else statement


def count_mail() -> dict[MailState, int]:
    """Return how many mails are in each state."""
    counted = select(OutgoingMail.state, func.count()).group_by(OutgoingMail.state)
    return dict(db.session.execute(counted).all())


def get_mail(mail_id: uuid.UUID) -> Any:
    """Return one row of the outbox."""
    row = db.session.execute(_mail().where(OutgoingMail.id == mail_id)).one_or_none()
    if row is None:
        raise NotFound
    return row


def get_uncertain_mail(mail_id: uuid.UUID) -> Any:
    """Return one row of the outbox of which nobody knows whether it arrived; raise Refused when that is known."""
    row = get_mail(mail_id)
    if row.state != MailState.UNCERTAIN:
        raise Refused(_l("This mail has changed its state in the meantime. Look at it again before deciding."))
    return row


def _mail() -> Statement:
    is_nameless = OutgoingMail.kind.in_(NAMELESS)
    return select(
        OutgoingMail.id,
        OutgoingMail.person_id,
        OutgoingMail.kind,
        OutgoingMail.state,
        OutgoingMail.locale,
        OutgoingMail.tries,
        OutgoingMail.created_at,
        OutgoingMail.next_at,
        OutgoingMail.sent_at,
        # What a mail server says often repeats the address.
        case((~is_nameless, OutgoingMail.error)).label("error"),
        is_nameless.label("is_nameless"),
        PersonIdentity.display_name,
        PersonIdentity.email,
    ).outerjoin(PersonIdentity, and_(PersonIdentity.person_id == OutgoingMail.person_id, ~is_nameless))
