"""Why a notice can't be read; the words are chosen by whoever shows them."""

from enum import StrEnum


class Reason(StrEnum):
    """What stands in the way of reading."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    MOJIBAKE = "mojibake"
    MIXED_ENCODINGS = "mixed-encodings"
    UNKNOWN_ENCODING = "unknown-encoding"
    NOT_TEXT = "not-text"
    PDF_WITHOUT_TEXT = "pdf-without-text"
    PDF_ENCRYPTED = "pdf-encrypted"
    BROKEN_PDF = "broken-pdf"
    BROKEN_WORD = "broken-word"


class Unreadable(ValueError):
    """A notice can't be read; `reason` says why, `line` where when that is known (from 1)."""

    def __init__(self, reason: Reason, line: int | None = None) -> None:
        super().__init__(reason.value if line is None else f"{reason.value} (line {line})")
        self.reason = reason
        self.line = line
