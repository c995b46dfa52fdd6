"""What administrators do with mails."""

import uuid

from flask_babel import lazy_gettext as _l

from training import audit, clock
from training.errors import Refused
from training.extensions import db
from training.mail import queries
from training.models import MailState

RESENT = audit.declare("mail.resent", "mail", "state")


def send_again(mail_id: uuid.UUID, seen: MailState, actor_id: uuid.UUID) -> None:
    """Queue a mail once more, with the same Message-ID; raise Refused unless it failed or is uncertain, as was `seen`.

    Whoever saw a failed mail has not agreed to send one that may have arrived meanwhile.
    """
    mail = queries.hold_mail(mail_id)
    if mail.state != seen or seen not in {MailState.FAILED, MailState.UNCERTAIN}:
        raise Refused(_l("This mail has changed its state in the meantime. Look at it again before deciding."))
    audit.record(RESENT, mail_id, actor_id, state=mail.state.value)
    mail.state, mail.tries, mail.error = MailState.QUEUED, 0, None
    mail.next_at, mail.leased_until = clock.now(), None
    db.session.flush()
