"""What learners see of a document: every text, and the few fields of plain strings that are shown as they are."""

from collections.abc import Iterator

from pydantic import BaseModel

from questions.text import NEUTRAL, LocalisedText

SEEN_AS_THEY_ARE = {("Webpage", "address"), ("Invoice", "number"), ("ChatMessage", "at")}
"""Fields of plain strings that learners see; all other such fields are keys, codes and dates."""


def seen_in(part: object) -> Iterator[tuple[str, str]]:
    """Yield the language and the words of every text that learners see of a part, in document order."""
    if isinstance(part, LocalisedText):
        yield from part.root.items()
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if isinstance(value, str) and (type(part).__name__, name) in SEEN_AS_THEY_ARE:
                yield NEUTRAL, value
            yield from seen_in(value)
    elif isinstance(part, list | tuple):
        for item in part:
            yield from seen_in(item)
