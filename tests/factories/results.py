"""Attempts with answers and marks, made directly: what statistics and reports are counted from."""

import itertools
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from questions.canonical import canonical_bytes
from questions.kinds import Response
from questions.quiz import ReleaseDocument, StepRef
from tests.factories.maker import LONG_AGO, Maker
from training.extensions import db
from training.models import Answer, Assignment, Attempt, AttemptEnd, Campaign, Mark, Release, User, new_id

Row = dict[str, Any]
Given = Mapping[str, Response | None]
"""Answers by step; None is a step that time ran out for."""


class Results:
    """Attempts at one release; each is finished a minute after the one before."""

    def __init__(self, make: Maker, document: ReleaseDocument, number: int = 1) -> None:
        self.make, self.document = make, document
        self.release: Release = make.release(document, number)
        self.campaign: Campaign = make.campaign(self.release)
        self._minutes = itertools.count(1)
        self._numbers: dict[tuple[uuid.UUID, bool], Iterator[int]] = defaultdict(lambda: itertools.count(1))
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
        number: int | None = None,
        practice: bool = False,
        finished: bool = True,
        drawn: str | None = None,
        certainty: int | None = None,
        seconds: int = 30,
    ) -> uuid.UUID:
        """Make an attempt with these answers, marked as they are graded, and return its id.

        Its number is the next of the assignment, unless another is given, as after attempts at an earlier release.
        """
        assignment = assignment or self.person()
        ended_at = LONG_AGO + timedelta(minutes=next(self._minutes))
        row = {
            "person_id": assignment.person_id,
            "id": new_id(),
            "assignment_id": assignment.id,
            "release_id": self.release.id,
            "practice": practice,
            "number": number or next(self._numbers[assignment.id, practice]),
            "seed": "0" * 32,
            "drawn": drawn,
            "started_at": ended_at - timedelta(minutes=5),
        }
        answered = {step: response for step, response in given.items() if response is not None}
        times = {"shown_at": ended_at - timedelta(seconds=seconds), "answered_at": ended_at, "certainty": certainty}
        answers = [self._place(row, step) | self._answer(response) | times for step, response in answered.items()]
        marks = [mark for step, response in answered.items() for mark in self._marks(row, step, response, ended_at)]
        if finished:
            score = round(sum(mark["points"] for mark in marks) / self.document.decisions, 6)
            row |= {"finished_at": ended_at, "ended": AttemptEnd.COMPLETED, "score": score, "passed": score >= 0.7}
        self.make.run(lambda: _insert(row, answers, marks if finished else []))
        return uuid.UUID(str(row["id"]))

    def mark_again(self, person_id: uuid.UUID, attempt_id: uuid.UUID, step: str, points: float) -> None:
        """Give an answer another mark, as a ruling does."""
        place = self._place({"person_id": person_id, "id": attempt_id}, step)
        later = {"sequence": 2, "points": points, "reason": "The key was wrong.", "marked_at": LONG_AGO}
        self.make.run(lambda: db.session.execute(insert(Mark), [place | later]))

    def _place(self, attempt: Row, step: str) -> Row:
        scenario_key, step_key = self._refs[step]
        own = {"person_id": attempt["person_id"], "attempt_id": attempt["id"]}
        return own | {"scenario_key": scenario_key, "step_key": step_key}

    def _answer(self, response: Response) -> Row:
        return {"release_id": self.release.id, "response": canonical_bytes(list(response)).decode()}

    def _marks(self, attempt: Row, step: str, response: Response, marked_at: datetime) -> list[Row]:
        question = self.document.step(*self._refs[step]).question
        if question is None or not question.marked:
            return []
        points = float(question.grade(response))
        return [self._place(attempt, step) | {"sequence": 1, "points": points, "marked_at": marked_at}]


def _insert(attempt: Row, answers: list[Row], marks: list[Row]) -> None:
    db.session.execute(insert(Attempt), [attempt])
    for model, rows in ((Answer, answers), (Mark, marks)):
        if rows:
            db.session.execute(insert(model), rows)
