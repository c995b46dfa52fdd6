"""What is wrong is found in a mail, an invoice, a payment page; marked as multiple choice over its segments."""

from fractions import Fraction
from random import Random
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from questions.fault import N_, Invalid, SameKey
from questions.kinds.base import AnswerPart, Corrigible, Fields, Question, Response
from questions.kinds.choosing import mean_share, read_chosen, share
from questions.text import Key, LocalisedText, Part


class Segment(Part):
    """A line or a passage of the paper; `label` is what stands before it, such as From or Account."""

    key: Key
    label: LocalisedText | None = None
    text: LocalisedText
    wrong: bool = False
    real: bool = False
    """What the real organisation noticed, as published."""
    feedback: LocalisedText


class RedFlags(Question):
    """A paper in segments, some of which should make one stop."""

    corrigible: ClassVar[Corrigible | None] = Corrigible("segments", "key", ("wrong",))

    kind: Literal["red_flags"] = "red_flags"
    paper: Literal["email", "invoice", "webpage", "document", "chat"]
    title: LocalisedText | None = None
    segments: list[Segment] = Field(min_length=3, max_length=20)

    @model_validator(mode="after")
    def _some_wrong_some_sound(self) -> "RedFlags":
        keys = [segment.key for segment in self.segments]
        if len(set(keys)) < len(keys):
            raise SameKey(N_("Two parts of the paper have the same short name."))
        if not 0 < len(self._wrong()) < len(self.segments):
            raise Invalid(N_("At least one part must be wrong and at least one must be all right."))
        return self

    def _wrong(self) -> list[str]:
        return [segment.key for segment in self.segments if segment.wrong]

    def parse(self, fields: Fields) -> Response:
        """Read the segments that were marked, in the order of the paper."""
        return read_chosen(self, [segment.key for segment in self.segments], fields)

    def fields(self, response: Response) -> dict[str, list[str]]:
        """Return the chosen segments as the field `choice`."""
        return {"choice": list(response)}

    def grade(self, response: Response) -> Fraction:
        """Return (wrong segments found - sound ones chosen) / number of wrong ones, never below 0."""
        return share(response, self._wrong())

    def guess_score(self) -> Fraction:
        """Return the mean mark over all non-empty choices."""
        return mean_share(len(self._wrong()), len(self.segments) - len(self._wrong()))

    def guess(self, random: Random) -> Response:
        """Return what a reader marks: most wrong segments catch the eye more easily than sound ones do."""
        chosen = {s.key for s in self.segments if random.random() < (0.7 if s.wrong else 0.15)}
        chosen = chosen or {random.choice(self.segments).key}
        return tuple(segment.key for segment in self.segments if segment.key in chosen)

    def published(self) -> Response | None:
        """Return the segments at which the real organisation stopped."""
        return tuple(segment.key for segment in self.segments if segment.real) or None

    def answer_parts(self) -> list[AnswerPart]:
        """List the segments."""
        return [AnswerPart(s.key, (s.label, s.text) if s.label else (s.text,), right=s.wrong) for s in self.segments]

    def parts(self, response: Response) -> list[str]:
        """List the chosen segments."""
        return list(response)
