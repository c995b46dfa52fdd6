"""A real event: what is known of it, from which source, and what is only inferred."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from questions.fault import N_, Invalid, SameKey
from questions.text import LARGEST_NUMBER, Answers, Document, Key, LocalisedText, Part, PartialDate, Plain, storable

_NO_SOURCE = N_("The fact %(fact)s names the source %(source)s, which is not listed.")
_NO_FACTS = N_("The timeline names facts that are not listed: %(facts)s")


class DataType(StrEnum):
    """Kinds of data that a notice may name as affected."""

    PAYMENT_CARD = "payment-card"
    CARD_EXPIRY = "card-expiry"
    CARD_SECURITY_CODE = "card-security-code"
    NAME = "name"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    DATE_OF_BIRTH = "date-of-birth"
    CREDENTIALS = "credentials"
    HEALTH = "health"
    GOVERNMENT_ID = "government-id"
    BANK_ACCOUNT = "bank-account"
    PURCHASE_HISTORY = "purchase-history"
    OTHER = "other"


class Basis(StrEnum):
    """Whether a cause was stated by the organisation or inferred by somebody."""

    STATED = "stated"
    INFERRED = "inferred"


class Source(Part):
    """A public text that facts rest on; its wording stays with its owner, so only the address and terms are kept."""

    key: Key
    title: LocalisedText
    publisher: LocalisedText
    address: Annotated[str, StringConstraints(pattern=r"^https?://"), AfterValidator(storable)] | None = None
    language: Plain
    seen_on: PartialDate | None = None
    terms: LocalisedText | None = None


class Span(Part):
    """Code points `start` (inclusive) to `end` (exclusive) of a notice."""

    start: int = Field(ge=0, le=LARGEST_NUMBER)
    end: int = Field(gt=0, le=LARGEST_NUMBER)


class Fact(Part):
    """One checkable statement, its source, and where in a notice it stands when the notice is kept."""

    key: Key
    text: LocalisedText
    source: Key
    span: Span | None = None


class TimelineEntry(Part):
    """What happened on a day, in a month or a year, or from one to another."""

    date: PartialDate
    until: PartialDate | None = None
    text: LocalisedText
    facts: list[Key] = []


class Impact(Part):
    """How many people and records, and which data, as far as published."""

    people: int | None = Field(default=None, ge=0, le=LARGEST_NUMBER)
    records: int | None = Field(default=None, ge=0, le=LARGEST_NUMBER)
    data_types: list[DataType] = []
    text: LocalisedText | None = None


class Cause(Part):
    """A cause, who says so, and whether it was stated or inferred."""

    text: LocalisedText
    basis: Basis
    by: LocalisedText


class Incident(Document):
    """A real event with its sources; no fact without a source."""

    title: LocalisedText
    organisation: LocalisedText
    sector: LocalisedText
    country: str = Field(pattern=r"^[A-Z]{2}$")
    topics: list[Key] = []
    summary: LocalisedText
    timeline: list[TimelineEntry]
    impact: Impact
    facts: list[Fact] = Field(min_length=1)
    causes: list[Cause] = []
    controls: list[Key] = []
    sources: list[Source] = Field(min_length=1)
    kept_on_purpose: Answers = None

    @model_validator(mode="after")
    def _references_resolve(self) -> "Incident":
        sources = {source.key for source in self.sources}
        facts = {fact.key for fact in self.facts}
        if len(sources) < len(self.sources) or len(facts) < len(self.facts):
            raise SameKey(N_("Two sources or two facts have the same short name."))
        for fact in self.facts:
            if fact.source not in sources:
                raise Invalid(_NO_SOURCE, fact=fact.key, source=fact.source)
        for entry in self.timeline:
            if unknown := set(entry.facts) - facts:
                raise Invalid(_NO_FACTS, facts=tuple(sorted(unknown)))
        return self

    def fact(self, key: str) -> Fact:
        """Return the fact named `key`; raise KeyError when there is none."""
        return {fact.key: fact for fact in self.facts}[key]

    def source(self, key: str) -> Source:
        """Return the source named `key`; raise KeyError when there is none."""
        return {source.key: source for source in self.sources}[key]
