"""Cutting a text into sentences, so that each can say what it rests on."""

import re

_END = re.compile(r"(?<=[。！？])(?![」』）])|(?<=[.!?])[”\"]?\s+(?=[A-Z“\"\[{(0-9])|\n+")
_BULLET = re.compile(r"^(?:[-*・] *|\d+\. +)")


def sentences(text: str) -> list[str]:
    """List the sentences of a text without bullets; a line ends one, too."""
    parts = (_BULLET.sub("", part.strip()) for part in _END.split(text))
    return [part for part in parts if part]
