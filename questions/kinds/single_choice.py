"""One option is chosen; the mark is that option's points."""

from fractions import Fraction
from random import Random
from typing import ClassVar, Literal, Self

from pydantic import Field, ValidationInfo, model_validator

from questions.fault import N_, Invalid
from questions.kinds.base import (
    BY_RULING,
    AnswerPart,
    Corrigible,
    Fields,
    Option,
    Question,
    Response,
    Way,
    order_around,
    unique_keys,
)
from questions.text import Key, LocalisedText


class PointedOption(Option):
    """An option worth 0 to 1, which may lead to a scene of its own."""

    points: float = Field(default=0, ge=0, le=1)
    next: Key | None = None
    stays: bool = False
    """Keeps its place when options are shuffled."""
    real: bool = False
    """What the real organisation did, as published."""


class SingleChoice(Question):
    """Options of which one is chosen; the best earns 1, a defensible second-best may earn part."""

    corrigible: ClassVar[Corrigible | None] = Corrigible("options", "key", ("points",))

    kind: Literal["single_choice"] = "single_choice"
    options: list[PointedOption] = Field(min_length=2, max_length=8)

    @model_validator(mode="after")
    def _one_is_best(self, info: ValidationInfo) -> "SingleChoice":
        unique_keys(self.options)
        best = sum(option.points == 1 for option in self.options)
        if not best and info.context == BY_RULING:
            raise Invalid(N_("The best option must have 1 point, and none more."))
        if best != 1 and info.context != BY_RULING:
            raise Invalid(N_("Exactly one option must have 1 point: the best one."))
        if sum(option.real for option in self.options) > 1:
            raise Invalid(N_("At most one option can be the way that the real organisation went."))
        return self

    def option(self, key: str) -> PointedOption:
        """Return the option named `key`; raise KeyError when there is none."""
        for option in self.options:
            if option.key == key:
                return option
        raise KeyError(key)

    def parse(self, fields: Fields) -> Response:
        """Read the field `choice`."""
        chosen = list(fields.get("choice", ()))
        if not chosen:
            raise self.refusal("missing")
        if len(chosen) > 1:
            raise self.refusal("malformed")
        if chosen[0] not in {option.key for option in self.options}:
            raise self.refusal("unknown")
        return (chosen[0],)

    def fields(self, response: Response) -> dict[str, list[str]]:
        """Return the chosen key as the field `choice`."""
        return {"choice": list(response)}

    def grade(self, response: Response) -> Fraction:
        """Return the points of the chosen option."""
        return Fraction(str(self.option(response[0]).points))

    def guess_score(self) -> Fraction:
        """Return the mean points of all options."""
        return sum((Fraction(str(option.points)) for option in self.options), Fraction()) / len(self.options)

    def guess(self, random: Random) -> Response:
        """Return one of the options."""
        return (random.choice(self.options).key,)

    def next_after(self, response: Response) -> str | None:
        """Return the chosen option's own next step."""
        return self.option(response[0]).next

    def ways(self) -> list[Way]:
        """List the options, each with its own next step."""
        return [Way(option.text, option.next) for option in self.options]

    def redirected(self, old: Key, new: Key | None) -> Self:
        """Return this question with the options that led to `old` leading to `new`."""
        moved = [o.model_copy(update={"next": new}) if o.next == old else o for o in self.options]
        return self.model_copy(update={"options": moved})

    def order(self, seed: str) -> list[str]:
        """List the options, shuffled around those that keep their place."""
        return order_around([(option.key, option.stays) for option in self.options], seed, self.uid)

    def published(self) -> Response | None:
        """Return the option that the real organisation took."""
        return next(((option.key,) for option in self.options if option.real), None)

    def answer_parts(self) -> list[AnswerPart]:
        """List the options; the best one is right, a defensible second-best is not."""
        return [
            AnswerPart(o.key, (o.text,), o.points == 1, option=True, group="choice", mark=o.points, feedback=o.feedback)
            for o in self.options
        ]

    def parts(self, response: Response) -> list[str]:
        """List the chosen option."""
        return list(response)

    def feedback_texts(self) -> list[LocalisedText]:
        """List the options' feedback."""
        return [option.feedback for option in self.options]
