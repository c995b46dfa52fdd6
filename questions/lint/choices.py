"""The options of a question in one language, the right ones and their rivals apart."""

from collections.abc import Iterator
from typing import NamedTuple

from questions.kinds import Question
from questions.kinds.base import AnswerPart
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
    options = [part for part in question.answer_parts() if part.option]
    for tag in languages([option.texts[0] for option in options]):
        if not any(option.texts[0].missing([tag]) for option in options):
            yield Choices(tag, [_choice(option, tag) for option in options])


def alternatives(question: Question | None) -> int:
    """Count the options of which one is chosen; 0 for other kinds."""
    return sum(part.option and part.group is not None for part in question.answer_parts()) if question else 0


def items(question: Question | None) -> list[tuple[str, LocalisedText]]:
    """List the key and text of everything that stands beside its like: options, items of an order, segments."""
    parts = question.answer_parts() if question else []
    return [(part.key, part.texts[-1]) for part in parts if part.option or part.group is None]


def _choice(option: AnswerPart, tag: str) -> Choice:
    feedback = option.feedback.in_language(tag) if option.feedback else ""
    return Choice(option.key, option.texts[0].in_language(tag), feedback, option.right)
