"""The people, teams and managers of the moment, as plain values that a plan is made against."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from training.models import UserStatus

IDENTITY = ("name", "email", "employee_number")
ACCOUNT = ("locale", "time_zone", "employment", "hired_on", "leave_from", "leave_until")
TAGS = "tags"
FIELDS = (*IDENTITY, *ACCOUNT, TAGS)
"""What a line can say of a person, apart from the team, in the order in which it is shown."""


class Person(NamedTuple):
    """Somebody who is known; what is not known of the person is an empty text, a day is written as ISO does."""

    id: uuid.UUID
    status: UserStatus
    name: str
    email: str
    employee_number: str
    locale: str
    time_zone: str
    employment: str
    hired_on: str
    leave_from: str
    leave_until: str
    team_id: uuid.UUID | None
    tags: str = ""
    """Their names, one a line, in order."""

    @property
    def is_here(self) -> bool:
        """Tell whether the person counts among those present."""
        return self.status is not UserStatus.DEACTIVATED


class TeamRow(NamedTuple):
    """A team, archived ones included, since their names are taken."""

    id: uuid.UUID
    name: str
    name_en: str
    parent_id: uuid.UUID | None
    is_archived: bool


@dataclass(frozen=True)
class World:
    """Everything that a plan depends on beside the file."""

    people: Collection[Person]
    teams: Collection[TeamRow]
    managers: frozenset[tuple[uuid.UUID, uuid.UUID]]
    """(team, person)"""
    administrators: frozenset[uuid.UUID]
    """Those who are active."""
    tags: Collection[str] = ()
    """The names of those in use."""


class Options(NamedTuple):
    """What the importing person chose; `today` is a day of the organisation, as ISO writes it."""

    today: str
    everybody: bool = False
    creates_teams: bool = True
    sets_managers: bool = True
    actor_id: uuid.UUID | None = None


Values = Mapping[str, str]
