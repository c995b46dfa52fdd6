"""A free text, without a mark; afterwards a model answer and points to check one's own text by."""

from fractions import Fraction
from random import Random
from typing import ClassVar, Literal
from unicodedata import category

from pydantic import Field

from questions.fault import Invalid
from questions.kinds.base import Fields, Outlined, Question, Response
from questions.text import LocalisedText, Part, clean, visible

LONGEST = 4_000
_LONGEST_SENT = 10_000
"""Characters sent, before line ends and accents take their shortest form."""


class ReflectionFeedback(Part):
    """What one answer could say, and what a good one has."""

    model: LocalisedText
    check: list[LocalisedText] = Field(min_length=1, max_length=8)


class Reflection(Question):
    """Something to think about and put in one's own words."""

    marked: ClassVar[bool] = False
    in_own_words: ClassVar[bool] = True

    kind: Literal["reflection"] = "reflection"
    feedback: ReflectionFeedback

    def parse(self, fields: Fields) -> Response:
        """Read the field `text`."""
        sent = list(fields.get("text", ()))
        if len(sent) > 1:
            raise self.refusal("malformed")
        if len("".join(sent)) > _LONGEST_SENT:
            raise self.refusal("too-long")
        try:
            text = clean(visible("".join(sent).replace("\r\n", "\n").replace("\r", "\n")))
        except Invalid as error:  # composing made it longer than any text may be
            raise self.refusal("too-long") from error
        if all(category(character)[0] in "CZ" for character in text):
            raise self.refusal("missing")
        if len(text) > LONGEST:
            raise self.refusal("too-long")
        return (text,)

    def fields(self, response: Response) -> dict[str, list[str]]:
        """Return the text."""
        return {"text": list(response)}

    def grade(self, response: Response) -> Fraction:
        """Return 0; nobody counts it."""
        return Fraction()

    def guess_score(self) -> Fraction:
        """Return 0; nobody counts it."""
        return Fraction()

    def guess(self, random: Random) -> Response:
        """Return one of the points of a good answer, in any of its languages."""
        point = random.choice(self.feedback.check)
        return (random.choice(sorted(point.root.values())),)

    def outline(self) -> list[Outlined]:
        """Return what an answer could say."""
        return [Outlined((self.feedback.model,))]
