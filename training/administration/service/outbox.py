"""Decisions about mail that did not go out by itself."""

import uuid

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from training import audit, clock
from training.errors import NotFound, Refused
from training.extensions import db
from training.models import MailState, OutgoingMail

RETRIED = audit.declare("mail.retried", "mail")
RELEASED = audit.declare("mail.released", "mail")


def retry_mail(mail_id: uuid.UUID, actor_id: uuid.UUID | None) -> None:
    """Queue a failed mail anew."""
    _queue(mail_id, MailState.FAILED)
    audit.record(RETRIED, mail_id, actor_id)


def release_mail(mail_id: uuid.UUID, actor_id: uuid.UUID | None) -> None:
    """Queue a mail of unknown outcome anew; the person may get it twice, so somebody has to say so."""
    _queue(mail_id, MailState.UNCERTAIN)
    audit.record(RELEASED, mail_id, actor_id)


def _queue(mail_id: uuid.UUID, expected: MailState) -> None:
    mail = db.session.scalar(select(OutgoingMail).where(OutgoingMail.id == mail_id).with_for_update())
    if mail is None:
        raise NotFound
    if mail.state != expected:
        raise Refused(_l("This mail has changed its state in the meantime. Look at it again before deciding."))
    mail.state = MailState.QUEUED
    mail.tries = 0
    mail.error = None
    mail.leased_until = None
    mail.next_at = clock.now()
    db.session.flush()
