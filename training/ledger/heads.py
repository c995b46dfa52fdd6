"""Who gets the signed head every month, and that it goes out."""

import uuid

from training import dates, settings
from training.ledger import queries
from training.mail import messages

SETTING = "ledger_head_readers"


def chosen() -> set[uuid.UUID]:
    """Return the ids of the people who were chosen."""
    found = settings.find(SETTING)
    return {uuid.UUID(hex=str(person_id)) for person_id in found} if isinstance(found, list) else set()


def send_due() -> int:
    """Queue this month's mails that are not queued yet, and return how many people get one this month."""
    if queries.find_head() is None:
        return 0
    wanted, month = chosen(), f"{dates.today():%Y-%m}"
    readers = [reader for reader in queries.list_possible_readers() if reader.id in wanted]
    for reader in readers:
        messages.ledger_head(month, reader.id, reader.locale)
    return len(readers)
