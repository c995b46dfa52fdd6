"""Sending what is due. A row is leased, marked as sending when its content begins to leave, and then settled.

A worker that is killed before that leaves a lease that runs out, and the mail is tried again. One that is killed after
it leaves a row that nobody can judge: it becomes uncertain, and only a person may send it once more.
"""

import smtplib
import uuid
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from flask import current_app
from sqlalchemy import and_, or_, select, update

from training import clock, transaction
from training.extensions import db
from training.mail import contents, rendering, sets, smtp, telling
from training.models import MailState, OutgoingMail

LEASE = timedelta(minutes=10)
"""Longer than a mail can take: every answer of the server is waited for one minute at most."""

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
TRIES = 16
"""With these pauses a mail is given up after about two days."""

AT_ONCE = 200
"""So many mails go through one connection; the rest waits for the next tick."""

Outcome = Counter[str]


def deliver() -> Outcome:
    """Send what is due; return how many mails ended in which state. Without SMTP_URL everything stays queued."""
    outcome: Outcome = Counter()
    transaction.run(_park_abandoned)
    if not current_app.config["SMTP_URL"]:
        return outcome
    server = smtp.Server.from_url(current_app.config["SMTP_URL"])
    mail = _take()
    if mail is None:
        return outcome
    try:
        with smtp.connected(server) as connection:
            while mail is not None:
                outcome[_send_one(connection, mail)] += 1
                mail = _take() if outcome.total() < AT_ONCE else None
    except smtp.Unreachable as error:
        if mail is not None:
            outcome[_postpone(mail, str(error))] += 1
    return outcome


def pause_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries."""
    return min(FIRST_PAUSE * (1 << (tries - 1)), LONGEST_PAUSE)


def _park_abandoned() -> None:
    db.session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.state == MailState.SENDING, OutgoingMail.leased_until <= clock.now())
        .values(state=MailState.UNCERTAIN, error="The program stopped while the mail was leaving.", leased_until=None)
    )


def _take() -> OutgoingMail | None:
    """Lease the next mail that is due, or return None; no two workers get the same."""
    mail = transaction.run(_lease)
    if mail is not None:
        db.session.expunge(mail)
    return mail


def _lease() -> OutgoingMail | None:
    now = clock.now()
    is_free = or_(OutgoingMail.leased_until.is_(None), OutgoingMail.leased_until <= now)
    mail = db.session.scalar(
        select(OutgoingMail)
        .where(OutgoingMail.state == MailState.QUEUED, OutgoingMail.next_at <= now, is_free)
        .order_by(OutgoingMail.next_at, OutgoingMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if mail is not None:
        mail.leased_until = now + LEASE
        mail.tries += 1
        db.session.flush()
    return mail


def _send_one(connection: smtplib.SMTP, mail: OutgoingMail) -> MailState:
    """Send a leased mail and settle its row; raise Unreachable when the connection is no longer of use."""
    try:
        made, content = _write(mail)
    except contents.NotWanted as reason:
        return _settle(mail.id, MailState.FAILED, str(reason))
    except Exception:
        # One mail that can't be written must not hold up the others.
        current_app.logger.exception("mail %s can't be written", mail.id.hex)
        return _postpone(mail, "The mail could not be written; the log says why.")

    if waits_until := content.get("waits_until"):
        return _hold(mail, waits_until)

    def begin() -> None:
        transaction.run(lambda: _begin(mail, content.get("told")))

    try:
        smtp.send(connection, made, begin)
    except smtp.OutcomeUnknown as error:
        return _settle(mail.id, MailState.UNCERTAIN, str(error))
    except smtp.Rejected as refusal:
        return _settle(mail.id, MailState.FAILED, str(refusal)) if refusal.permanent else _postpone(mail, str(refusal))
    return _settle(mail.id, MailState.SENT)


def _write(mail: OutgoingMail) -> tuple[EmailMessage, Mapping[str, Any]]:
    try:
        reader = contents.reader_of(mail)
        content: Mapping[str, Any] = contents.content_of(mail, reader)
        rendered = rendering.render(mail.kind, mail.locale, content)
    finally:
        transaction.end_reading()
    attached = content.get("attachment")
    return rendering.message(mail, reader, rendered, attached() if callable(attached) else attached), content


def _begin(mail: OutgoingMail, told: Any) -> None:
    """Write down that a mail begins to leave, and what it tells: whatever becomes of it, it may be read."""
    _write_state(mail.id, MailState.SENDING)
    if told:
        telling.note(mail.person_id, *told)


def _postpone(mail: OutgoingMail, error: str) -> MailState:
    """Queue a mail again for later, or give it up."""
    if mail.tries >= TRIES:
        return _settle(mail.id, MailState.FAILED, error)
    return _settle(mail.id, MailState.QUEUED, error, wait=pause_after(mail.tries))


def _hold(mail: OutgoingMail, waits_until: datetime) -> MailState:
    """Queue a mail again as long as its campaign stands still, which is no try that failed."""
    held = {"error": sets.HELD, "next_at": waits_until, "leased_until": None, "tries": mail.tries - 1}
    own = OutgoingMail.id == mail.id
    transaction.run(lambda: db.session.execute(update(OutgoingMail).where(own).values(**held)))
    return MailState.QUEUED


def _settle(mail_id: uuid.UUID, state: MailState, error: str | None = None, wait: timedelta = timedelta()) -> MailState:
    """Write down what is known of a mail that this worker holds."""
    transaction.run(lambda: _write_state(mail_id, state, error, wait))
    return state


def _write_state(mail_id: uuid.UUID, state: MailState, error: str | None = None, wait: timedelta = timedelta()) -> None:
    now = clock.now()
    values = {
        "state": state,
        "error": error,
        "next_at": now + wait,
        "leased_until": now + LEASE if state is MailState.SENDING else None,
        "sent_at": now if state is MailState.SENT else None,
    }
    held = and_(OutgoingMail.id == mail_id, OutgoingMail.state.in_([MailState.QUEUED, MailState.SENDING]))
    db.session.execute(update(OutgoingMail).where(held).values(values))
