"""A quiz: scenarios and draws with a pass mark. A release document is a quiz with everything it needs inside."""

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from questions.control import Control
from questions.fault import N_, Invalid
from questions.incident import Incident
from questions.scenario import Scenario, Step
from questions.text import Answers, Document, Key, LocalisedText, Part, Plain

_ONE_OF_BOTH = N_("A sitting is either a scenario or a draw: choose a scenario, or fill in the draw, but not both.")

StepRef = tuple[str, str]
"""The key of a scenario and the key of a step in it."""

MOST = 1_000_000
"""Attempts or versions; the version that somebody acknowledges is kept in a column."""


class Draw(Part):
    """Questions taken from the bank: `count` of those that fit every list that is not empty."""

    title: LocalisedText
    count: int = Field(ge=1, le=50)
    controls: list[Key] = []
    topics: list[Key] = []
    audience: list[Key] = []
    families: list[Key] = []


class Section(Part):
    """A part of a quiz that is taken in one sitting: a scenario or a draw."""

    scenario: Key | None = None
    draw: Draw | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "Section":
        if (self.scenario is None) == (self.draw is None):
            raise Invalid(_ONE_OF_BOTH)
        return self


class Policy(Part):
    """A text that everybody acknowledges before the first attempt; a higher version asks again."""

    title: LocalisedText
    text: LocalisedText
    version: int = Field(default=1, ge=1, le=MOST)


class Quiz(Document):
    """What is assigned: its sections in order, its languages and its rules.

    `pass_mark` is a share of the marks in per cent. `counts` says which attempt's score stands. `feedback` is shown
    after each answer, when the attempt is finished, or when it is finished and the due date has passed.
    """

    title: LocalisedText
    summary: LocalisedText
    audience: list[Key] = Field(min_length=1)
    languages: list[Plain] = Field(min_length=1)
    sections: list[Section] = Field(min_length=1)
    pass_mark: int = Field(ge=0, le=100)
    attempts_allowed: int | None = Field(default=None, ge=1, le=MOST)
    waiting_hours: int | None = Field(default=None, ge=1, le=24 * 365)
    counts: Literal["best", "first", "last"] = "best"
    feedback: Literal["at_once", "at_end", "after_due"] = "at_once"
    certainty: bool = False
    time_limit_minutes: int | None = Field(default=None, ge=1, le=24 * 60)
    policy: Policy | None = None
    practice: bool = True
    kept_on_purpose: Answers = None

    @property
    def scenario_keys(self) -> list[Key]:
        """List the scenarios that everybody plays, in order."""
        return [section.scenario for section in self.sections if section.scenario]

    @property
    def draws(self) -> dict[int, Draw]:
        """Map the place of a section, from 0, to its draw."""
        return {place: section.draw for place, section in enumerate(self.sections) if section.draw}

    @property
    def useful_attempts(self) -> int | None:
        """Return how many attempts can be to anybody's use: one where the first counts; None for any number."""
        return 1 if self.counts == "first" else self.attempts_allowed


class Pool(Part):
    """The closed set that the draw of a section (its place from 0) takes from."""

    section: int
    refs: list[StepRef]


class Documents(Part):
    """Documents with those that they name: what a release holds, or what one document is read with."""

    quiz: Quiz | None = None
    scenarios: list[Scenario] = []
    incidents: list[Incident] = []
    controls: list[Control] = []
    pooled: list[Scenario] = []

    @cached_property
    def scenario_by_key(self) -> dict[str, Scenario]:
        """Map scenario keys to scenarios, those of the pools with their pooled steps only."""
        return {scenario.key: scenario for scenario in (*self.scenarios, *self.pooled)}

    @cached_property
    def incident_by_key(self) -> dict[str, Incident]:
        """Map incident keys to incidents."""
        return {incident.key: incident for incident in self.incidents}


class ReleaseDocument(Documents):
    """A frozen quiz: with its canonical bytes alone, what a person saw can be shown again.

    `pooled` holds the scenarios that questions are drawn from, cut down to those steps. No step stands in two pools,
    or in a pool and in a scenario that everybody plays; nor do twins.
    """

    schema_version: int = 1
    quiz: Quiz
    scenarios: list[Scenario]
    incidents: list[Incident]
    controls: list[Control]
    pools: list[Pool] = []

    @cached_property
    def control_by_key(self) -> dict[str, Control]:
        """Map control keys to controls."""
        return {control.key: control for control in self.controls}

    @cached_property
    def questions(self) -> list[tuple[Scenario, Step]]:
        """List every step with a question in document order, those that may be drawn last."""
        return [(s, step) for s in (*self.scenarios, *self.pooled) for step in s.steps if step.question]

    @cached_property
    def decisions(self) -> int:
        """Return how many marked decisions an attempt has, whatever is drawn."""
        played = sum(step.marked for scenario in self.scenarios for step in scenario.steps)
        return played + sum(draw.count for draw in self.quiz.draws.values())

    def step(self, scenario: str, step: str) -> Step:
        """Return a step by the keys of its scenario and its own; raise KeyError when there is none."""
        return self.scenario_by_key[scenario].step(step)
