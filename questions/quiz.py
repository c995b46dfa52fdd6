"""A quiz: scenarios with a pass mark. A release document is a quiz with everything it needs inside."""

from functools import cached_property

from pydantic import Field

from questions.control import Control
from questions.incident import Incident
from questions.scenario import Scenario, Step
from questions.text import Document, Key, LocalisedText, Part


class Section(Part):
    """A part of a quiz that is taken in one sitting."""

    scenario: Key


class Quiz(Document):
    """What is assigned: its sections in order, its languages and the share of marks (per cent) that passes."""

    title: LocalisedText
    summary: LocalisedText
    audience: list[Key] = Field(min_length=1)
    languages: list[str] = Field(min_length=1)
    sections: list[Section] = Field(min_length=1)
    pass_mark: int = Field(ge=0, le=100)
    attempts_allowed: int | None = Field(default=None, ge=1)


class ReleaseDocument(Part):
    """A frozen quiz: with its canonical bytes alone, what a person saw can be shown again."""

    schema_version: int = 1
    quiz: Quiz
    scenarios: list[Scenario]
    incidents: list[Incident]
    controls: list[Control]

    @cached_property
    def scenario_by_key(self) -> dict[str, Scenario]:
        """Map scenario keys to scenarios."""
        return {scenario.key: scenario for scenario in self.scenarios}

    @cached_property
    def incident_by_key(self) -> dict[str, Incident]:
        """Map incident keys to incidents."""
        return {incident.key: incident for incident in self.incidents}

    @cached_property
    def control_by_key(self) -> dict[str, Control]:
        """Map control keys to controls."""
        return {control.key: control for control in self.controls}

    @cached_property
    def marked_steps(self) -> list[tuple[Scenario, Step]]:
        """List the steps that make up the score, in document order."""
        return [(scenario, step) for scenario in self.scenarios for step in scenario.steps if step.marked]

    def step(self, scenario: str, step: str) -> Step:
        """Return a step by the keys of its scenario and its own; raise KeyError when there is none."""
        return self.scenario_by_key[scenario].step(step)
