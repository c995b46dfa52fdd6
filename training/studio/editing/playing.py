"""A preview that is played: the answers given on the way stand in its address, so that nothing is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlencode

from flask import url_for
from werkzeug.datastructures import MultiDict

from questions.kinds import Response, ResponseError
from questions.paths import faults
from questions.play import StepRef
from questions.scenario import Scenario
from training.case_map import CaseMap, case_map

OWN = ("language", "past", "framed", "review")
"""What addresses of previews say beside the answer itself."""


@dataclass(frozen=True)
class Way:
    """The steps passed so far, each with the fields of its answer, and how the preview is looked at."""

    scenario: Scenario
    past: tuple[str, ...]
    language: str
    framed: str
    review: str = ""
    """The review whose wording is played; empty for the scenario as it is now."""

    @classmethod
    def of(cls, scenario: Scenario, arguments: MultiDict[str, str], language: str) -> "Way":
        """Read the way from an address; what is no step of the scenario is left out."""
        known = {step.key for step in scenario.steps}
        past = [one for one in arguments.getlist("past") if one.partition("?")[0] in known]
        return cls(scenario, tuple(past), language, arguments.get("framed", ""), arguments.get("review", ""))

    @property
    def arguments(self) -> dict[str, Any]:
        """Return what every address along this way carries."""
        more = {name: value for name, value in (("framed", self.framed and "1"), ("review", self.review)) if value}
        return {"language": self.language, "past": list(self.past), **more}

    def with_step(self, step_key: str, fields: Mapping[str, Sequence[str]]) -> "Way":
        """Return the way with one more step passed; who comes by again answers anew."""
        before = [one for one in self.past if one.partition("?")[0] != step_key]
        passed = f"{step_key}?{urlencode(fields, doseq=True)}"
        return replace(self, past=(*before, passed))

    def back(self) -> tuple[str, "Way"] | None:
        """Return the step passed last and the way up to it; None at the beginning."""
        if not self.past:
            return None
        return self.past[-1].partition("?")[0], replace(self, past=self.past[:-1])

    def address(self, step_key: str | None, **more: Any) -> str:
        """Return the address of a step on this way, or of its end."""
        arguments = {**self.arguments, **more}
        if step_key is None:
            return url_for("studio.preview_end", key=self.scenario.key, **arguments)
        return url_for("studio.preview_step", key=self.scenario.key, step_key=step_key, **arguments)

    def responses(self) -> dict[StepRef, Response]:
        """Return the answers given on the way."""
        found = {}
        for passed in self.past:
            key, _mark, fields = passed.partition("?")
            question = self.scenario.step(key).question
            try:
                answered = question.parse(parse_qs(fields, keep_blank_values=True)) if question else None
            except ResponseError:
                continue
            if answered is not None:
                found[self.scenario.key, key] = answered
        return found

    def map(self) -> CaseMap | None:
        """Draw the case as the result page shows it; nothing while its ways are not right."""
        return None if faults(self.scenario) else case_map(self.scenario, self.responses())

    def marks(self) -> tuple[float, int]:
        """Return the marks earned on the way, and how many a whole one can earn."""
        grades = [
            float(question.grade(response))
            for (_scenario, key), response in self.responses().items()
            if (question := self.scenario.step(key).question) and question.marked
        ]
        return sum(grades), sum(step.marked for step in self.scenario.steps)
