"""The words of a mail as it would go out now."""

import uuid

from flask_babel import force_locale, gettext

from training.extensions import db
from training.mail import contents, rendering
from training.mail.messages import NAMELESS, MailKind
from training.models import OutgoingMail

_SECRET = frozenset({MailKind.INVITATION.value})


def find(mail_id: uuid.UUID) -> rendering.Rendered | None:
    """Return the words of a mail, or None when it has lost its reason or its reader; never a secret link or name."""
    mail = db.session.get_one(OutgoingMail, mail_id)
    try:
        content = dict(contents.content_of(mail, contents.known_reader(mail)))
    except contents.NotWanted:
        return None
    if mail.kind in _SECRET:
        # Whoever holds the link can choose the person's password.
        with force_locale(mail.locale):
            content["link"] = gettext("(the personal link, which only the person sees)")
    if mail.kind in NAMELESS:
        with force_locale(mail.locale):
            content["name"] = gettext("(the person’s name)")
            content["link"] = gettext("(the link, which only the person sees)")
    return rendering.render(mail.kind, mail.locale, content)
