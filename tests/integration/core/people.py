"""What people have in common and who stands in for whom, and what would break the rules of these tables."""

from collections.abc import Sequence

from training.administration import service
from training.models import User

BREAKING_PEOPLE = {
    "ck_tag_named": "UPDATE tag SET name = ''",
    "uq_tag_name": "UPDATE tag SET name = 'same'",
}


def describe(people: Sequence[User]) -> None:
    """Give each person a tag."""
    for number, person in enumerate(people):
        service.give_tag(service.add_tag(f"カード {number}", None, None).id, [person.id], None)
