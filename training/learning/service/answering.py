"""Storing an answer, once."""

import uuid
from dataclasses import replace
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, select

from questions.canonical import canonical_bytes
from questions.kinds import Response
from questions.kinds.base import Fields
from questions.play import Place, StepRef
from training import clock
from training.errors import FieldError, NotFound, Refused
from training.learning import drafts, queries
from training.learning.queries import AttemptState
from training.learning.rules import takes_answer
from training.learning.service.finishing import finish
from training.models import Answer, Attempt, AttemptEnd
from training.statements import insert_once

# The worker may be finishing the attempt just now: who locks its row first decides, and the other sees the outcome.
_UNFINISHED = (
    select(Attempt.id)
    .where(
        Attempt.person_id == bindparam("person_id"),
        Attempt.id == bindparam("attempt_id"),
        Attempt.finished_at.is_(None),
    )
    .with_for_update(key_share=True)
)


class TooLate(Refused):
    """The time limit was over before an answer arrived, so it was not taken."""

    def __init__(self) -> None:
        super().__init__(_l("The time was up before this answer arrived, so it was not taken."))


def answer(  # noqa: PLR0913, PLR0917  # an answer is these things
    person_id: uuid.UUID,
    attempt_id: uuid.UUID,
    ref: StepRef,
    fields: Fields,
    shown_at: datetime | None,
    certainty: int | None = None,
    known: AttemptState | None = None,
) -> AttemptState:
    """Store the answer to a step, once, and return the attempt with it; answered again, nothing changes.

    Finishing belongs to it: the last answer stores marks, score, status, certificate, mail and audit event with it.
    Raises TooLate when the time limit is over, NotFound when the step is not on the person's way yet, ResponseError
    when `fields` hold no answer, FieldError when the certainty is missing.
    `known` is the attempt as it was read just before; where that is enough, the database is locked for less long.
    """
    now = clock.now()
    state = known if known and _is_enough(known, ref, shown_at, now) else queries.get_state(person_id, attempt_id)
    if ref in state.responses:
        return state
    place = next((place for place in state.places if place.ref == ref and place.is_open), None)
    if place is None or state.ended is AttemptEnd.COMPLETED:
        raise NotFound
    if state.ended or not takes_answer(state.ends_at, shown_at, now):
        raise TooLate
    response = parse(place, fields)
    values = _values(state, place, response, shown_at, _certainty(state, place, certainty), now)
    if not _store(state, values):
        return _answered_by_another(person_id, attempt_id, ref)
    if drafts.has_any(state):
        drafts.forget(person_id, attempt_id)
    answered = replace(state, responses={**state.responses, ref: response})
    return answered if answered.places[-1].is_open else finish(answered, now)


def _is_enough(known: AttemptState, ref: StepRef, shown_at: datetime | None, now: datetime) -> bool:
    # Answers are only ever added: a step that was open is open still, or was answered, which its row will tell.
    is_open = any(place.ref == ref and place.is_open for place in known.places)
    return is_open and known.finished_at is None and takes_answer(known.ends_at, shown_at, now)


def _store(state: AttemptState, values: dict[str, object]) -> bool:
    """Insert the answer unless there is one; under a time limit only while nobody has finished the attempt."""
    if state.ends_at is None:  # only its last answer finishes it
        return insert_once(Answer, values)
    return insert_once(Answer, values, while_there_is=_UNFINISHED)


def _answered_by_another(person_id: uuid.UUID, attempt_id: uuid.UUID, ref: StepRef) -> AttemptState:
    """Return the attempt with the answer of a window that was faster; raise TooLate when it was finished without."""
    state = queries.get_state(person_id, attempt_id)
    if ref not in state.responses:
        raise TooLate
    return state


def parse(place: Place, fields: Fields) -> Response:
    """Return the answer that `fields` hold; raise ResponseError when they hold none, NotFound where none is asked."""
    if place.step.question is None:
        raise NotFound
    return place.step.question.parse(fields)


def asks_certainty(state: AttemptState, place: Place) -> bool:
    """Tell whether this decision asks how certain the person is."""
    return state.document.quiz.certainty and place.step.marked


def _certainty(state: AttemptState, place: Place, certainty: int | None) -> int | None:
    if not asks_certainty(state, place):
        return None
    if certainty is None:
        raise FieldError("certainty", _l("Say how sure you are. It does not change the mark."))
    return certainty


def _values(  # noqa: PLR0913, PLR0917  # a row is these things
    state: AttemptState,
    place: Place,
    response: Response,
    shown_at: datetime | None,
    certainty: int | None,
    now: datetime,
) -> dict[str, object]:
    return {
        "person_id": state.person_id,
        "attempt_id": state.id,
        "scenario_key": place.scenario.key,
        "step_key": place.step.key,
        "release_id": state.release_id,
        "response": canonical_bytes(list(response)).decode(),
        "certainty": certainty,
        "team_id": state.present_team_id,
        "shown_at": shown_at,
        "answered_at": now,
    }
