"""Somebody who is held back, and what would break the rules about leavers."""

from datetime import UTC, datetime

from training.extensions import db
from training.models import RetentionHold, User

BREAKING_RETENTION = {
    "ck_retention_hold_with_reason": "UPDATE retention_hold SET reason = ' '",
    "ck_user_pseudonymised_leavers": 'UPDATE "user" SET pseudonymised_at = created_at',
}


def hold_back(person: User, by: User) -> None:
    """Hold somebody back."""
    held = RetentionHold(person_id=person.id, reason="A dispute.", held_by=by.id)
    held.held_at = datetime(2026, 5, 1, tzinfo=UTC)
    db.session.add(held)
