"""Checks of the whole ledger, done by the worker: on request, and by itself every day."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from training import audit, clock, transaction
from training.extensions import db
from training.ledger import queries
from training.ledger.findings import Report
from training.models import LedgerCheck, new_id
from training.statements import insert_once

EVERY = timedelta(days=1)
LEASE = timedelta(minutes=30)
"""Longer than a check takes: a million events take some minutes."""

CHECK_ASKED = audit.declare("ledger.check-asked", "organisation")
TAMPERING_FOUND = audit.declare("ledger.tampering-found", "organisation", "findings")


def ask(actor_id: uuid.UUID) -> None:
    """Let the worker check the ledger; one that has been asked for already is not asked for twice."""
    if insert_once(LedgerCheck, {"id": new_id(), "asked_at": clock.now(), "asked_by": actor_id}):
        audit.record(CHECK_ASKED, "organisation", actor_id)


def take() -> uuid.UUID | None:
    """Lease the check to be done: one that somebody asked for, or that of the day; None when there is none."""
    now = clock.now()
    if queries.is_check_due(EVERY):
        insert_once(LedgerCheck, {"id": new_id(), "asked_at": now})
    check = queries.hold_open_check()
    if check is None or (check.leased_until and check.leased_until > now):
        return None
    check.leased_until = now + LEASE
    db.session.flush()
    return check.id


def finish(check_id: uuid.UUID, verify: Callable[[], Report]) -> Report:
    """Do a leased check and keep its report; findings are told in the ledger itself, too."""
    report = verify()

    def keep() -> None:
        check = db.session.get_one(LedgerCheck, check_id, with_for_update=True)
        check.finished_at, check.is_open, check.report = clock.now(), None, report.dump()
        if not report.is_intact:
            audit.record(TAMPERING_FOUND, "organisation", None, findings=report.found)
        db.session.flush()

    transaction.run(keep)
    return report
