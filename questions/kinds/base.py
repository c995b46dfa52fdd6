"""What every question kind offers; grading, play and the studio know kinds only through this."""

import hashlib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any, ClassVar, NamedTuple, Self, TypeVar, cast

from pydantic import Field

from questions.fault import N_, SameKey
from questions.shuffle import shuffled
from questions.text import Key, LocalisedText, Part

Response = tuple[str, ...]
"""What a person answered, as the kind reads it: option keys, a number and its unit, a text."""

Fields = Mapping[str, Sequence[str]]
"""A submitted form: every value of every field."""


class ResponseError(Exception):
    """The submitted fields are no answer to a question of this kind; `reason` says why: missing, unknown ..."""

    def __init__(self, reason: str, kind: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.kind = kind


class Corrigible(NamedTuple):
    """Where the key of a kind lies: a list of parts, what names a part, and the fields that decide the mark."""

    parts: str
    name: str
    fields: tuple[str, ...]


class KeyItem(NamedTuple):
    """One value of a key: which part's, in which field, and the part itself."""

    item: str
    field: str
    value: bool | int | float
    part: Any


BY_RULING = {"by_ruling": True}
"""The context in which a question is validated whose key was corrected, such as by accepting a second best answer."""


class AnswerPart(NamedTuple):
    """Something that an answer may hold, for the response analysis: its key, its words, whether it earns marks.

    Several texts are shown one after the other, such as a left item and what it was matched with. `option`: it stood
    there to be chosen, so that it is idle when nobody does. `group`: a complete answer holds one part of each group; a
    part without one may be held or not, whatever else is. `mark`: what an answer earns that holds this part alone.
    `feedback`: what is said to whoever holds it, where that is said of it alone.
    """

    key: str
    texts: tuple[LocalisedText, ...]
    right: bool
    option: bool = False
    group: str | None = None
    mark: float | None = None
    feedback: LocalisedText | None = None


class Way(NamedTuple):
    """An answer that may lead to a step of its own: its words, and that step; None for the step's own next."""

    text: LocalisedText
    target: Key | None


class Outlined(NamedTuple):
    """A line of what a question asks for: texts to be read one after the other, and whether to choose it is right."""

    texts: tuple[LocalisedText, ...]
    right: bool = False


class Question(Part):
    """A question of any kind. `uid` survives editing and publishing; `family` joins twins."""

    marked: ClassVar[bool] = True
    in_own_words: ClassVar[bool] = False
    """Answers are text that somebody wrote, and not a choice."""
    corrigible: ClassVar[Corrigible | None] = None
    """Where a ruling may correct the key; without it, answers can only all be given full marks."""

    uid: str = Field(pattern=r"^q-[0-9a-z]{6,32}$")
    kind: str
    family: Key | None = None
    retired: bool = False
    """Is not asked any more; kept for the answers that were given to it."""
    prompt: LocalisedText

    def key(self) -> list[KeyItem]:
        """List the values of the key, part by part; nothing when the kind has none that could be corrected."""
        if self.corrigible is None:
            return []
        parts, name, fields = self.corrigible
        return [
            KeyItem(getattr(part, name), field, getattr(part, field), part)
            for part in getattr(self, parts)
            for field in fields
        ]

    def with_key(self, values: Mapping[tuple[str, str], float]) -> Self:
        """Return this question with the key given by part and field; raise Invalid when there is no such one."""
        if self.corrigible is None:
            return self
        parts, name, fields = self.corrigible
        data = self.model_dump(by_alias=True)
        data[parts] = [part | {field: values[part[name], field] for field in fields} for part in data[parts]]
        return type(self).model_validate(data, context=BY_RULING)

    def with_stored_key(self, values: Mapping[tuple[str, str], float]) -> Self:
        """Do what `with_key` does with a key that was valid when it was stored, whatever is asked of keys today."""
        if self.corrigible is None:
            return self
        parts, name, fields = self.corrigible
        keyed = [changed(p, {field: values[getattr(p, name), field] for field in fields}) for p in getattr(self, parts)]
        return changed(self, {parts: keyed})

    def form_name(self, key: str) -> str:
        """Return what a form calls a part whose key, standing in the page's source, would give the answer away."""
        return hashlib.sha256(f"{self.uid}\0{key}".encode()).hexdigest()[:12]

    def parse(self, fields: Fields) -> Response:
        """Read an answer from a form; raise ResponseError when it is none."""
        raise NotImplementedError

    def fields(self, response: Response) -> dict[str, list[str]]:
        """Return the form that `parse` would read as `response`."""
        raise NotImplementedError

    def grade(self, response: Response) -> Fraction:
        """Return the mark, 0 to 1."""
        raise NotImplementedError

    def guess_score(self) -> Fraction:
        """Return the mean mark of answers given at random."""
        raise NotImplementedError

    def guess(self, random: Random) -> Response:
        """Return an answer given at random."""
        raise NotImplementedError

    def next_after(self, response: Response) -> str | None:
        """Return the step that this answer leads to, or None for the step's own next."""
        return None

    def ways(self) -> list[Way]:
        """List the answers of a kind whose answers may lead to steps of their own, in the order they are written."""
        return []

    def branches(self) -> list[str]:
        """List the steps that some answer may lead to."""
        return [way.target for way in self.ways() if way.target]

    def redirected(self, old: Key, new: Key | None) -> Self:
        """Return this question leading to `new` wherever an answer of it led to `old`."""
        return self

    def order(self, seed: str) -> list[str]:
        """List the keys of what is chosen from, in the order shown in the attempt of this seed."""
        return []

    def published(self) -> Response | None:
        """Return what the real organisation did, as published, as an answer; None when it is not said.

        Of an answer in several parts it may hold only some, so that it need not be one that can be graded.
        """
        return None

    def words(self, response: Response) -> list[tuple[LocalisedText, ...]]:
        """Return the texts of an answer, part by part in its order; of kinds without such parts, nothing."""
        texts = {part.key: part.texts for part in self.answer_parts()}
        return [texts[key] for key in response if key in texts]

    def answer_parts(self) -> list[AnswerPart]:
        """List all that answers are counted by; a kind whose answers are nobody else's to read lists nothing."""
        return []

    def parts(self, response: Response) -> list[str]:
        """List the keys of those `answer_parts` that this answer holds."""
        return []

    def outline(self) -> list[Outlined]:
        """List in words what may be answered and what is right, for whoever judges the question, not for learners."""
        return [Outlined(part.texts[-1:], part.right) for part in self.answer_parts()]

    def feedback_texts(self) -> list[LocalisedText]:
        """List the texts of which one answer shows at least one."""
        return []

    def refusal(self, reason: str) -> ResponseError:
        """Return the error that says why some fields are no answer to this question."""
        return ResponseError(reason, self.kind)


P = TypeVar("P", bound=Part)


def changed(part: P, values: Mapping[str, Any]) -> P:
    """Return a part with other values, not validated; unlike a copy, it keeps nothing that was worked out before."""
    kept = {name: getattr(part, name) for name in type(part).model_fields}
    return cast(P, type(part).model_construct(**{**kept, **values}))


class Option(Part):
    """Something that can be chosen, and what choosing it leads to."""

    key: Key
    text: LocalisedText
    feedback: LocalisedText


def unique_keys(options: Sequence[Option]) -> None:
    """Raise SameKey when two options share a key."""
    keys = [option.key for option in options]
    if len(set(keys)) < len(keys):
        raise SameKey(N_("Two options have the same short name."))


def order_around(options: Sequence[tuple[str, bool]], seed: str, uid: str) -> list[str]:
    """Shuffle the keys of (key, stays) pairs; those that stay keep their place and the others go round them."""
    others = iter(shuffled([key for key, stays in options if not stays], seed, uid))
    return [key if stays else next(others) for key, stays in options]
