"""What people have in common and who stands in for whom, and what would break the rules of these tables."""

from collections.abc import Sequence
from datetime import UTC, datetime

from training.administration import service
from training.extensions import db
from training.models import Deputyship, User

NOW = datetime(2026, 5, 1, tzinfo=UTC)

BREAKING_PEOPLE = {
    "ck_deputyship_ended_with_date": "UPDATE deputyship SET ended_by = manager_id",
    "ck_deputyship_ends_after_start": "UPDATE deputyship SET ends_on = '2026-04-30'",
    "ck_deputyship_somebody_else": "UPDATE deputyship SET deputy_id = manager_id",
    "ck_tag_named": "UPDATE tag SET name = ''",
    "uq_tag_name": "UPDATE tag SET name = 'same'",
}


def describe(people: Sequence[User]) -> None:
    """Give each person a tag, and a deputy to the first."""
    deputyship = Deputyship(manager_id=people[0].id, deputy_id=people[1].id, created_at=NOW)
    deputyship.starts_on = deputyship.ends_on = NOW.date()
    db.session.add(deputyship)
    for number, person in enumerate(people):
        service.give_tag(service.add_tag(f"カード {number}", None, None).id, [person.id], None)
