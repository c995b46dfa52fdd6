"""A pattern: a step that is proposed wherever an incident turned on the same kind of decision."""

import re
from enum import StrEnum
from typing import Any, Literal, get_args

from pydantic import Field, field_validator, model_validator

from questions.exhibits import Exhibit
from questions.fault import N_, Invalid
from questions.kinds import AnyQuestion
from questions.text import Document, Key, LocalisedText, Part, texts_in

SLOT = re.compile(r"\{([a-z_]+)\}")

Day = Literal["began_on", "noticed_on", "stopped_on", "reported_on", "told_on", "announced_on"]
Slot = Literal[
    "began_on",
    "noticed_on",
    "stopped_on",
    "reported_on",
    "told_on",
    "announced_on",
    "noticed_by",
    "days_until_noticed",
    "days_until_stopped",
    "days_until_told",
    "days_until_reported",
    "people",
    "records",
    "data",
]
FACTS: tuple[str, ...] = get_args(Slot)
ORGANISATION = "organisation"
"""The slot of the real name, which stands only in what really happened."""


_REAL_NAME = N_("The real name, %(slot)s, may stand only in what happened.")
_NO_SLOT = N_("There is no slot %(slot)s. Known are %(known)s.")


class Stage(StrEnum):
    """Where in the story of an incident a step stands, in this order."""

    CHOOSING = "choosing"
    CHECKING = "checking"
    WORKING = "working"
    NOTICING = "noticing"
    STOPPING = "stopping"
    REPORTING = "reporting"
    TELLING = "telling"
    RESTORING = "restoring"
    LOOKING_BACK = "looking-back"


class Words(Part):
    """Words by language, any of which a text may hold."""

    ja: list[str] = []
    en: list[str] = []

    def occur_in(self, text: LocalisedText) -> bool:
        """Tell whether a text says any of them."""
        said = text.root
        return any(word in said.get("ja", "") for word in self.ja) or any(
            re.search(rf"\b{re.escape(word)}", said.get("en", ""), re.IGNORECASE) for word in self.en
        )


class Conditions(Part):
    """For which incidents a step is proposed: any of the topics or controls, all of the facts, any of the words."""

    topics: list[Key] = []
    controls: list[Key] = []
    facts: list[Slot] = []
    words: Words | None = None
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")


class PatternMoment(Part):
    """When the step happens: what the story calls it, and which day of the incident it is."""

    label: LocalisedText
    on: Day | None = None


class Telling(Part):
    """What is said of the real event, with slots for its facts.

    `optional`: left out where one of them is unknown. `leads`: announces the facts that are listed below, if any are.
    """

    text: LocalisedText
    optional: bool = False
    leads: bool = False


class Pattern(Document):
    """A step with slots such as {people}; a slot without a fact becomes a placeholder for the author."""

    title: LocalisedText
    stage: Stage
    when: Conditions
    audience: list[Key] = ["everybody"]
    moment: PatternMoment
    role: LocalisedText
    story: LocalisedText
    exhibits: list[Exhibit] = []
    question: AnyQuestion
    what_happened: list[Telling] = Field(min_length=1)
    cites: Words | None = None
    """Facts that say one of these words are listed below what happened."""
    controls: list[Key] = Field(min_length=1)
    tomorrow: LocalisedText | None = None
    barrier: bool = False
    look_back: bool = False

    @field_validator("question", mode="before")
    @classmethod
    def _without_uid(cls, value: Any) -> Any:
        # Each step made from the pattern gets an identifier of its own.
        return {"uid": "q-pattern", **value} if isinstance(value, dict) else value

    @model_validator(mode="after")
    def _slots_are_known(self) -> "Pattern":
        told = set(slots_in(self.what_happened))
        played = set(slots_in(self.model_copy(update={"what_happened": []})))
        if ORGANISATION in played:
            raise Invalid(_REAL_NAME, slot=f"{{{ORGANISATION}}}")
        if unknown := sorted((told | played) - {*FACTS, ORGANISATION}):
            raise Invalid(_NO_SLOT, slot=f"{{{unknown[0]}}}", known=(*FACTS, ORGANISATION))
        return self


def slots_in(part: object) -> list[str]:
    """List the slots in the texts of a part."""
    return [name for text in texts_in(part) for said in text.root.values() for name in SLOT.findall(said)]
