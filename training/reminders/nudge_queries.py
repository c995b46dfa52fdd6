"""Who has not finished a training, and what they were told of it, read before somebody reminds them."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.orm import aliased

from training.extensions import db
from training.mail.sets import announcement_key
from training.models import (
    Assignment,
    Attempt,
    Campaign,
    OutgoingMail,
    Override,
    PersonIdentity,
    Reminder,
    ReminderKind,
    ToldDue,
    User,
)
from training.naming import name_in
from training.team.scope import Scope
from training.team.selection import team_name, with_place
from training.team.unfinished import is_unfinished

MOST_AT_ONCE = 5_000


class Told(NamedTuple):
    """The last reminder that somebody had; without a name the program sent it."""

    sent_on: date
    kind: ReminderKind
    by: str | None


def find_opened(campaign_id: uuid.UUID, language: str, now: datetime) -> Row[*tuple[Any, ...]] | None:
    """Return name, release and state of a campaign, if it has opened by `now`."""
    name = name_in(Campaign, language).label("name")
    return db.session.execute(
        select(name, Campaign.release_id, Campaign.closed_at, Campaign.paused_at).where(
            Campaign.id == campaign_id, Campaign.opens_at <= now
        )
    ).one_or_none()


def find_campaign(campaign_id: uuid.UUID, language: str) -> Row[*tuple[Any, ...]] | None:
    """Return id, name and end of a campaign."""
    return db.session.execute(
        select(Campaign.id, name_in(Campaign, language).label("name"), Campaign.closed_at).where(
            Campaign.id == campaign_id
        )
    ).one_or_none()


def list_unfinished(
    scope: Scope, campaign_id: uuid.UUID, language: str, person_id: uuid.UUID | None
) -> Sequence[Row[Any]]:
    """List people of `scope`, or one of them, who have not finished, with when mails about it leave or have left."""
    statement = (
        with_place(
            select(
                *(Assignment.person_id, Assignment.id, Assignment.campaign_id, Assignment.cycle, Assignment.due_at),
                *(Assignment.status, (Assignment.attempts_finished - Assignment.reset_after).label("attempts_used")),
                *(column.label(name) for name, column in _latest_mails().items()),
                *(User.locale, User.time_zone, User.leave_from, User.leave_until),
                *(PersonIdentity.display_name, PersonIdentity.email, team_name(language).label("team_name")),
            )
            .select_from(User)
            .join(Assignment, Assignment.person_id == User.id)
        )
        .where(Assignment.campaign_id == campaign_id, is_unfinished(), User.deactivated_at.is_(None))
        .where(scope.allows_person(), *([] if person_id is None else [User.id == person_id]))
        .order_by(Assignment.due_at, PersonIdentity.display_name, User.id)
        .limit(MOST_AT_ONCE)
    )
    return db.session.execute(statement).all()


def reaches(scope: Scope, campaign_id: uuid.UUID, person_id: uuid.UUID | None) -> bool:
    """Tell whether the campaign was assigned to anybody of `scope`, or to one person of it."""
    own = select(Assignment.id).join(User, User.id == Assignment.person_id)
    about = [] if person_id is None else [User.id == person_id]
    found = own.where(Assignment.campaign_id == campaign_id, scope.allows_person(), *about).limit(1)
    return db.session.scalar(found) is not None


def last_told(campaign_id: uuid.UUID, rows: Sequence[Row[Any]]) -> dict[uuid.UUID, Told]:
    """Return the last reminder of each person about this training, in one statement."""
    if not rows:
        return {}
    by = aliased(PersonIdentity)
    statement = (
        select(Reminder.person_id, Reminder.sent_on, Reminder.kind, by.display_name.label("by"))
        .outerjoin(by, by.person_id == Reminder.created_by)
        .where(and_(Reminder.campaign_id == campaign_id, Reminder.kind != ReminderKind.ESCALATION))
        .order_by(Reminder.sent_on)
    )
    if len(rows) == 1:
        statement = statement.where(Reminder.person_id == rows[0].person_id)
    # The later overwrites the earlier.
    return {row.person_id: Told(row.sent_on, row.kind, row.by) for row in db.session.execute(statement)}


def _latest_mails() -> dict[str, ColumnElement[datetime | None]]:
    """Return when mails about an `Assignment` leave or have left: announcement, due date, result, decision."""

    def latest(moment: Any, *conditions: ColumnElement[bool]) -> ColumnElement[datetime | None]:
        return select(func.max(moment)).where(*conditions).correlate(Assignment).scalar_subquery()

    def own(table: Any) -> ColumnElement[bool]:
        return and_(table.person_id == Assignment.person_id, table.assignment_id == Assignment.id)

    return {
        "announced_at": latest(OutgoingMail.next_at, OutgoingMail.dedupe_key == announcement_key()),
        "told_at": latest(ToldDue.told_at, own(ToldDue)),
        "finished_at": latest(Attempt.finished_at, own(Attempt), Attempt.practice.is_(False)),
        "decided_at": latest(Override.given_at, own(Override)),
    }
