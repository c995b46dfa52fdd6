"""Any number of options is chosen; the mark is (right chosen - wrong chosen) / number right, never below 0."""

from fractions import Fraction
from random import Random
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from questions.fault import N_, Invalid
from questions.kinds.base import AnswerPart, Corrigible, Fields, Option, Question, Response, unique_keys
from questions.kinds.choosing import mean_share, read_chosen, share
from questions.shuffle import shuffled
from questions.text import LocalisedText


class RightOrWrong(Option):
    """An option that belongs to the answer or does not."""

    right: bool = False
    real: bool = False
    """What the real organisation did, as published."""


class MultipleChoice(Question):
    """Options of which several are right."""

    corrigible: ClassVar[Corrigible | None] = Corrigible("options", "key", ("right",))

    kind: Literal["multiple_choice"] = "multiple_choice"
    options: list[RightOrWrong] = Field(min_length=3, max_length=8)

    @model_validator(mode="after")
    def _some_right_some_wrong(self) -> "MultipleChoice":
        unique_keys(self.options)
        right = sum(option.right for option in self.options)
        if not 0 < right < len(self.options):
            raise Invalid(N_("At least one option must be right and at least one wrong."))
        return self

    def parse(self, fields: Fields) -> Response:
        """Read the chosen options."""
        return read_chosen(self, [option.key for option in self.options], fields)

    def fields(self, response: Response) -> dict[str, list[str]]:
        """Return the chosen keys as the field `choice`."""
        return {"choice": list(response)}

    def grade(self, response: Response) -> Fraction:
        """Return (right chosen - wrong chosen) / number right, never below 0."""
        return share(response, {option.key for option in self.options if option.right})

    def guess_score(self) -> Fraction:
        """Return the mean mark over all non-empty choices."""
        right = sum(option.right for option in self.options)
        return mean_share(right, len(self.options) - right)

    def guess(self, random: Random) -> Response:
        """Return as many options as are right, or one more or fewer: the number that people choose."""
        keys = [option.key for option in self.options]
        right = sum(option.right for option in self.options)
        size = min(max(right + random.choice((-1, 0, 0, 1)), 1), len(keys))
        chosen = set(random.sample(keys, size))
        return tuple(key for key in keys if key in chosen)

    def order(self, seed: str) -> list[str]:
        """List the options, shuffled."""
        return shuffled([option.key for option in self.options], seed, self.uid)

    def published(self) -> Response | None:
        """Return the options that the real organisation took."""
        return tuple(option.key for option in self.options if option.real) or None

    def answer_parts(self) -> list[AnswerPart]:
        """List the options."""
        return [AnswerPart(o.key, (o.text,), o.right, option=True, feedback=o.feedback) for o in self.options]

    def parts(self, response: Response) -> list[str]:
        """List the chosen options."""
        return list(response)

    def feedback_texts(self) -> list[LocalisedText]:
        """List the options' feedback."""
        return [option.feedback for option in self.options]
