"""Which groups of people may be told of, and how exactly: statistical disclosure control by aggregating first.

Tables that are protected cell by cell (a threshold, then complementary cells) leak through what links them: parent
minus children, one control minus another, this week minus last. So nothing is suppressed here in tables that overlap.
Instead the people of a finished cycle are divided once, for good, into *cohorts* that share nobody; each cohort's
counts are coarsened; and every row, total, plot, sheet and export is worked out from these told counts alone. No page
can tell more than the cohorts do, however many of them are laid side by side.

- A team whose own people are at least `FLOOR` is a cohort. Of it, "all" and "nobody" are never told: a count with at
  most one person on the other side is told as a range of two.
- Smaller groups are put together, below the lowest team that they have in common, until they are `MIXED_FLOOR`. What
  is told of such a cohort has at least four people on either side, or is a range of five numbers at one end. Then any
  group in it of fewer than five people may hold every number from none to all of them: people of a cohort can be
  exchanged without changing what is told, and some number that fits has four people on either side.
- What is left over at the top is told nowhere.

The threshold, complementary suppression, and how linked tables defeat it: Hundepool et al., Statistical Disclosure
Control (Wiley 2012), chapter 4; Willenborg and de Waal, Elements of Statistical Disclosure Control (Springer 2001).
That the attacker knows the rule as well: Wong et al., Minimality attack in privacy preserving data publishing (VLDB
2007); so all ranges are fixed beforehand, by a cohort's size and kind, and never chosen by what they hide.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

FLOOR = 5
MIXED_FLOOR = 2 * FLOOR - 1

Team = TypeVar("Team")


class Cohort(NamedTuple, Generic[Team]):
    """People told of together: those of one team, or of several smaller groups at or below it (None: the top)."""

    team: Team | None
    is_mixed: bool
    people: int
    parts: tuple[Team | None, ...]
    """The teams whose own people these are."""


@dataclass(frozen=True)
class Told:
    """What is told of a count: it lies between `lowest` and `highest`, of so many answers."""

    lowest: int
    highest: int
    of: int

    @property
    def is_exact(self) -> bool:
        """Tell whether the count itself is told."""
        return self.lowest == self.highest

    @property
    def share(self) -> float:
        """Return the middle of what is told, to sort and draw by."""
        return (self.lowest + self.highest) / 2 / self.of

    @property
    def rest(self) -> "Told":
        """Return what is told of all the others."""
        return Told(self.of - self.highest, self.of - self.lowest, self.of)


def divide(parents: Mapping[Team, Team | None], people: Mapping[Team | None, int]) -> list[Cohort[Team]]:
    """Divide people, counted by their own team, into cohorts; whoever is in none is told of nowhere."""
    cohorts: list[Cohort[Team]] = []
    waiting: dict[Team | None, list[tuple[Team | None, int]]] = defaultdict(list)
    for team in [*sorted(parents, key=lambda team: -_depth(parents, team)), None]:
        parts, own = waiting.pop(team, []), people.get(team, 0)
        if own >= FLOOR:
            cohorts.append(Cohort(team, False, own, (team,)))
        elif own:
            parts.append((team, own))
        together = sum(number for _part, number in parts)
        if together >= MIXED_FLOOR:
            cohorts.append(Cohort(team, True, together, tuple(part for part, _number in parts)))
        elif team is not None:
            waiting[parents[team]] += parts
    return cohorts


def tell(count: int, people: int, *, is_mixed: bool) -> Told:
    """Return what is told of `count` among the people of a cohort."""
    edge = FLOOR - 1 if is_mixed else 1
    if count <= edge:
        return Told(0, edge, people)
    if count >= people - edge:
        return Told(people - edge, people, people)
    return Told(count, count, people)


def together(parts: Iterable[Told]) -> Told | None:
    """Return what follows of several told counts taken together; None where there is none."""
    told = list(parts)
    if not told:
        return None
    return Told(sum(one.lowest for one in told), sum(one.highest for one in told), sum(one.of for one in told))


def _depth(parents: Mapping[Team, Team | None], team: Team) -> int:
    depth, above = 0, parents[team]
    while above is not None:
        depth, above = depth + 1, parents[above]
    return depth
