"""What administrators do with mails."""

import uuid

from flask_babel import lazy_gettext as _l

from training import audit, clock
from training.errors import NotFound, Refused
from training.extensions import db
from training.models import MailState, OutgoingMail

RESENT = audit.declare("mail.resent", "mail", "state")


def send_again(mail_id: uuid.UUID, actor_id: uuid.UUID) -> None:
    """Queue a failed or uncertain mail once more, with the same Message-ID; raise Refused for any other."""
    mail = db.session.get(OutgoingMail, mail_id)
    if mail is None:
        raise NotFound
    if mail.state not in {MailState.FAILED, MailState.UNCERTAIN}:
        raise Refused(_l("Only a mail that failed or whose outcome is unknown can be sent again."))
    audit.record(RESENT, mail_id, actor_id, state=mail.state.value)
    mail.state, mail.tries, mail.error = MailState.QUEUED, 0, None
    mail.next_at, mail.leased_until = clock.now(), None
    db.session.flush()
