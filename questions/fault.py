"""What is wrong, as a value: a sentence with named places, and what fills them.

Whoever tells it chooses the language: the sentence itself is English, the application has a catalogue of others.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NewType

Sentence = NewType("Sentence", str)
"""English with places such as %(key)s, marked by `N_` so that it is translated."""


def N_(text: str) -> Sentence:  # noqa: N802  # the name by which collectors of texts to translate know it
    """Mark a text that is shown in translation; it is returned as it is."""
    return Sentence(text)


@dataclass(frozen=True)
class Quoted:
    """Words that stand in the document, so that an author can be led to them; no language: in any."""

    words: str
    language: str = ""

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Language:
    """A language by its tag."""

    tag: str

    def __str__(self) -> str:
        return self.tag


@dataclass(frozen=True)
class Steps:
    """Steps of a scenario by their keys."""

    keys: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join(self.keys)


@dataclass(frozen=True)
class Route(Steps):
    """Steps in the order in which they are passed."""

    def __str__(self) -> str:
        return " → ".join(self.keys)


@dataclass(frozen=True)
class Named:
    """Something else of the bank: what it is, and its key; that of a step is `scenario/step`."""

    kind: str
    key: str

    def __str__(self) -> str:
        return self.key


Value = str | int | tuple[str, ...] | Quoted | Language | Steps | Named


@dataclass(frozen=True)
class Fault:
    """What is wrong: a sentence, and what fills its places."""

    sentence: Sentence
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        return self.sentence % self.filled(_in_english)

    def filled(self, say: Callable[[Value], str]) -> dict[str, str]:
        """Return what stands in the places, as `say` says each value."""
        return {place: say(value) for place, value in self.values}

    @property
    def quoted(self) -> Quoted | None:
        """Return the words of the document that it is about, if it names any."""
        return next((value for _place, value in self.values if isinstance(value, Quoted)), None)


def fault(sentence: Sentence, /, **values: Value) -> Fault:
    """Return what is wrong, with the values by the names of their places."""
    return Fault(sentence, tuple(sorted(values.items())))


class Invalid(ValueError):
    """A value can't be taken; pydantic carries it along, so that whoever tells it can say why in any language."""

    def __init__(self, sentence: Sentence, /, **values: Value) -> None:
        self.fault = fault(sentence, **values)
        super().__init__(str(self.fault))


class SameKey(Invalid):
    """Two parts of one list have the same key."""


def carried(detail: Mapping[str, Any]) -> Invalid | None:
    """Return what a document itself found wrong, out of an error as pydantic tells it; None when pydantic found it."""
    error = detail.get("ctx", {}).get("error")
    return error if isinstance(error, Invalid) else None


def _in_english(value: Value) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
