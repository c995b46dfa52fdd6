"""A time limit is named, a number with its unit; the mark is 1 inside the accepted range, else 0."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from questions.fault import N_, Invalid
from questions.kinds.base import AnswerPart, Corrigible, Fields, Outlined, Question, Response
from questions.text import LocalisedText, Part

Unit = Literal["minutes", "hours", "days", "business_days", "weeks", "months", "years"]

LARGEST = 100_000
_NUMBER = re.compile(r"0*[0-9]{1,9}(\.[0-9]{1,2})?")
_LONGEST_NUMBER = 40
_USUAL = (1, 2, 3, 5, 7, 10, 14, 24, 30, 48, 60, 72, 90)
"""The numbers that people name when they do not know."""


class Accepted(Part):
    """A unit that can be chosen, and what is right in it."""

    unit: Unit
    least: int = Field(ge=0, le=LARGEST)
    most: int = Field(ge=0, le=LARGEST)

    @model_validator(mode="after")
    def _in_order(self) -> "Accepted":
        if self.most < self.least:
            raise Invalid(N_("The longest accepted time is shorter than the shortest one."))
        return self


class DeadlineFeedback(Part):
    """What is said to an answer inside the range, below it and above it."""

    inside: LocalisedText
    too_short: LocalisedText
    too_long: LocalisedText


class Took(Part):
    """How long something took; the unit need not be one that can be chosen."""

    number: float = Field(gt=0, le=LARGEST)
    unit: Unit


class Deadline(Question):
    """How soon something is due; `since` says from when it counts. An answer is a number and a unit."""

    corrigible: ClassVar[Corrigible | None] = Corrigible("accepted", "unit", ("least", "most"))

    kind: Literal["deadline"] = "deadline"
    since: LocalisedText | None = None
    accepted: list[Accepted] = Field(min_length=2, max_length=7)
    feedback: DeadlineFeedback
    real: Took | None = None
    """How long the real organisation took, as published."""

    @model_validator(mode="after")
    def _units_differ(self) -> "Deadline":
        units = [accepted.unit for accepted in self.accepted]
        if len(set(units)) < len(units):
            raise Invalid(N_("The same unit stands here twice."))
        return self

    def parse(self, fields: Fields) -> Response:
        """Read the fields `number`, full-width figures and spaces included, and `unit`."""
        numbers, units = list(fields.get("number", ())), list(fields.get("unit", ()))
        if len(numbers) > 1 or len(units) > 1:
            raise self.refusal("malformed")
        if not units or not units[0]:
            raise self.refusal("missing" if not "".join(numbers).strip() else "no-unit")
        if units[0] not in {accepted.unit for accepted in self.accepted}:
            raise self.refusal("unknown")
        return (self._number(numbers[0] if numbers else ""), units[0])

    def _number(self, sent: str) -> str:
        text = "".join(unicodedata.normalize("NFKC", sent[:_LONGEST_NUMBER]).split())
        if not text:
            raise self.refusal("no-number")
        if len(sent) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
            raise self.refusal("not-a-number")
        if Decimal(text) > LARGEST:
            raise self.refusal("too-large")
        return f"{Decimal(text).normalize():f}"

    def fields(self, response: Response) -> dict[str, list[str]]:
        """Return the number and the unit."""
        return {"number": [response[0]], "unit": [response[1]]}

    def side(self, response: Response) -> Literal["inside", "too_short", "too_long"]:
        """Tell on which side of the accepted range an answer lies."""
        number = Decimal(response[0])
        of_unit = next(accepted for accepted in self.accepted if accepted.unit == response[1])
        if number < of_unit.least:
            return "too_short"
        return "too_long" if number > of_unit.most else "inside"

    def grade(self, response: Response) -> Fraction:
        """Return 1 inside the accepted range, else 0."""
        return Fraction(self.side(response) == "inside")

    def guess_score(self) -> Fraction:
        """Return the mean mark over the numbers that people name, in each unit."""
        guesses = self._guesses()
        return sum((self.grade(guess) for guess in guesses), Fraction()) / len(guesses)

    def guess(self, random: Random) -> Response:
        """Return a number that people name, in any unit."""
        return random.choice(self._guesses())

    def _guesses(self) -> list[Response]:
        return [
            (str(number), accepted.unit)
            for accepted in self.accepted
            for number in sorted({*_USUAL, accepted.least, accepted.most})
        ]

    def published(self) -> Response | None:
        """Return how long the real organisation took."""
        return (f"{self.real.number:g}", self.real.unit) if self.real else None

    def answer_parts(self) -> list[AnswerPart]:
        """List the three sides, each with what is said to it."""
        sides = {name: getattr(self.feedback, name) for name in ("inside", "too_short", "too_long")}
        return [
            AnswerPart(name, (text,), name == "inside", group="side", mark=float(name == "inside"))
            for name, text in sides.items()
        ]

    def outline(self) -> list[Outlined]:
        """Return what is said to an answer inside the range, which names it."""
        return [Outlined((self.feedback.inside,))]

    def parts(self, response: Response) -> list[str]:
        """List the side of the answer."""
        return [self.side(response)]

    def feedback_texts(self) -> list[LocalisedText]:
        """List what is said to each side."""
        return [self.feedback.inside, self.feedback.too_short, self.feedback.too_long]
