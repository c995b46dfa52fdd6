"""What a rule finds, and the registry of rules."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from questions.control import Control
from questions.incident import Incident
from questions.lint.literature import Work
from questions.quiz import Quiz
from questions.redaction.plain import gist
from questions.release import Bank
from questions.scenario import Scenario, Step
from questions.text import Answers

Values = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, order=True)
class Place:
    """Where something was found: a kind of document and its key, then as far as it concerns one of them."""

    document: str
    step: str = ""
    option: str = ""
    language: str = ""

    def __str__(self) -> str:
        inside = ", ".join(part for part in (self.step, self.option, self.language) if part)
        return f"{self.document}: {inside}" if inside else self.document


class Flaw(NamedTuple):
    """What a rule says about what it was given to look at: a text with named places, and what fills them."""

    message: str
    values: dict[str, str | int] = {}  # never changed
    option: str = ""
    language: str = ""
    step: str = ""
    words: str = ""
    """The very words that an answer must name to keep them."""
    kept: str = ""
    """Why they are kept, where an answer stands elsewhere than at what was looked at."""


@dataclass(frozen=True)
class Finding:
    """A warning: which rule, where, and what was seen. `message` is English with named places for `values`."""

    rule: str
    place: Place
    message: str
    values: Values = ()
    kept: str = ""
    """Why an author keeps it; empty while nobody has said so."""
    words: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.text} [{self.rule}]"

    @property
    def text(self) -> str:
        """Return what was seen, in English."""
        return self.message % dict(self.values)

    @property
    def title(self) -> str:
        """Return what the rule is called, in English."""
        return RULES[self.rule].title

    @property
    def reason(self) -> str:
        """Return why the rule asks for it, in English."""
        return RULES[self.rule].reason

    @property
    def blocks(self) -> bool:
        """Tell whether nothing is published until it is taken out or kept."""
        return RULES[self.rule].blocks and not self.kept

    @property
    def is_needed(self) -> bool:
        """Tell whether publication asks for what is missing, so that nobody can keep it on purpose."""
        return RULES[self.rule].is_needed

    @property
    def literature(self) -> tuple[Work, ...]:
        """Return what was published about it; nothing where it is a rule of this house alone."""
        return RULES[self.rule].literature


@dataclass(frozen=True)
class StepCase:
    """A step to be looked at, with what stands around it and the languages of its scenario, on a day."""

    step: Step
    scenario: Scenario
    bank: Bank
    today: date
    languages: list[str]


@dataclass(frozen=True)
class ScenarioCase:
    """A scenario to be looked at as a whole, and the languages of its texts."""

    scenario: Scenario
    bank: Bank
    languages: list[str]


@dataclass(frozen=True)
class QuizCase:
    """A quiz to be looked at as a whole."""

    quiz: Quiz
    bank: Bank


@dataclass(frozen=True)
class ControlCase:
    """A control to be looked at, on a day."""

    control: Control
    today: date


@dataclass(frozen=True)
class IncidentCase:
    """An incident to be looked at."""

    incident: Incident


Check = Callable[..., Iterator[Flaw]]
Case = type | tuple[type, ...]


@dataclass(frozen=True)
class Rule:
    """A rule: what it is called, what it looks at, why, and what was published about it."""

    key: str
    case: Case
    title: str
    reason: str
    literature: tuple[Work, ...]
    check: Check
    blocks: bool = False
    is_needed: bool = False
    """Publication itself asks for it (questions/release.py), so that no answer helps."""


RULES: dict[str, Rule] = {}


def rule(  # noqa: PLR0913  # a rule is these things
    key: str, case: Case, title: str, reason: str, *literature: Work, blocks: bool = False, is_needed: bool = False
) -> Callable[[Check], Check]:
    """Register a function that yields the flaws of a case under the name of a rule."""

    def register(check: Check) -> Check:
        RULES[key] = Rule(key, case, title, reason, literature, check, blocks, is_needed)
        return check

    return register


def found(
    case: object, document: str, step: str = "", answers: Answers = None, rules: Collection[str] = ()
) -> Iterator[Finding]:
    """Yield what all rules (or only `rules`) for this type of case find; `answers` say what is kept on purpose."""
    kept = {(answer.rule, gist(answer.words or "")): answer.reason for answer in answers or ()}
    for each in [RULES[key] for key in rules] if rules else RULES.values():
        if isinstance(case, each.case):
            for flaw in each.check(case):
                place = Place(document, step or flaw.step, flaw.option, flaw.language)
                reason = "" if each.is_needed else flaw.kept or kept.get((each.key, gist(flaw.words)), "")
                yield Finding(each.key, place, flaw.message, tuple(sorted(flaw.values.items())), reason, flaw.words)
