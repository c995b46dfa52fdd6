"""Who gets the signed head every month, and that it goes out."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from training import dates, settings
from training.access import Permission, roles_with
from training.extensions import db
from training.ledger import queries
from training.mail import messages
from training.models import PersonIdentity, RoleGrant, User, UserStatus

SETTING = "ledger_head_readers"


def list_possible_readers() -> Sequence[Row[Any]]:
    """List (id, name, e-mail address, language) of those who may read the ledger, have a mailbox and are here."""
    may_read = select(RoleGrant.person_id).where(RoleGrant.role.in_(roles_with(Permission.READ_LEDGER)))
    statement = (
        select(User.id, PersonIdentity.display_name, PersonIdentity.email, User.locale)
        .join(PersonIdentity, PersonIdentity.person_id == User.id)
        .where(User.id.in_(may_read), User.status != UserStatus.DEACTIVATED, PersonIdentity.email.is_not(None))
        .order_by(PersonIdentity.display_name, User.id)
    )
    return [*db.session.execute(statement)]


def chosen() -> set[uuid.UUID]:
    """Return the ids of the people who were chosen."""
    found = settings.find(SETTING)
    return {uuid.UUID(hex=str(person_id)) for person_id in found} if isinstance(found, list) else set()


def send_due() -> int:
    """Queue this month's mails that are not queued yet; return to how many people one belongs."""
    if queries.find_head() is None:
        return 0
    wanted, month = chosen(), f"{dates.today():%Y-%m}"
    readers = [reader for reader in list_possible_readers() if reader.id in wanted]
    for reader in readers:
        messages.ledger_head(month, reader.id, reader.locale)
    return len(readers)
