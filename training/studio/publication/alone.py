"""An organisation of one: nobody else could review, so it declares that, and every release says so."""

import uuid
from datetime import datetime
from typing import NamedTuple

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_ngettext

from training import audit, clock, settings
from training.errors import FieldError, Refused
from training.studio.publication import review_queries
from training.studio.publication.wording import checked_words

DECLARED = audit.declare("review.alone-declared", "organisation", "reason")
REVOKED = audit.declare("review.alone-revoked", "organisation", "reason")

SHORTEST_REASON = 10

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


def find_in_effect(actor_id: uuid.UUID) -> Declaration | None:
    """Return the declaration by which this person may publish now: it has no effect while others could review."""
    declaration = find_declaration()
    return declaration if declaration and not review_queries.count_others(actor_id) else None


def declare(reason: str, actor_id: uuid.UUID) -> None:
    """Let whoever writes publish without a second person from now on, while there is none.

    Raise Refused when somebody else could review or it is declared already, FieldError at `reason`.
    """
    if find_declaration() is not None:
        raise Refused(_l("This is declared already."))
    others = review_queries.count_others(actor_id)
    if others:
        raise Refused(
            lazy_ngettext(
                "%(num)d other person could review at present, so this can’t be declared.",
                "%(num)d other people could review at present, so this can’t be declared.",
                others,
            )
        )
    text = checked_words("reason", reason)
    if len(text) < SHORTEST_REASON:
        too_short = _l("Write at least %(min)d characters, so that others understand it.", min=SHORTEST_REASON)
        raise FieldError("reason", too_short)
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
