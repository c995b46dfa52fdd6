"""Attempts with answers and marks, made directly: what statistics and reports are counted from."""

import itertools
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from questions.canonical import canonical_bytes
from questions.kinds import Response
from questions.quiz import ReleaseDocument, StepRef
from tests.factories.maker import LONG_AGO, Maker
from training.extensions import db
from training.models import Answer, Assignment, Attempt, AttemptEnd, Campaign, Mark, Release, User, new_id

Given = Mapping[str, Response | None]
"""Answers by step; None is a step that time ran out for."""


class Results:
    """Attempts at one release; each is finished a minute after the one before."""

    def __init__(self, make: Maker, document: ReleaseDocument, number: int = 1) -> None:
        self.make, self.document = make, document
        self.release: Release = make.release(document, number)
        self.campaign: Campaign = make.campaign(self.release)
        self._minutes = itertools.count(1)
        self._refs: dict[str, StepRef] = {step.key: (s.key, step.key) for s, step in document.questions}

    def person(self) -> Assignment:
        """Assign the release to somebody new."""
        return self.assign(self.make.person())

    def assign(self, person: User, campaign: Campaign | None = None) -> Assignment:
        """Assign the release to somebody."""
        return self.make.assignment(person, campaign=campaign or self.campaign)

    def attempt(
        self,
        given: Given,
        assignment: Assignment | None = None,
        *,
        number: int = 1,
        practice: bool = False,
        finished: bool = True,
        drawn: str | None = None,
        certainty: int | None = None,
        seconds: int = 30,
    ) -> uuid.UUID:
        """Make an attempt with these answers, marked as they are graded, and return its id."""
        assignment = assignment or self.person()
        ended_at = LONG_AGO + timedelta(minutes=next(self._minutes))
        own = {"person_id": assignment.person_id, "attempt_id": new_id()}
        answers: list[dict[str, Any]] = []
        marks: list[dict[str, Any]] = []
        for step, response in given.items():
            if response is None:
                continue
            place = own | dict(zip(("scenario_key", "step_key"), self._refs[step], strict=True))
            answers.append(self._answer(place, response, certainty, ended_at - timedelta(seconds=seconds), ended_at))
            question = self.document.step(*self._refs[step]).question
            if finished and question and question.marked:
                marks.append(place | {"sequence": 1, "points": float(question.grade(response)), "marked_at": ended_at})
        row = {
            "person_id": assignment.person_id,
            "id": own["attempt_id"],
            "assignment_id": assignment.id,
            "release_id": self.release.id,
            "practice": practice,
            "number": number,
            "seed": "0" * 32,
            "drawn": drawn,
            "started_at": ended_at - timedelta(minutes=5),
        }
        if finished:
            score = round(sum(mark["points"] for mark in marks) / self.document.decisions, 6)
            row |= {"finished_at": ended_at, "ended": AttemptEnd.COMPLETED, "score": score, "passed": score >= 0.7}
        self.make.run(lambda: _insert(row, answers, marks))
        return own["attempt_id"]

    def mark_again(self, assignment_person: uuid.UUID, attempt: uuid.UUID, step: str, points: float) -> None:
        """Give an answer another mark, as a ruling does."""
        place = dict(zip(("scenario_key", "step_key"), self._refs[step], strict=True))
        own = {"person_id": assignment_person, "attempt_id": attempt}
        later = {"sequence": 2, "points": points, "reason": "The key was wrong.", "marked_at": LONG_AGO}
        self.make.run(lambda: db.session.execute(insert(Mark), [own | place | later]))

    def _answer(
        self, place: dict[str, Any], response: Response, certainty: int | None, shown_at: Any, answered_at: Any
    ) -> dict[str, Any]:
        return place | {
            "release_id": self.release.id,
            "response": canonical_bytes(list(response)).decode(),
            "certainty": certainty,
            "shown_at": shown_at,
            "answered_at": answered_at,
        }


def _insert(attempt: dict[str, Any], answers: list[dict[str, Any]], marks: list[dict[str, Any]]) -> None:
    db.session.execute(insert(Attempt), [attempt])
    for model, rows in ((Answer, answers), (Mark, marks)):
        if rows:
            db.session.execute(insert(model), rows)
