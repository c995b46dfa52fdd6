"""Reads attempts and answers for the figures; whose they are serves to tell first attempts from later ones."""

import json
import uuid
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import lru_cache, reduce
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Text, and_, cast, func, literal, select

from questions.kinds import Response
from questions.quiz import StepRef
from training.errors import NotFound
from training.extensions import db
from training.joins import answer_of_attempt, mark_of_answer, step_of_answer
from training.models import Answer, Attempt, Mark, Release, ReleaseStep


class FinishedAttempt(NamedTuple):
    """An attempt that counts, and when it was finished."""

    release_id: uuid.UUID
    person_id: uuid.UUID
    id: uuid.UUID
    number: int
    score: float
    drawn: str | None
    finished_at: datetime


class GivenAnswer(NamedTuple):
    """An answer with its present mark and, where they were read, the seconds that it took."""

    response: Response
    points: float
    certainty: int | None
    seconds: float | None = None


class Wording(NamedTuple):
    """A release that asks a question in the same wording, and where."""

    release_id: uuid.UUID
    quiz_key: str
    number: int
    published_at: datetime
    ref: StepRef


Entry = tuple[StepRef, int, GivenAnswer]
"""A step, which of its marks this is, and the answer with it."""

_GAP, _LINE = " ", "\n"
"""What parts the texts of an entry, and entries: neither stands in a key or unescaped in JSON but in the last text."""


def list_finished_attempts(release_ids: Collection[uuid.UUID]) -> list[FinishedAttempt]:
    """List the finished attempts of these releases that count, in the order in which they were finished."""
    columns = [getattr(Attempt, name) for name in FinishedAttempt._fields]
    rows: Iterable[Any] = db.session.execute(
        select(*columns).where(Attempt.release_id.in_(release_ids), _counts()).order_by(Attempt.finished_at, Attempt.id)
    )
    return [FinishedAttempt(*row) for row in rows]


def map_first_answers(release_id: uuid.UUID) -> dict[uuid.UUID, dict[StepRef, GivenAnswer]]:
    """Map first attempts at a release to their answers by step."""
    # The database joins an attempt's answers into one text: a row for each would cost several times as much to read.
    entry = _joined(Answer.scenario_key, Answer.step_key, Mark.sequence, Mark.points, Answer.certainty, Answer.response)
    rows = db.session.execute(
        _marked(select(Answer.attempt_id, func.aggregate_strings(entry, _LINE)))
        .where(Attempt.release_id == release_id)
        .group_by(Answer.attempt_id)
    )
    return {attempt_id: _present(map(_read, entries.split(_LINE))) for attempt_id, entries in rows}


def map_first_answers_to(
    uid: str, revision: str, release_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, dict[StepRef, GivenAnswer]]:
    """Map first attempts at these releases to their answer to one question, in one wording, with its time."""
    columns = (Answer.attempt_id, Answer.scenario_key, Answer.step_key, Answer.response, Answer.certainty)
    rows = db.session.execute(
        _marked(select(*columns, Answer.shown_at, Answer.answered_at, Mark.sequence, Mark.points))
        .join(ReleaseStep, step_of_answer())
        .where(ReleaseStep.question_uid == uid, ReleaseStep.question_revision == revision)
        .where(Attempt.release_id.in_(release_ids))
    )
    found: dict[uuid.UUID, list[Entry]] = {}
    for row in rows:
        seconds = (row.answered_at - row.shown_at).total_seconds() if row.shown_at else None
        answer = GivenAnswer(_response(row.response), row.points or 0.0, row.certainty, seconds)
        entry = ((row.scenario_key, row.step_key), row.sequence or 0, answer)
        found.setdefault(row.attempt_id, []).append(entry)
    return {attempt_id: _present(entries) for attempt_id, entries in found.items()}


def get_question(release_id: uuid.UUID, ref: StepRef) -> tuple[str, str]:
    """Return uid and revision of the question at a step of a release, as published; raise NotFound when there is none.

    A revision is not worked out anew: a later program may count more into it.
    """
    place = (ReleaseStep.release_id == release_id, ReleaseStep.scenario_key == ref[0], ReleaseStep.step_key == ref[1])
    row = db.session.execute(
        select(ReleaseStep.question_uid, ReleaseStep.question_revision).where(*place)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row.question_uid, row.question_revision


def list_wordings(question_uid: str, revision: str) -> list[Wording]:
    """List the releases that ask a question in this wording, the newest first."""
    columns = (Release.id, Release.quiz_key, Release.number, Release.published_at)
    rows = db.session.execute(
        select(*columns, ReleaseStep.scenario_key, ReleaseStep.step_key)
        .join(ReleaseStep, ReleaseStep.release_id == Release.id)
        .where(ReleaseStep.question_uid == question_uid, ReleaseStep.question_revision == revision)
        .order_by(Release.published_at.desc(), Release.number.desc(), Release.id)
    )
    return [Wording(*row[:4], (row.scenario_key, row.step_key)) for row in rows]


def _counts() -> Any:
    return and_(Attempt.finished_at.is_not(None), Attempt.practice.is_(False))


def _marked(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Let a statement read the answers of first attempts, once for each mark that they were given."""
    joined = statement.select_from(Attempt).join(Answer, answer_of_attempt()).outerjoin(Mark, mark_of_answer())
    return joined.where(_counts(), Attempt.number == 1)


def _joined(*columns: Any) -> ColumnElement[str]:
    texts = [func.coalesce(cast(column, Text), "") for column in columns]
    return reduce(lambda text, following: text + literal(_GAP) + following, texts)


@lru_cache(maxsize=16_384)
def _read(entry: str) -> Entry:
    scenario_key, step_key, sequence, points, certainty, response = entry.split(_GAP, 5)
    answer = GivenAnswer(_response(response), float(points or 0), int(certainty) if certainty else None)
    return (scenario_key, step_key), int(sequence or 0), answer


def _present(entries: Iterable[Entry]) -> dict[StepRef, GivenAnswer]:
    """Return the answers with the mark that was given last."""
    return {ref: answer for ref, _sequence, answer in sorted(entries, key=_by_sequence)}


def _by_sequence(entry: Entry) -> int:
    return entry[1]


@lru_cache(maxsize=4096)
def _response(stored: str) -> Response:
    return tuple(json.loads(stored))
