"""The options of a question in one language, the right ones and their rivals apart."""

from collections.abc import Iterator
from typing import NamedTuple

from questions.kinds import Question
from questions.kinds.base import Option
from questions.lint.words import languages
from questions.text import LocalisedText


class Choice(NamedTuple):
    """An option in one language."""

    key: str
    text: str
    feedback: str
    right: bool


class Choices(NamedTuple):
    """All options of a question in one language."""

    language: str
    all: list[Choice]

    @property
    def right(self) -> list[Choice]:
        """List the right options."""
        return [choice for choice in self.all if choice.right]

    @property
    def rivals(self) -> list[Choice]:
        """List the options that are not right."""
        return [choice for choice in self.all if not choice.right]


def choices(question: Question | None) -> Iterator[Choices]:
    """Yield the options of a question to choose from, language by language; nothing for other kinds."""
    if question is None:
        return
    offered = {part.key: part.right for part in question.answer_parts() if part.option}
    options = [option for option in getattr(question, "options", []) if isinstance(option, Option)]
    if not offered or not options:
        return
    for tag in languages([option.text for option in options]):
        if not any(option.text.missing([tag]) for option in options):
            yield Choices(tag, [_choice(option, tag, right=offered[option.key]) for option in options])


def items(question: Question | None) -> list[tuple[str, LocalisedText]]:
    """List the key and text of everything that stands beside its like: options, items of an order, segments."""
    listed = [*getattr(question, "options", []), *getattr(question, "segments", [])]
    return [(item.key, item.text) for item in listed]


def _choice(option: Option, tag: str, *, right: bool) -> Choice:
    return Choice(option.key, option.text.in_language(tag), option.feedback.in_language(tag), right)
