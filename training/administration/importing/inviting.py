"""Invitations for those whom an import brought."""

import uuid

from training.accounts import service as accounts
from training.administration.importing import queries
from training.models import InvitationChannel

MOST_INVITED = 500
"""Invitations of one click; the page offers the next ones."""


def invite(import_id: uuid.UUID, actor_id: uuid.UUID | None) -> int:
    """Mail invitations to those with a mailbox and without a password, and return how many these were."""
    people = queries.list_reachable(queries.get_import(import_id).id, MOST_INVITED)
    for person_id in people:
        accounts.invite(person_id, InvitationChannel.MAIL, actor_id)
    return len(people)
