"""A ruling: how answers to a question are marked from now on, after somebody found its key or the question wrong."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator

from questions.fault import N_, Invalid
from questions.kinds import AnyQuestion, Response
from questions.text import WRITTEN_LATER, Part, clean
from questions.validation import fault_of

SHORTEST_REASON, LONGEST_REASON = 10, 2_000

LARGEST = 100_000

_REASON = N_("A reason has %(least)s to %(most)s characters.")


_STORED = {"stored": True}
"""The context in which a ruling is read whose key was judged when it was kept."""


class KeyValue(Part):
    """One value of a key, as the kind names it: of an option, a segment or a unit. What is ticked is 1."""

    item: str = Field(max_length=80)
    field: str = Field(max_length=20)
    value: float = Field(ge=0, le=LARGEST)


def key_of(question: AnyQuestion) -> list[KeyValue]:
    """List the present key of a question, part by part; nothing when its kind has none that could be corrected."""
    return [KeyValue(item=one.item, field=one.field, value=float(one.value)) for one in question.key()]


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
            raise Invalid(WRITTEN_LATER)
        return version

    @field_validator("reason")
    @classmethod
    def _reason_says_something(cls, reason: str) -> str:
        reason = clean(reason)
        if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
            raise Invalid(_REASON, least=SHORTEST_REASON, most=LONGEST_REASON)
        return reason

    @model_validator(mode="after")
    def _key_fits(self, info: ValidationInfo) -> Self:
        if self.question.uid != self.question_uid:
            raise Invalid(N_("The ruling is about another question."))
        if not self.question.marked:
            raise Invalid(N_("A question without a mark can't be ruled on."))
        if self.decision == "full_marks":
            if self.key:
                raise Invalid(N_("Where everybody gets full marks there is no key."))
            return self
        if not self.key or _names(self.key) != _names(key_of(self.question)):
            raise Invalid(N_("The key does not name the parts of this question."))
        if info.context == _STORED:
            return self
        try:
            self.question.with_key(self._values)
        except ValidationError as error:
            wrong = fault_of(error.errors()[0])
            raise Invalid(wrong.sentence, **dict(wrong.values)) from error
        return self

    @cached_property
    def corrected(self) -> AnyQuestion:
        """Return the question with the key that holds from now on."""
        if self.decision == "full_marks":
            return self.question
        try:
            return self.question.with_key(self._values)
        except ValueError:  # it was valid by the rules of the day on which it was kept
            return self.question.with_stored_key(self._values)

    @property
    def _values(self) -> dict[tuple[str, str], float]:
        return {(value.item, value.field): value.value for value in self.key}

    def grade(self, response: Response) -> Fraction:
        """Return the mark of an answer under this ruling."""
        return Fraction(1) if self.decision == "full_marks" else self.corrected.grade(response)


def read_ruling(document: str) -> Ruling:
    """Return the ruling that a stored document holds; raise ValidationError when it is none that can be read.

    Its key was judged when it was kept. Answers were marked by it, so it holds even where more is asked of keys today.
    """
    return Ruling.model_validate_json(document, context=_STORED)


def _names(key: Iterable[KeyValue]) -> list[tuple[str, str]]:
    return sorted((value.item, value.field) for value in key)


def rounded(mark: Fraction) -> float:
    """Return a mark as it is kept."""
    return round(float(mark), 6)
