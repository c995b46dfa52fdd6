"""Sending what is due. A row is leased, marked as sending when its content begins to leave, and then settled.

A worker that is killed before that leaves a lease that runs out, and the mail is tried again. One that is killed after
it leaves a row that nobody can judge: it becomes uncertain, and only a person may send it once more. One that is only
slow, or whose clock jumps, finds that its lease is not its own any more, and leaves the mail to whoever holds it.
"""

import smtplib
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from flask import current_app
from sqlalchemy import or_, select, update

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


class LeaseLost(Exception):
    """The lease ran out before the mail began to leave, and it is another worker's mail now."""


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
        return _settle(mail, MailState.FAILED, str(reason))
    except Exception:
        # One mail that can't be written must not hold up the others.
        current_app.logger.exception("mail %s can't be written", mail.id.hex)
        return _postpone(mail, "The mail could not be written; the log says why.")

    if waits_until := content.get("waits_until"):
        return _hold(mail, waits_until)

    return _hand_over(connection, mail, made, content.get("told"))


def _hand_over(connection: smtplib.SMTP, mail: OutgoingMail, made: EmailMessage, told: Any) -> MailState:
    try:
        smtp.send(connection, made, lambda: _begin(mail, told))
    except LeaseLost:
        return MailState.QUEUED
    except smtp.OutcomeUnknown as error:
        return _settle(mail, MailState.UNCERTAIN, str(error))
    except smtp.Rejected as refusal:
        return _settle(mail, MailState.FAILED, str(refusal)) if refusal.permanent else _postpone(mail, str(refusal))
    return _settle(mail, MailState.SENT)


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
    """Write down that a mail begins to leave, and what it tells: whatever becomes of it, it may be read.

    Raises LeaseLost when it is not this worker's to send any more.
    """
    until = clock.now() + LEASE

    def work() -> bool:
        is_ours = _change(mail, {"state": MailState.SENDING, "leased_until": until})
        if is_ours and told:
            telling.note(mail.person_id, *told)
        return is_ours

    if not transaction.run(work):
        raise LeaseLost
    mail.leased_until = until


def _postpone(mail: OutgoingMail, error: str) -> MailState:
    """Queue a mail again for later, or give it up."""
    if mail.tries >= TRIES:
        return _settle(mail, MailState.FAILED, error)
    return _settle(mail, MailState.QUEUED, error, next_at=clock.now() + pause_after(mail.tries))


def _hold(mail: OutgoingMail, waits_until: datetime) -> MailState:
    """Queue a mail again as long as its campaign stands still, which is no try that failed."""
    return _settle(mail, MailState.QUEUED, sets.HELD, next_at=waits_until, tries=mail.tries - 1)


def _settle(mail: OutgoingMail, state: MailState, error: str | None = None, **more: Any) -> MailState:
    """Write down what became of a mail, as long as this worker holds it."""
    now = clock.now()
    sent_at = now if state is MailState.SENT else None
    values = {"state": state, "error": error, "next_at": now, "sent_at": sent_at, "leased_until": None, **more}
    transaction.run(lambda: _change(mail, values))
    return state


def _change(mail: OutgoingMail, values: dict[str, Any]) -> bool:
    """Change a row that this worker holds; tell whether it does: nobody else has a lease until the same moment."""
    held = (OutgoingMail.id == mail.id, OutgoingMail.leased_until == mail.leased_until)
    is_open = OutgoingMail.state.in_([MailState.QUEUED, MailState.SENDING])
    written = db.session.execute(update(OutgoingMail).where(*held, is_open).values(values))
    return bool(written.rowcount)  # type: ignore[attr-defined]
