"""What mails about deputies say, to the manager and to who stands in."""

import uuid
from typing import Any

from training import dates
from training.addresses import address_of
from training.mail import queries
from training.mail.reading import Content, NotWanted, Reader
from training.models import OutgoingMail


def asked(mail: OutgoingMail, deputyship_id: uuid.UUID, _reader: Reader) -> Content:
    """Tell the deputy for whom and when to stand in."""
    row = _get_open(deputyship_id)
    if row.deputy_id != mail.person_id:
        raise NotWanted("Somebody else stands in.")
    return _told(row, address_of("team.show_people"))


def named(mail: OutgoingMail, deputyship_id: uuid.UUID, _reader: Reader) -> Content:
    """Tell the manager who stands in, and who said so where it was somebody else."""
    row = _get_open(deputyship_id)
    by = None if row.created_by == mail.person_id else row.creator
    return {**_told(row, address_of("deputies.list_own")), "by": by}


def ended(_mail: OutgoingMail, deputyship_id: uuid.UUID, _reader: Reader) -> Content:
    """Tell either of them that it is over."""
    return _told(_get(deputyship_id), address_of("learning.list_training"))


def _told(row: Any, link: str) -> Content:
    days = {"starts_on": row.starts_on, "ends_on": row.ends_on}
    return {"manager": row.manager, "deputy": row.deputy, **days, "link": link}


def _get_open(deputyship_id: uuid.UUID) -> Any:
    row = _get(deputyship_id)
    if row.ended_at is not None or row.ends_on < dates.today():
        raise NotWanted("The deputyship ended before the mail was sent.")
    return row


def _get(deputyship_id: uuid.UUID) -> Any:
    row = queries.find_deputyship(deputyship_id)
    if row is None:
        raise NotWanted("There is no such deputyship.")
    return row
