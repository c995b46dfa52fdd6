"""Items are put in order; the mark is the share of pairs in the right order."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from questions.fault import N_, Invalid
from questions.kinds.base import (
    BY_RULING,
    AnswerPart,
    Corrigible,
    Fields,
    KeyItem,
    Option,
    Outlined,
    Question,
    Response,
    changed,
    unique_keys,
)
from questions.shuffle import shuffled
from questions.text import LocalisedText

PLACE = "place"
"""What a ruling calls the place of an item, counted from 1: the key is the order itself."""


class Item(Option):
    """Something that has its place in the order."""

    real: int | None = Field(default=None, ge=1, le=7)
    """When the real organisation did it, counted from 1 among what was published."""


class Ordering(Question):
    """Items listed in their right order; the page shows them shuffled."""

    corrigible: ClassVar[Corrigible | None] = Corrigible("options", "key", (PLACE,))

    kind: Literal["ordering"] = "ordering"
    options: list[Item] = Field(min_length=3, max_length=7)
    feedback: LocalisedText

    @model_validator(mode="after")
    def _keys_differ(self) -> "Ordering":
        unique_keys(self.options)
        places = [option.real for option in self.options if option.real]
        if len(set(places)) < len(places):
            raise Invalid(N_("Two items have the same place in what the real organisation did."))
        return self

    def key(self) -> list[KeyItem]:
        """List the place of each item."""
        return [KeyItem(option.key, PLACE, place, option) for place, option in enumerate(self.options, 1)]

    def with_key(self, values: Mapping[tuple[str, str], float]) -> Self:
        """Return the question with its items at these places."""
        if sorted(place for _key, place in values.items()) != list(range(1, len(self.options) + 1)):
            raise Invalid(N_("Every place can be taken only once."))
        options = self._placed(values)
        return type(self).model_validate({**self.model_dump(by_alias=True), "options": options}, context=BY_RULING)

    def with_stored_key(self, values: Mapping[tuple[str, str], float]) -> Self:
        """Return the question with its items in the order of these places."""
        return changed(self, {"options": self._placed(values)})

    def _placed(self, values: Mapping[tuple[str, str], float]) -> list[Item]:
        return sorted(self.options, key=lambda option: values[option.key, PLACE])

    def place_name(self, key: str) -> str:
        """Return the name of the field that holds the place of an item: keys may be numbered in the right order."""
        return f"place-{self.form_name(key)}"

    def parse(self, fields: Fields) -> Response:
        """Read one field per item, `place-` and its form name; each holds its place, from 1, and no two the same."""
        places: dict[str, int] = {}
        for option in self.options:
            values = list(fields.get(self.place_name(option.key), ()))
            if len(values) != 1 or not values[0]:
                raise self.refusal("missing")
            if values[0] not in {str(place) for place in range(1, len(self.options) + 1)}:
                raise self.refusal("unknown")
            places[option.key] = int(values[0])
        if len(set(places.values())) < len(places):
            raise self.refusal("same-place")
        return tuple(sorted(places, key=places.__getitem__))

    def fields(self, response: Response) -> dict[str, list[str]]:
        """Return the place of each item."""
        return {self.place_name(key): [str(place)] for place, key in enumerate(response, 1)}

    def grade(self, response: Response) -> Fraction:
        """Return the share of pairs that stand in the right order."""
        position = {key: place for place, key in enumerate(response)}
        pairs = list(combinations([option.key for option in self.options], 2))
        return Fraction(sum(position[first] < position[second] for first, second in pairs), len(pairs))

    def guess_score(self) -> Fraction:
        """Return one half: in a random order each pair stands right as often as wrong."""
        return Fraction(1, 2)

    def guess(self, random: Random) -> Response:
        """Return the items in any order."""
        return tuple(random.sample([option.key for option in self.options], len(self.options)))

    def order(self, seed: str) -> list[str]:
        """List the items, shuffled."""
        return shuffled([option.key for option in self.options], seed, self.uid)

    def published(self) -> Response | None:
        """Return the items in the order in which the real organisation did them, perhaps not all."""
        return tuple(option.key for _place, option in sorted(self._dated(), key=lambda dated: dated[0])) or None

    def _dated(self) -> list[tuple[int, Item]]:
        return [(option.real, option) for option in self.options if option.real]

    def answer_parts(self) -> list[AnswerPart]:
        """List the items, each standing for having been put at its right place."""
        return [AnswerPart(option.key, (option.text,), True) for option in self.options]

    def outline(self) -> list[Outlined]:
        """List the items in their right order, in which each is as right as the others."""
        return [Outlined((option.text,)) for option in self.options]

    def parts(self, response: Response) -> list[str]:
        """List the items that stand at their right place."""
        return [option.key for option, key in zip(self.options, response, strict=True) if option.key == key]

    def feedback_texts(self) -> list[LocalisedText]:
        """List the feedback on the whole order; every item's own is shown with it."""
        return [self.feedback]
