"""The words of a mail as it would go out now."""

import uuid
from typing import NamedTuple

from flask_babel import force_locale, gettext

from training.extensions import db
from training.mail import contents, rendering
from training.mail.messages import NAMELESS, MailKind
from training.models import OutgoingMail

_SECRET = frozenset({MailKind.INVITATION.value})


class Shown(NamedTuple):
    """A mail as it would go out: its words, and whether a file goes with it."""

    words: rendering.Rendered
    has_file: bool


def find(mail_id: uuid.UUID) -> Shown | None:
    """Return how a mail would go out, or None when it has lost its reason or its reader; no secret link or name."""
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
    return Shown(rendering.render(mail.kind, mail.locale, content), content.get("attachment") is not None)
