"""Pseudonymising leavers when their retention ends, and holding somebody back."""

import uuid
from collections.abc import Sequence
from itertools import count

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from training import audit, clock, dates, settings, transaction
from training.administration.retention import erasing, queries, rules
from training.administration.retention.rules import Retention
from training.errors import FieldError
from training.extensions import db
from training.ledger import heads
from training.models import RetentionHold, User

PSEUDONYMISED = audit.declare("person.pseudonymised", "person")
RUN = audit.declare("people.pseudonymised", "organisation", "people", "retention_months")
HELD = audit.declare("person.held-back", "person")
RELEASED = audit.declare("person.no-longer-held-back", "person")
CHANGED = audit.declare("retention.changed", "organisation", "retention_months")

AT_ONCE = 200
"""So many people in one transaction: a worker that stops leaves whole people, and nobody waits long for it."""
IN_A_TICK = 20
"""So many transactions before the worker turns to other work; the rest waits for the next tick."""


def change(months: int | None, actor_id: uuid.UUID | None) -> Retention | None:
    """Set for how many months leavers keep their names; None for ever. The same again changes nothing."""
    present = rules.find()
    if (present.months if present else None) == months:
        return present
    if months is not None and not rules.SHORTEST_MONTHS <= months <= rules.LONGEST_MONTHS:
        raise FieldError("months", _l("Enter a number of months from 12 to 240."))
    chosen = rules.store(months, dates.today())
    audit.record(CHANGED, "organisation", actor_id, retention_months=months)
    db.session.flush()
    return chosen


def hold(person_id: uuid.UUID, reason: str, actor_id: uuid.UUID | None) -> None:
    """Keep a leaver by name until released; a new reason replaces the one before."""
    queries.hold_leaver(person_id)
    if not reason.strip():
        raise FieldError("reason", _l("Say why this person’s name has to be kept."))
    row = db.session.get(RetentionHold, person_id) or RetentionHold(person_id=person_id)
    row.reason, row.held_by, row.held_at = reason.strip(), actor_id, clock.now()
    db.session.add(row)
    db.session.flush()
    # The reason stays out of the ledger: what is sealed there could never be erased.
    audit.record(HELD, person_id, actor_id)


def release(person_id: uuid.UUID, actor_id: uuid.UUID | None) -> None:
    """Let the retention of a leaver end as that of the others; doing so again changes nothing."""
    queries.hold_leaver(person_id)
    row = db.session.get(RetentionHold, person_id)
    if row is not None:
        db.session.delete(row)
        audit.record(RELEASED, person_id, actor_id)
        db.session.flush()


def pseudonymise(batches: int | None = None) -> int:
    """Pseudonymise whoever's retention has ended, in so many batches or all; return how many.

    Commits batch by batch, so it may be stopped anywhere and goes on later.
    """
    number = 0
    for batch in count(1):
        done = transaction.run(pseudonymise_some)
        number += done
        if done < AT_ONCE or batch == batches:
            break
    return number


def pseudonymise_some() -> int:
    """Pseudonymise some of those who are due in the present transaction; return how many that were."""
    retention = rules.find()
    last = retention.last_leaving_day(dates.today()) if retention else None
    if retention is None or last is None:
        return 0
    person_ids = queries.take_due(last, AT_ONCE)
    if not person_ids:
        return 0
    erasing.erase(person_ids)
    _end_choices(person_ids)
    db.session.execute(update(User).where(User.id.in_(person_ids)).values(pseudonymised_at=clock.now()))
    audit.record_many(PSEUDONYMISED, ((person_id, {}) for person_id in person_ids), None)
    audit.record(RUN, "organisation", None, people=len(person_ids), retention_months=retention.months)
    db.session.flush()
    return len(person_ids)


def _end_choices(person_ids: Sequence[uuid.UUID]) -> None:
    """Choose nobody for mails any more who has no address."""
    chosen = heads.chosen()
    if not chosen.isdisjoint(person_ids):
        settings.store(heads.SETTING, [*sorted(person_id.hex for person_id in chosen.difference(person_ids))])
