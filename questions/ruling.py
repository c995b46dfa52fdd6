"""A ruling: how answers to a question are marked from now on, after somebody found its key or the question wrong."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from questions.kinds import AnyQuestion, Response
from questions.kinds.base import KeyField
from questions.text import Part, clean

SHORTEST_REASON, LONGEST_REASON = 10, 2_000

LARGEST = 100_000

PLACE: KeyField = "place"
_TICKS = {"right", "wrong"}
_NUMBERS = {"least", "most", "place"}


class KeyValue(Part):
    """One value of a key: of an option, a segment or a unit. What is ticked is 1; places count from 1."""

    item: str = Field(max_length=80)
    field: KeyField
    value: float = Field(ge=0, le=LARGEST)


def key_of(question: AnyQuestion) -> list[KeyValue]:
    """List the present key of a question, part by part; nothing when its kind has none that could be corrected."""
    where = question.corrigible
    if where is None:
        return []
    parts = getattr(question, where.parts)
    return [
        KeyValue(
            item=getattr(part, where.name), field=name, value=place if name == PLACE else float(getattr(part, name))
        )
        for place, part in enumerate(parts, 1)
        for name in where.fields
    ]


class Ruling(Part):
    """A decision on one wording of a question: the question as it was asked, and the key that holds from now on.

    Whatever else the question says can't change here: the document has no place for it.
    """

    schema_version: int = 1
    question_uid: str
    question_revision: str = Field(pattern=r"^[0-9a-f]{64}$")
    question: AnyQuestion
    decision: Literal["corrected_key", "full_marks"]
    key: list[KeyValue] = []
    reason: str

    @field_validator("schema_version")
    @classmethod
    def _known_version(cls, version: int) -> int:
        if version != 1:
            raise ValueError(f"schema_version {version} is newer than this program understands")
        return version

    @field_validator("reason")
    @classmethod
    def _reason_says_something(cls, reason: str) -> str:
        reason = clean(reason)
        if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
            raise ValueError(f"a reason has {SHORTEST_REASON} to {LONGEST_REASON} characters")
        return reason

    @model_validator(mode="after")
    def _key_fits(self) -> Self:
        if self.question.uid != self.question_uid:
            raise ValueError("the ruling is about another question")
        if not self.question.marked:
            raise ValueError("a question without a mark can't be ruled on")
        if self.decision == "full_marks":
            if self.key:
                raise ValueError("where everybody gets full marks there is no key")
            return self
        if not self.key or _names(self.key) != _names(key_of(self.question)):
            raise ValueError("the key does not name the parts of this question")
        for fault in _faults(self.key):
            raise ValueError(fault)
        return self

    @property
    def corrected(self) -> AnyQuestion:
        """Return the question with the key that holds from now on."""
        where = self.question.corrigible
        if self.decision == "full_marks" or where is None:
            return self.question
        values = {(value.item, value.field): value.value for value in self.key}
        parts = []
        for part in getattr(self.question, where.parts):
            name = getattr(part, where.name)
            own = {field: _typed(field, values[name, field]) for field in where.fields if field != PLACE}
            parts.append(part.model_copy(update=own))
        if PLACE in where.fields:
            parts.sort(key=lambda part: values[getattr(part, where.name), PLACE])
        return self.question.model_copy(update={where.parts: parts})

    def grade(self, response: Response) -> Fraction:
        """Return the mark of an answer under this ruling."""
        return Fraction(1) if self.decision == "full_marks" else self.corrected.grade(response)


def _names(key: Iterable[KeyValue]) -> list[tuple[str, str]]:
    return sorted((value.item, value.field) for value in key)


def _typed(name: str, value: float) -> Any:
    return bool(value) if name in _TICKS else int(value) if name in _NUMBERS else value


def _faults(key: list[KeyValue]) -> Iterable[str]:
    values: dict[str, list[float]] = {}
    for one in key:
        values.setdefault(one.field, []).append(one.value)
    if any(not value.is_integer() for name in _NUMBERS for value in values.get(name, ())):
        yield "times and places are whole numbers"
    if any(value not in {0, 1} for name in _TICKS for value in values.get(name, ())):
        yield "a part is either ticked or not"
    if any(not any(values[name]) for name in _TICKS & values.keys()):
        yield "at least one part must be ticked"
    if "points" in values and max(values["points"]) != 1:
        yield "the best option must have 1 point, and none more"
    if "place" in values and sorted(values["place"]) != list(range(1, len(values["place"]) + 1)):
        yield "every place is taken once"
    if any(most < least for least, most in zip(values.get("least", ()), values.get("most", ()), strict=True)):
        yield "the longest accepted time is shorter than the shortest one"


def rounded(mark: Fraction) -> float:
    """Return a mark as it is kept."""
    return round(float(mark), 6)
