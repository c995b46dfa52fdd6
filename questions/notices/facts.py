"""What is read from a notice. Every fact has its words, their place in `source_text`, and a normalised value."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from pydantic import Field

from questions.incident import DataType, Span
from questions.text import Key, Part


class Role(StrEnum):
    """What happened on a date."""

    OCCURRED = "occurred"
    DETECTED = "detected"
    STOPPED = "stopped"
    INVESTIGATED = "investigated"
    REPORTED = "reported"
    TOLD = "told"
    ANNOUNCED = "announced"
    RESUMED = "resumed"
    OTHER = "other"


class Found(Part):
    """A stretch of the source text: `source_text[start:end] == text`."""

    key: Key
    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Named(Found):
    """A fact whose value is a word: an organisation, a topic, a block's name."""

    value: str


class Block(Named):
    """A part of a case page, under the name of its heading."""


class Date(Found):
    """A day, month or year (ISO, cut short; `--05-24` without a known year, `---24` without a month) and what happened.

    `inferred`: part of it stands elsewhere in the text; `labelled`: a line such as 発生日 says the role.
    """

    value: str
    role: Role
    roles: tuple[Role, ...]
    inferred: bool = False
    labelled: bool = False
    period: Key | None = None
    contradicts: tuple[Key, ...] = ()


class Period(Found):
    """From one date to another, as an ISO interval; an open end is `..`."""

    value: str
    since: str
    until: str
    role: Role


class Count(Found):
    """How many of what: `unit` is what is counted, `of` whose or which; not `affected` when it tells of others.

    `part`: the text says that it is included in another count.
    """

    value: int | float
    unit: str
    of: str | None
    qualifier: str | None = None
    affected: bool = True
    part: bool = False
    contradicts: tuple[Key, ...] = ()


class Data(Found):
    """A kind of data that the text says was affected, or was not; `also` are further places that say the same."""

    value: DataType
    affected: bool
    also: tuple[Span, ...] = ()
    contradicts: tuple[Key, ...] = ()


class PartyFact(Found):
    """Somebody other than the organisation who has a part in it, and the name when one is given."""

    value: str
    name: str | None = None
    supplier: bool = False
    also: tuple[Span, ...] = ()


class Noticed(Found):
    """Who noticed it first, and the date."""

    value: str
    date: str | None = None


class Told(Found):
    """Who was told (the commission, the police, the people concerned), on which date, and how."""

    value: str
    date: str | None = None
    by: tuple[str, ...] = ()


class Code(Found):
    """A code of the association's checklist, its label, its rules, and the article of the law then and now."""

    value: str
    label: str | None = None
    article: int | None = None
    article_now: int | None = None
    rules: tuple[Found, ...] = ()


class Proposal(Found):
    """A control of the bank that seems to fit, and why: the notice's code, or one of its topics."""

    value: Key
    reason: str
    because: Key


class Measure(Found):
    """What somebody recommends or will do, and who says so."""

    value: str
    by: str


class Event(Found):
    """A dated sentence of the story."""

    value: str
    until: str | None = None
    role: Role
    date: Key


class Gap(Part):
    """Days from the beginning until it was noticed, stopped, told to the people concerned, or announced."""

    key: Key
    until: str
    value: int
    unit: str = "days"
    since_date: Key
    until_date: Key


class Remark(Part):
    """What a reader of this reading should know: nothing is an incident here, two counts disagree ..."""

    code: str
    keys: tuple[Key, ...] = ()
    start: int | None = None
    end: int | None = None
    text: str | None = None


class Notice(Part):
    """All that was read from one text."""

    source_text: str
    incident: bool
    language: str
    organisation: Named | None
    dates: tuple[Date, ...]
    periods: tuple[Period, ...]
    counts: tuple[Count, ...]
    data_types: tuple[Data, ...]
    topics: tuple[Named, ...]
    checklist_codes: tuple[Code, ...]
    timeline: tuple[Event, ...]
    controls: tuple[Proposal, ...]
    parties: tuple[PartyFact, ...]
    noticed: tuple[Noticed, ...]
    told: tuple[Told, ...]
    measures: tuple[Measure, ...]
    gaps: tuple[Gap, ...]
    blocks: tuple[Block, ...]
    boilerplate: tuple[Named, ...]
    remarks: tuple[Remark, ...]

    @property
    def several(self) -> bool:
        """Tell whether the text tells of more than one incident."""
        return any(remark.code == "two-incidents" for remark in self.remarks)


F = TypeVar("F", bound=Found)


def numbered(facts: Iterable[F]) -> tuple[F, ...]:
    """Make keys unique: the second of the same gets `-2`, so that the first keeps its key when more are added."""
    used: set[str] = set()
    counted: dict[str, int] = {}
    result = []
    for fact in facts:
        key, number = fact.key, counted.get(fact.key, 0) + 1
        while (number > 1 and (key := f"{fact.key}-{number}") in used) or key in used:
            number += 1
        counted[fact.key] = number
        used.add(key)
        result.append(fact if key == fact.key else fact.model_copy(update={"key": key}))
    return tuple(result)
