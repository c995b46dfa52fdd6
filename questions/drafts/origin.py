"""Where a proposed step comes from; it stays with the step until publication, which leaves it out."""

from pydantic import Field

from questions.text import Key, Part, Plain


class Cited(Part):
    """A sentence as it was proposed in one language, and the facts that it rests on; none: it was invented."""

    language: Plain
    text: Plain
    facts: list[Key] = []


class Draft(Part):
    """The pattern a step was proposed from, its sentences, and the SHA-256 of its words and marks."""

    pattern: Key
    sentences: list[Cited] = []
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
