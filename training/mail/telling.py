"""Which due date people were told, noted as the mail that tells it leaves; mails about another date compare with it."""

import uuid
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, and_, case, or_, select

from training import clock
from training.extensions import db
from training.mail.sets import announcement_key
from training.models import Assignment, MailState, OutgoingMail, ToldDue
from training.statements import inserting


def note(person_id: uuid.UUID, assignment_id: uuid.UUID, due_at: datetime) -> None:
    """Note that the person is told `due_at` now; where it is news, calendars count one change more."""
    statement = inserting(ToldDue)
    new = statement.excluded
    times = ToldDue.sequence + case((ToldDue.due_at != new.due_at, 1), else_=0)
    values = {"person_id": person_id, "assignment_id": assignment_id, "due_at": due_at, "told_at": clock.now()}
    db.session.execute(
        statement.values(**values, sequence=0).on_conflict_do_update(
            index_elements=["person_id", "assignment_id"],
            set_={"due_at": new.due_at, "told_at": new.told_at, "sequence": times},
        )
    )


def is_announced_later(moment: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Return the condition on `Assignment` that its announcement has still to leave, at `moment` or later."""
    waits = and_(OutgoingMail.state == MailState.QUEUED, OutgoingMail.next_at >= moment)
    return select(OutgoingMail.id).where(OutgoingMail.dedupe_key == announcement_key(), waits).exists()


def is_told_since(moment: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Return the condition on `Assignment` that a mail has told the due date at `moment` or later, or is to tell it."""
    own = (ToldDue.person_id == Assignment.person_id, ToldDue.assignment_id == Assignment.id)
    has_moved = ToldDue.due_at != Assignment.due_at  # which the next mail will be about
    told = select(ToldDue.person_id).where(*own, or_(ToldDue.told_at >= moment, has_moved)).exists()
    return or_(told, is_announced_later(moment))
