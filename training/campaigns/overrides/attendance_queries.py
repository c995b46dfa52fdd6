"""Who is meant by what stands in a list of a class."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, or_, select

from training.campaigns.overrides.queries import is_latest
from training.extensions import db
from training.models import Assignment, AssignmentStatus, PersonIdentity, User, UserStatus

_AT_ONCE = 500


class Known(NamedTuple):
    """Somebody who signs in with what was typed; `assigned` is how the latest duty stands, if there is one."""

    person_id: uuid.UUID
    display_name: str
    status: UserStatus
    leave_from: date | None
    leave_until: date | None
    assigned: AssignmentStatus | None


def map_known(campaign_id: uuid.UUID, cells: Iterable[str]) -> dict[str, list[Known]]:
    """Map cells, in small letters, to the people with this address or number; nobody for any other cell."""
    wanted, known = sorted(cells), defaultdict[str, list[Known]](list)
    for first in range(0, len(wanted), _AT_ONCE):
        for row in db.session.execute(_people(campaign_id, wanted[first : first + _AT_ONCE])):
            person = Known(row.id, row.display_name, row.status, row.leave_from, row.leave_until, row.assigned)
            for key in {row.email, (row.employee_number or "").lower()} - {None, ""}:
                if person not in known[key]:
                    known[key].append(person)
    return known


def _people(campaign_id: uuid.UUID, part: Sequence[str]) -> Select[*tuple[Any, ...]]:
    own = and_(Assignment.person_id == User.id, Assignment.campaign_id == campaign_id, is_latest())
    number = func.lower(PersonIdentity.employee_number)
    account = (User.id, User.status, User.leave_from, User.leave_until)
    identity = (PersonIdentity.display_name, PersonIdentity.email, PersonIdentity.employee_number)
    return (
        select(*account, *identity, Assignment.status.label("assigned"))
        .join(PersonIdentity, PersonIdentity.person_id == User.id)
        .outerjoin(Assignment, own)
        .where(or_(PersonIdentity.email.in_(part), number.in_(part)))
    )
