"""Things on the left are matched with things on the right; the mark is the share of right pairs."""

from fractions import Fraction
from random import Random
from typing import Literal

from pydantic import Field, model_validator

from questions.fault import N_, Invalid, SameKey
from questions.kinds.base import AnswerPart, Fields, Outlined, Question, Response
from questions.shuffle import shuffled
from questions.text import Key, LocalisedText, Part


class Pair(Part):
    """What stands on the left, and what belongs to it."""

    key: Key
    left: LocalisedText
    right: LocalisedText
    feedback: LocalisedText
    real: str | None = None
    """The choice, by its key among `choices`, that the real organisation matched with the left side, as published."""


class Extra(Part):
    """Something on the right that belongs to nothing."""

    key: Key
    text: LocalisedText


class Matching(Question):
    """Pairs, and perhaps choices that belong to none of them. An answer lists `left:right` keys."""

    kind: Literal["matching"] = "matching"
    pairs: list[Pair] = Field(min_length=2, max_length=7)
    extras: list[Extra] = Field(default=[], max_length=5)

    @model_validator(mode="after")
    def _choices_differ(self) -> "Matching":
        for keys in ([pair.key for pair in self.pairs], [extra.key for extra in self.extras]):
            if len(set(keys)) < len(keys):
                raise SameKey(N_("Two pairs or further choices have the same short name."))
        texts = list(self.choices().values())
        if any(text in texts[:number] for number, text in enumerate(texts)):
            raise Invalid(N_("Two choices on the right say the same, so nobody could tell them apart."))
        if {pair.real for pair in self.pairs if pair.real} - self.choices().keys():
            raise Invalid(N_("What the real organisation matched is not one of the choices any more."))
        return self

    def choices(self) -> dict[str, LocalisedText]:
        """Map the keys of all that stands on the right to its words."""
        extras = {f"extra.{extra.key}": extra.text for extra in self.extras}
        return {pair.key: pair.right for pair in self.pairs} | extras

    def parse(self, fields: Fields) -> Response:
        """Read one field `match-<key>` for each pair."""
        names = {self.form_name(key): key for key in self.choices()}
        sent = {pair.key: list(fields.get(f"match-{pair.key}", ())) for pair in self.pairs}
        if any(not values or not values[0] for values in sent.values()):
            raise self.refusal("missing")
        if any(len(values) > 1 for values in sent.values()):
            raise self.refusal("malformed")
        if any(values[0] not in names for values in sent.values()):
            raise self.refusal("unknown")
        return tuple(f"{key}:{names[values[0]]}" for key, values in sent.items())

    def fields(self, response: Response) -> dict[str, list[str]]:
        """Return the choice for each pair."""
        return {f"match-{left}": [self.form_name(right)] for left, right in map(_split, response)}

    def grade(self, response: Response) -> Fraction:
        """Return the share of pairs that are right."""
        return Fraction(sum(left == right for left, right in map(_split, response)), len(self.pairs))

    def guess_score(self) -> Fraction:
        """Return one in as many as there are choices."""
        return Fraction(1, len(self.choices()))

    def guess(self, random: Random) -> Response:
        """Return any choices, each at most once."""
        chosen = random.sample(list(self.choices()), len(self.pairs))
        return tuple(f"{pair.key}:{key}" for pair, key in zip(self.pairs, chosen, strict=True))

    def order(self, seed: str) -> list[str]:
        """List the choices, shuffled; the left side stands as written."""
        return shuffled(list(self.choices()), seed, self.uid)

    def published(self) -> Response | None:
        """Return what the real organisation matched, perhaps not for all pairs."""
        return tuple(f"{pair.key}:{pair.real}" for pair in self.pairs if pair.real) or None

    def answer_parts(self) -> list[AnswerPart]:
        """List everything on the left with everything on the right."""
        return [
            AnswerPart(f"{pair.key}:{key}", (pair.left, text), pair.key == key, group=pair.key)
            for pair in self.pairs
            for key, text in self.choices().items()
        ]

    def outline(self) -> list[Outlined]:
        """List the pairs."""
        return [Outlined((pair.left, pair.right)) for pair in self.pairs]

    def parts(self, response: Response) -> list[str]:
        """List the pairs of the answer."""
        return list(response)


def _split(pair: str) -> tuple[str, str]:
    left, _colon, right = pair.partition(":")
    return left, right
