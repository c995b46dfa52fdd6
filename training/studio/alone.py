"""An organisation of one: nobody else could review, so it declares that, and every release says so."""

import uuid
from datetime import datetime
from typing import NamedTuple

from flask_babel import lazy_gettext as _l

from training import audit, clock, settings
from training.errors import Refused
from training.studio.wording import checked_words

DECLARED = audit.declare("review.alone-declared", "organisation", "reason")
REVOKED = audit.declare("review.alone-revoked", "organisation", "reason")

_KEY = "reviews_alone"


class Declaration(NamedTuple):
    """Why nobody else can review, who said so, and since when."""

    reason: str
    declared_by: uuid.UUID
    declared_at: datetime


def find_declaration() -> Declaration | None:
    """Return the declaration that holds now."""
    found = settings.find(_KEY)
    if not isinstance(found, dict):
        return None
    at = datetime.fromisoformat(str(found["declared_at"]))
    return Declaration(str(found["reason"]), uuid.UUID(hex=str(found["declared_by"])), at)


def declare(reason: str, actor_id: uuid.UUID) -> None:
    """Let whoever writes publish without a second person from now on; raise Refused when that holds already."""
    if find_declaration() is not None:
        raise Refused(_l("This is declared already."))
    text = checked_words("reason", reason)
    told = {"reason": text, "declared_by": actor_id.hex, "declared_at": clock.now().isoformat()}
    settings.store(_KEY, {**told})
    audit.record(DECLARED, "organisation", actor_id, reason=text)


def revoke(reason: str, actor_id: uuid.UUID) -> None:
    """Ask for a second person again; raise Refused when nothing is declared."""
    if find_declaration() is None:
        raise Refused(_l("Nothing is declared, so there is nothing to revoke."))
    text = checked_words("reason", reason)
    settings.store(_KEY, None)
    audit.record(REVOKED, "organisation", actor_id, reason=text)
