"""A scenario: a short case played in steps, in an unnamed, composite organisation."""

from typing import Any

from pydantic import Field, model_validator

from questions.canonical import canonical_bytes, digest
from questions.drafts.origin import Draft
from questions.exhibits import Exhibit
from questions.fault import N_, Invalid, SameKey, Steps
from questions.kinds import AnyQuestion, Response
from questions.text import Answers, Document, Key, LocalisedText, Part, PartialDate

_LEADS_NOWHERE = N_("The step %(step)s leads to %(target)s, which is not a step of this scenario any more.")
_NOT_IN_REVISION = {"uid", "family", "retired", "real", "feedback"}


class Moment(Part):
    """When a step happens: a date on the timeline and how the story names it."""

    date: PartialDate | None = None
    label: LocalisedText


class WhatHappened(Part):
    """What the real organisation met at this point, with the facts it rests on; the only place that names it."""

    text: LocalisedText
    facts: list[Key] = Field(min_length=1)


class Step(Part):
    """One moment: story, exhibits and usually one decision. Without a question it is a scene."""

    key: Key
    moment: Moment
    role: LocalisedText | None = None
    story: LocalisedText
    exhibits: list[Exhibit] = []
    question: AnyQuestion | None = None
    what_happened: WhatHappened | None = None
    controls: list[Key] = []
    tomorrow: LocalisedText | None = None
    barrier: bool = False
    look_back: bool = False
    alone: bool = False
    """May be asked by itself, so that a quiz may draw it: its story needs no step before it."""
    next: Key | None = None
    kept_on_purpose: Answers = None
    draft: Draft | None = None

    @model_validator(mode="after")
    def _can_be_alone(self) -> "Step":
        if self.alone and not self.marked:
            raise Invalid(N_("A step that may be asked alone needs a question that is marked."))
        if self.alone and self.question and self.question.branches():
            raise Invalid(N_("A step that may be asked alone can't lead to different steps."))
        return self

    @property
    def marked(self) -> bool:
        """Whether the step adds to the score."""
        return self.question is not None and self.question.marked

    @property
    def uid(self) -> str:
        """Return the question's uid, empty for a scene."""
        return self.question.uid if self.question else ""

    @property
    def twins(self) -> str:
        """Return what joins the question with its twins: the family, else its own uid."""
        return (self.question.family if self.question else None) or self.uid

    def following(self) -> list[Key | None]:
        """List every step that may come next; None is the end."""
        branches: list[Key | None] = list(self.question.branches()) if self.question else []
        return [*branches, self.next] if self.next not in branches else branches

    def after(self, response: Response | None) -> Key | None:
        """Return the step that follows on an answer, or on a scene; None at the end."""
        return (self.question.next_after(response) if self.question and response else None) or self.next

    def revision(self) -> str:
        """Return a SHA-256 over what is seen before answering and how the answer is graded.

        Feedback and what the real organisation chose are left out: a change there makes no new question, and answers
        stay comparable across it.
        """
        seen = self.model_dump(mode="json", by_alias=True, exclude_none=True, include={"story", "exhibits", "question"})
        return digest(canonical_bytes(_without(seen, _NOT_IN_REVISION)))


class Scenario(Document):
    """Steps that begin with the first one listed; one scenario is one sitting."""

    incident: Key
    title: LocalisedText
    audience: list[Key] = Field(min_length=1)
    role: LocalisedText
    intro: LocalisedText
    topics: list[Key] = []
    steps: list[Step] = Field(min_length=1)
    kept_on_purpose: Answers = None

    @model_validator(mode="after")
    def _steps_resolve(self) -> "Scenario":
        keys = [step.key for step in self.steps]
        if len(set(keys)) < len(keys):
            raise SameKey(N_("Two steps have the same short name."))
        for step in self.steps:
            for target in step.following():
                if target is not None and target not in keys:
                    raise Invalid(_LEADS_NOWHERE, step=Steps((step.key,)), target=target)
        uids = [step.question.uid for step in self.steps if step.question]
        if len(set(uids)) < len(uids):
            raise Invalid(N_("Two questions have the same identifier."))
        return self

    def step(self, key: str) -> Step:
        """Return the step named `key`; raise KeyError when there is none."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)


def _without(value: Any, names: set[str]) -> Any:
    if isinstance(value, dict):
        return {name: _without(item, names) for name, item in value.items() if name not in names}
    if isinstance(value, list):
        return [_without(item, names) for item in value]
    return value
