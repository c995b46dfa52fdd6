"""Who is in an invented organisation on a day, who manages or stands in for whom, and whom a campaign asks."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

Few = frozenset[str]
NOBODY: Few = frozenset()


@dataclass
class Person:
    """Somebody as a list of people tells."""

    number: str
    name: str
    team: str
    mailbox: str
    hired: date
    employment: str = "regular"
    zone: str = "Asia/Tokyo"
    is_in: bool = True
    leave: tuple[date, date | None] | None = None
    tags: Few = NOBODY

    def is_away(self, day: date) -> bool:
        return bool(self.leave and self.leave[0] <= day and (self.leave[1] is None or day <= self.leave[1]))

    def is_here(self, day: date) -> bool:
        return self.is_in and not self.is_away(day)


@dataclass
class Standing:
    """Somebody who stands in for a manager from one day to another."""

    manager: str
    deputy: str
    first: date
    last: date
    is_ended: bool = False


@dataclass
class Organisation:
    """People by number, the tree of teams, and who manages them."""

    parents: dict[str, str | None]
    managers: dict[str, list[str]]
    authors: Few
    people: dict[str, Person] = field(default_factory=dict)
    standing_in: list[Standing] = field(default_factory=list)

    def above(self, name: str) -> Iterator[str]:
        """Yield a team and all above it."""
        team: str | None = name
        while team:
            yield team
            team = self.parents[team]

    def readers(self, team: str, person: Person, day: date) -> Iterator[str]:
        """Yield who is told about somebody as manager of a team, or in place of one; nobody about oneself."""
        for manager in self.managers.get(team, ()):
            of_manager = (each for each in self.standing_in if each.manager == manager and self.people[manager].is_in)
            deputies = [each.deputy for each in of_manager if each.first <= day <= each.last and not each.is_ended]
            if person.number != manager:
                yield from (number for number in (manager, *deputies) if number != person.number)

    def end_standing_in(self, number: str, day: date) -> list[Standing]:
        """End what somebody stands in for and who stands in for the person, as far as it is not over on `day`."""
        found = [each for each in self.standing_in if number in {each.manager, each.deputy}]
        ended = [each for each in found if each.last >= day and not each.is_ended]
        for each in ended:
            each.is_ended = True
        return ended

    def has_role(self, person: Person, role: str) -> bool:
        if role == "authors":
            return person.number in self.authors
        return any(person.number in numbers for numbers in self.managers.values())


@dataclass(frozen=True)
class Asked:
    """Whom a campaign asks: whoever is in one of the parts, meets the conditions or was named, and is not left out."""

    everybody: bool = False
    teams: Few = NOBODY
    tags: Few = NOBODY
    roles: Few = NOBODY
    named: Few = NOBODY
    employments: Few = NOBODY
    hired_from: date | None = None
    without_teams: Few = NOBODY
    without_tags: Few = NOBODY
    without: Few = NOBODY

    def holds(self, person: Person, day: date, organisation: Organisation) -> bool:
        teams = {*organisation.above(person.team)}
        is_named = person.number in self.named
        is_part = self.everybody or is_named or teams & self.teams or person.tags & self.tags
        if not is_part and not any(organisation.has_role(person, role) for role in self.roles):
            return False
        is_left_out = teams & self.without_teams or person.tags & self.without_tags or person.number in self.without
        return not is_left_out and person.hired <= day and (is_named or self._meets(person))

    def _meets(self, person: Person) -> bool:
        is_hired = self.hired_from is None or person.hired >= self.hired_from
        return is_hired and (not self.employments or person.employment in self.employments)


EVERYBODY = Asked(everybody=True)


def few(names: Collection[str]) -> Few:
    return frozenset(names)
