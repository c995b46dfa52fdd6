"""What was chosen or typed in a decision that is still open: kept while it is typed, there again on any device."""

import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flask import current_app, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, delete, exists, literal, literal_column, select
from werkzeug.exceptions import HTTPException

from questions.canonical import canonical_bytes
from questions.kinds.base import Fields
from questions.play import StepRef
from training import clock, transaction
from training.envelope import unseal
from training.errors import NotFound, Refused
from training.extensions import db
from training.learning import queries
from training.learning.queries import AttemptState
from training.learning.rules import is_time_up
from training.models import Answer, AnswerDraft, Attempt
from training.resending import NOT_TYPED
from training.statements import execute, inserting

MOST_FIELDS = 60
MOST_CHARACTERS = 16_000
"""Of names and values together; a text of one's own may have 4,000 and is sent with longer line ends."""

NOT_KEPT = NOT_TYPED | {"shown"}
"""The fields of a decision that are not the person's own."""


_FORGET = delete(AnswerDraft).where(
    AnswerDraft.person_id == bindparam("person_id"), AnswerDraft.attempt_id == bindparam("attempt_id")
)


class TooLarge(Refused):
    """No decision has so many fields or so long ones."""


class Draft(NamedTuple):
    """The fields of a decision as they were last typed, and when they were kept."""

    fields: dict[str, list[str]]
    saved_at: datetime


class Kept(NamedTuple):
    """The address of the decision whose draft was kept, and whether everything that was sent could be."""

    address: str
    is_whole: bool


def kept_fields(fields: Fields) -> dict[str, list[str]]:
    """Return those of a decision's fields that are the person's own; raise TooLarge when they can't be an answer."""
    own = {name: list(values) for name, values in fields.items() if name not in NOT_KEPT}
    number = sum(len(values) for values in own.values())
    characters = sum(len(name) + sum(map(len, values)) for name, values in own.items())
    if number > MOST_FIELDS or characters > MOST_CHARACTERS:
        raise TooLarge(_l("This is too long to be kept."))
    return own


def save(person_id: uuid.UUID, attempt_id: uuid.UUID, ref: StepRef, fields: Fields) -> datetime | None:
    """Keep the fields of the open decision of the person's own attempt; who writes last wins.

    Return until when the attempt may take, if that is limited: more time may have been given since it was shown.

    Raises NotFound for any other step, for a finished attempt and after the time limit, TooLarge for what is no answer.
    """
    own = kept_fields(fields)
    state = queries.get_state(person_id, attempt_id)
    if not is_open(state, ref):
        raise NotFound
    if not _keep(state, ref, _encoded(own)):
        raise NotFound
    return state.ends_at


def _keep(state: AttemptState, ref: StepRef, fields: str) -> bool:
    """Write the draft unless the step was answered or the attempt finished since `state` was read."""
    table = AnswerDraft.__table__.c
    key = {"person_id": state.person_id, "attempt_id": state.id, "scenario_key": ref[0], "step_key": ref[1]}
    content = {"fields": fields, "saved_at": clock.now()}
    row = {**key, "release_id": state.release_id, **content}
    answered = exists().where(
        Answer.person_id == Attempt.person_id,
        Answer.attempt_id == Attempt.id,
        Answer.scenario_key == ref[0],
        Answer.step_key == ref[1],
    )
    # The lock makes it wait for a transaction that is finishing the attempt, and see what that one wrote.
    source = (
        select(*(literal(value, table[name].type) for name, value in row.items()))
        .select_from(Attempt)
        .where(Attempt.person_id == state.person_id, Attempt.id == state.id, Attempt.finished_at.is_(None), ~answered)
        .with_for_update(read=True)
    )
    statement = inserting(AnswerDraft).from_select(list(row), source)
    kept = statement.on_conflict_do_update(index_elements=list(key), set_=content).returning(literal_column("1"))
    return db.session.execute(kept).first() is not None


def is_open(state: AttemptState, ref: StepRef) -> bool:
    """Tell whether a step waits for the person's decision now."""
    place = state.places[-1]
    return place.ref == ref and place.is_open and not state.finished_at and not is_time_up(state.ends_at, clock.now())


def has_any(state: AttemptState) -> bool:
    """Tell whether anything was kept of any decision of the attempt."""
    return bool(json.loads(state.drafts or "[]"))


def find_draft(state: AttemptState, ref: StepRef) -> Draft | None:
    """Return what was last kept of a decision, if anything."""
    for scenario_key, step_key, fields, saved_at in json.loads(state.drafts or "[]"):
        if (scenario_key, step_key) == ref:
            moment = datetime.fromisoformat(saved_at)  # SQLite keeps it without its zone
            return Draft(json.loads(fields), moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    return None


def open_envelope(envelope: str | None, person_id: uuid.UUID) -> Kept | None:
    """Keep what was sent when the sign-in had ended as a draft.

    None for anything but an envelope with an answer of this person's own attempt: whoever else signs in learns nothing.
    Raises DatabaseBusy or StorageFull when it could not be kept; the envelope is good for another time then.
    """
    sealed = unseal(envelope)
    if not isinstance(sealed, dict):
        return None
    return keep_sent(person_id, str(sealed["address"]), _fields(sealed["fields"]))


def keep_sent(person_id: uuid.UUID, address: str, fields: Fields) -> Kept | None:
    """Keep what a decision's form held as its draft; None when `address` is no decision of the person's own.

    Raises DatabaseBusy or StorageFull as `transaction.run` does.
    """
    place = _decision_at(address)
    if place is None:
        return None
    try:
        state = queries.get_state(person_id, place["attempt_id"])
    except NotFound:
        return None
    ref, own_address = (place["scenario_key"], place["step_key"]), url_for("learning.show_step", **place)
    is_new = fields.keys() - NOT_KEPT or find_draft(state, ref)
    try:
        if is_new and is_open(state, ref):
            transaction.run(lambda: save(person_id, state.id, ref, fields))
    except TooLarge:
        return Kept(own_address, is_whole=False)
    except NotFound:  # answered meanwhile, which its page tells
        pass
    return Kept(own_address, is_whole=True)


def is_decision(address: str) -> bool:
    """Tell whether `address` is one that takes answers, anybody's."""
    return _decision_at(address) is not None


def _decision_at(address: str) -> Mapping[str, Any] | None:
    try:
        endpoint, place = current_app.url_map.bind("").match(urlsplit(address).path, "POST")
    except (HTTPException, ValueError):
        return None
    return place if endpoint == "learning.answer_step" else None


def _fields(sealed: Any) -> Fields:
    return {str(name): [str(value) for value in values] for name, values in sealed.items()}


def forget(person_id: uuid.UUID, attempt_id: uuid.UUID) -> None:
    """Remove the drafts of an attempt: it is over, or the one decision that was open is answered."""
    execute(_FORGET, {"person_id": person_id, "attempt_id": attempt_id})


def _encoded(fields: Mapping[str, list[str]]) -> str:
    data: Any = dict(fields)
    try:
        return canonical_bytes(data).decode()
    except (UnicodeError, ValueError) as error:  # a lone surrogate
        raise TooLarge(_l("This holds characters that can’t be kept.")) from error
