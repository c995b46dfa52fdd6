"""Text in several languages, and the small value types that documents share."""

import datetime
import re
import unicodedata
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    RootModel,
    StringConstraints,
    field_validator,
    model_validator,
)

from questions.fault import N_, Invalid, Language

NEUTRAL = "und"
"""BCP-47's *undetermined*: a text that is the same in every language, such as an address or a code."""

LONGEST_TEXT = 10_000
"""Characters; a sitting of ten minutes has about half as many in all."""

LARGEST_NUMBER = 999_999_999_999
"""More than anybody counts, and far below where the numbers of canonical JSON end."""

WRITTEN_LATER = N_("This was written by a newer version of the program.")
NO_SUCH_CHARACTER = N_("The invisible character %(character)s can't be used in a text. Take it out.")

_NONCHARACTERS = "\\ufdd0-\\ufdef" + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17))
_NOT_IN_TEXTS = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_NONCHARACTERS}]")
"""What no page can show: Unicode's categories Cc, but for line break and tabulator, and Cs, and its noncharacters."""
_NOT_STORABLE = re.compile(r"[\x00\ud800-\udfff]")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class LocalisedText(RootModel[dict[str, str]]):
    """A text per BCP-47 language tag; a bare string is read as language-neutral."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _neutral_from_string(cls, value: object) -> object:
        return {NEUTRAL: value} if isinstance(value, str) else value

    @field_validator("root")
    @classmethod
    def _clean(cls, value: dict[str, str]) -> dict[str, str]:
        if not value:
            raise Invalid(N_("Please write this in at least one language."))
        cleaned = {}
        for tag, text in value.items():
            if not _TAG.fullmatch(tag):
                raise Invalid(N_("The language %(tag)s is not known."), tag=tag)
            cleaned[tag] = clean(text)
            if not cleaned[tag]:
                raise Invalid(N_("The text for the language %(tag)s is empty."), tag=Language(tag))
        return cleaned

    def says(self, words: str) -> bool:
        """Tell whether these are its words in some language."""
        return words in self.root.values()

    def in_language(self, tag: str) -> str:
        """Return the text in `tag`, else neutral, else the nearest that exists."""
        texts = self.root
        for candidate in (tag, NEUTRAL, tag.split("-", maxsplit=1)[0], "en"):
            if candidate in texts:
                return texts[candidate]
        return next(iter(texts.values()))

    def missing(self, languages: Iterable[str]) -> list[str]:
        """List those of `languages` that this text lacks; a neutral text lacks none."""
        return [] if NEUTRAL in self.root else [tag for tag in languages if tag not in self.root]


def clean(text: str) -> str:
    """Return `text` in NFC without surrounding space; raise Invalid on control characters and lone surrogates."""
    normalised = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    if len(normalised) > LONGEST_TEXT:
        raise Invalid(N_("A text may have at most %(number)s characters."), number=LONGEST_TEXT)
    _refuse(find_unseen(normalised))
    return normalised


def find_unseen(text: str) -> re.Match[str] | None:
    """Find what no page can show. Nearly no text has any, and Python tells that ten times as fast as the pattern."""
    plain = text.replace("\n", "").replace("\t", "").replace("\u3000", "")
    return None if plain.isprintable() else _NOT_IN_TEXTS.search(text)


def visible(text: str) -> str:
    """Return `text` without what no page can show; pasting brings such characters along."""
    return _NOT_IN_TEXTS.sub("", text)


def storable(text: str) -> str:
    """Return a text; raise Invalid when a database or a file can't hold it."""
    _refuse(_NOT_STORABLE.search(text))
    return text


def _refuse(found: re.Match[str] | None) -> None:
    if found:
        raise Invalid(NO_SUCH_CHARACTER, character=f"U+{ord(found[0]):04X}")


Plain = Annotated[str, AfterValidator(storable)]
"""A string that is the same in every language and can be stored, printed and hashed."""


_HYPHENS = str.maketrans(dict.fromkeys("ー−‐‑–—―", "-"))


def half_width(value: object) -> object:
    """Return a day or a number as it is, though it was typed in full width: ２０１９ー０５ is 2019-05."""
    return unicodedata.normalize("NFKC", value).translate(_HYPHENS).strip() if isinstance(value, str) else value


def _partial_date(value: object) -> object:
    # YAML reads 2019-05-09 as a date and 2019 as a number.
    value = half_width(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str):
        if not _PARTIAL_DATE.fullmatch(value):
            raise Invalid(N_("Please write a date as 2019, 2019-05 or 2019-05-09."))
        try:
            datetime.date.fromisoformat((value + "-01-01")[:10])
        except ValueError as error:
            raise Invalid(N_("There is no %(day)s in the calendar."), day=value) from error
    return value


WholeDate = Annotated[datetime.date, BeforeValidator(half_width)]

PartialDate = Annotated[str, BeforeValidator(_partial_date)]
"""An ISO 8601 date that may stop after the year or the month."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""A name inside the bank: lower-case words joined by hyphens."""


class Part(BaseModel):
    """A piece of a document: closed, so that a misspelt field is an error, and immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class KeptOnPurpose(Part):
    """A warning that somebody has answered: which rule, and why what it warns of stays.

    `words` are the very ones that stay, where a rule asks for them: other words of that sort are a new warning.
    """

    rule: Key
    words: Annotated[Plain, StringConstraints(strip_whitespace=True, max_length=200)] | None = None
    reason: Annotated[Plain, StringConstraints(strip_whitespace=True, min_length=5, max_length=500)]


def _none_when_empty(value: object) -> object:
    return value or None


Answers = Annotated[list[KeptOnPurpose] | None, BeforeValidator(_none_when_empty)]
"""The answered warnings of a part; None when there are none, so that documents without them stay as they are."""


class Document(Part):
    """A whole document of the bank, stored and published as canonical JSON."""

    schema_version: int = 1
    key: Key

    @model_validator(mode="before")
    @classmethod
    def _known_version(cls, value: Any) -> Any:
        if isinstance(value, dict) and value.get("schema_version", 1) not in {1, "1"}:
            raise Invalid(WRITTEN_LATER)
        return value


def texts_in(value: object) -> list[LocalisedText]:
    """Collect every text inside a document part, in document order."""
    if isinstance(value, LocalisedText):
        return [value]
    if isinstance(value, BaseModel):
        return [text for name in type(value).model_fields for text in texts_in(getattr(value, name))]
    if isinstance(value, list | tuple):
        return [text for item in value for text in texts_in(item)]
    return []
