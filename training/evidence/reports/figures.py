"""The numbers of a report: sums over groups of people who stood alike, so that all of them agree with each other."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from training.evidence.reports.standing import BANDS, BY_QUIZ, OPEN, Outcome, Source
from training.models import OverrideKind


class Group(NamedTuple):
    """So many people who stood alike; see `standing` for what is what. `band` is the tenth of the score."""

    source: str
    has_left: bool
    outcome: str
    passed_by: str | None
    is_past_due: bool
    passed_first: int | None
    band: int | None
    release: int | None
    tries: int
    is_extended: bool
    has_moved: bool
    employment: str | None
    number: int


class Followed(StrEnum):
    """What followed for somebody whose first attempt was not a pass."""

    PASSED_LATER = "passed_later"
    WITHOUT_QUIZ = "without_quiz"
    EXEMPT = "exempt"
    ON_LEAVE = "on_leave"
    TRYING = "trying"
    FAILED_AGAIN = "failed_again"
    NOT_AGAIN = "not_again"


class Kind(NamedTuple):
    """The people of one kind of employment."""

    employment: str | None
    population: int
    asked: int
    passed: int


Condition = Callable[[Group], bool]
_NOT_ASKED = (Outcome.EXEMPT, Outcome.ON_LEAVE)
WAYS = (BY_QUIZ, OverrideKind.ATTENDED.value, OverrideKind.MANUAL_PASS.value)


@dataclass(frozen=True)
class Figures:
    """What is counted of a cycle; all but `assigned`, `came` and `left` leave out whoever had left."""

    groups: Sequence[Group]

    def count(self, condition: Condition) -> int:
        """Count the people of the groups that a condition holds for."""
        return sum(group.number for group in self.groups if condition(group))

    def here(self, condition: Condition) -> int:
        """Count those who had not left."""
        return self.count(lambda group: not group.has_left and condition(group))

    @property
    def assigned(self) -> int:
        """Count everybody who was ever assigned."""
        return self.count(lambda _group: True)

    @property
    def came(self) -> dict[Source, int]:
        """Count people by how they came."""
        return {source: self.count(lambda group, source=source: group.source == source) for source in Source}  # type: ignore[misc]

    @property
    def left(self) -> int:
        """Count those who have left."""
        return self.count(lambda group: group.has_left)

    @property
    def left_unfinished(self) -> int:
        """Count those who have left without a pass."""
        return self.count(lambda group: group.outcome == Outcome.LEFT)

    @property
    def population(self) -> int:
        """Count those who were there."""
        return self.here(lambda _group: True)

    @property
    def moved(self) -> int:
        """Count those who had come to another team meanwhile."""
        return self.here(lambda group: group.has_moved)

    @property
    def asked(self) -> int:
        """Count those of whom completion was asked: all but the exempt and those on leave."""
        return self.here(_is_asked)

    @property
    def passed(self) -> int:
        """Count the passes."""
        return self.outcome(Outcome.PASSED)

    @property
    def share(self) -> float | None:
        """Return the share of passes among those who were asked; None where nobody was."""
        return self.passed / self.asked if self.asked else None

    def outcome(self, outcome: Outcome) -> int:
        """Count by how people stood."""
        return self.here(lambda group: group.outcome == outcome)

    def passed_by(self, way: str) -> int:
        """Count passes by what decided them."""
        return self.here(lambda group: group.passed_by == way)

    @property
    def unfinished(self) -> int:
        """Count those who were asked and have not passed."""
        return self.asked - self.passed

    @property
    def overdue(self) -> int:
        """Count those whose time had run out."""
        return self.here(lambda group: group.is_past_due and group.outcome in OPEN)

    @property
    def extended(self) -> int:
        """Count those who were given until a later day."""
        return self.here(lambda group: group.is_extended)

    @property
    def kinds(self) -> list[Kind]:
        """List kinds of employment, unknown last."""
        found = {group.employment for group in self.groups if not group.has_left}
        return [self._kind(name) for name in sorted(found, key=lambda name: (name is None, name))]

    def _kind(self, name: str | None) -> Kind:
        def own(condition: Condition) -> int:
            return self.here(lambda group: group.employment == name and condition(group))

        return Kind(name, own(lambda _: True), own(_is_asked), own(lambda group: group.outcome == Outcome.PASSED))

    @property
    def tried(self) -> int:
        """Count those who finished an attempt."""
        return self.here(lambda group: group.tries > 0)

    def took(self, release: int) -> int:
        """Count those whose counted attempt was at the release of this number."""
        return self.here(lambda group: group.release == release)

    @property
    def releases(self) -> set[int]:
        """Return the numbers of the releases of counted attempts."""
        return {group.release for group in self.groups if group.release is not None}

    @property
    def bands(self) -> dict[int, int]:
        """Count people by the tenth of the score that counts, the highest first."""
        return {tenth: self.here(lambda group, tenth=tenth: group.band == tenth) for tenth in BANDS}  # type: ignore[misc]

    @property
    def failed_first(self) -> int:
        """Count those whose first attempt was not a pass."""
        return self.here(_has_failed_first)

    @property
    def followed(self) -> dict[Followed, int]:
        """Count what followed for them; the sum is `failed_first`."""
        return {
            what: self.here(lambda group, what=what: _has_failed_first(group) and _what_followed(group) is what)  # type: ignore[misc]
            for what in Followed
        }


def _is_asked(group: Group) -> bool:
    return group.outcome not in _NOT_ASKED


def _has_failed_first(group: Group) -> bool:
    return group.passed_first == 0


def _what_followed(group: Group) -> Followed:
    match group.outcome:
        case Outcome.PASSED:
            return Followed.PASSED_LATER if group.passed_by == BY_QUIZ else Followed.WITHOUT_QUIZ
        case Outcome.EXEMPT:
            return Followed.EXEMPT
        case Outcome.ON_LEAVE:
            return Followed.ON_LEAVE
        case Outcome.IN_PROGRESS:
            return Followed.TRYING
    return Followed.FAILED_AGAIN if group.tries > 1 else Followed.NOT_AGAIN


def figures_of(rows: Iterable[Sequence[object]]) -> Figures:
    """Return the figures of counted rows, each with the columns of `Group`."""
    return Figures([Group(*row) for row in rows])  # type: ignore[arg-type]
