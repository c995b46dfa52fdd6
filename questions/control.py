"""A control: a rule that gives a chance to stop or limit an incident, and where it is written, with dates."""

import datetime
from enum import StrEnum

from pydantic import model_validator

from questions.fault import N_, Invalid
from questions.text import Answers, Document, Key, LocalisedText, Part, WholeDate


class TeachingTopic(StrEnum):
    """The four things that JIS Q 15001 wants taught to every worker."""

    POLICY = "policy"
    IMPORTANCE = "importance"
    ROLES = "roles"
    CONSEQUENCES = "consequences"


class Citation(Part):
    """A clause of a law or standard and the days (inclusive) on which its number was valid."""

    instrument: LocalisedText
    clause: LocalisedText
    subject: LocalisedText | None = None
    valid_from: WholeDate | None = None
    valid_until: WholeDate | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Citation":
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise Invalid(N_("The last day lies before the first one."))
        return self

    def valid_on(self, day: datetime.date) -> bool:
        """Tell whether the clause carried this number on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class Control(Document):
    """A rule with the yes/no questions by which an organisation checks itself, and its dated citations."""

    title: LocalisedText
    rule: LocalisedText
    requirements: list[LocalisedText]
    citations: list[Citation] = []
    teaching_topics: list[TeachingTopic] = []
    checklist_code: str | None = None
    topics: list[Key] = []
    kept_on_purpose: Answers = None
