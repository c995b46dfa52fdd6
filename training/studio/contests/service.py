"""How authors answer what people say against questions: one stands, or its marking is corrected for all."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from questions.ruling import Ruling, key_of
from training import audit, clock
from training.errors import Refused
from training.extensions import db
from training.mail import messages
from training.models import Contest
from training.rulings.queries import find_latest
from training.rulings.service import checked_reason, keep
from training.studio.contests import authority, queries

ANSWERED = audit.declare("contest.answered", "contest", "ruling", "kept")
"""`kept` counts the words in the answer that the gate found and the author kept expressly."""

OWN_OBJECTION = _l("You have objected to this question yourself, so somebody else has to answer.")
OWN_GAIN = _l("This correction would raise a mark of your own, so somebody else has to make it.")
ALREADY_SO = _l("The question is marked in this way already, so nothing was changed.")
ALREADY_ANSWERED = _l("Somebody has answered this objection already, so nothing was changed.")


def let_stand(contest_id: uuid.UUID, reply: str, actor_id: uuid.UUID, *, kept: int = 0) -> None:
    """Answer a contest: the question and its marking stand, and why.

    Raises NotFound, Refused when it was answered already or the actor objects to the question as well, FieldError
    when the reply is too short or too long.
    """
    contest = _get_open(contest_id, actor_id)
    _answer([contest], checked_reason("reason", reply), None, actor_id, kept)


def rule(contest_id: uuid.UUID, ruling: Ruling, actor_id: uuid.UUID, *, kept: int = 0) -> uuid.UUID:
    """Keep a ruling on the contested question, answer all open contests of it, and return the ruling's id.

    The marks of stored answers follow in transactions of their own (`learning.service`). Raises as `let_stand`, and
    Refused when the actor would gain by it, or wrote the question and others could correct it.
    """
    return _correct(ruling, [_get_open(contest_id, actor_id)], actor_id, kept)


def correct(ruling: Ruling, actor_id: uuid.UUID, *, kept: int = 0) -> uuid.UUID:
    """Keep a ruling on a question to which nobody need have objected, answer its open contests, and return its id.

    Raises as `rule`, and Refused when the question is marked so already, as after the same form sent twice.
    """
    if queries.has_objected(ruling.question_uid, ruling.question_revision, actor_id):
        raise Refused(OWN_OBJECTION)
    if _is_so_already(ruling):
        raise Refused(ALREADY_SO)
    return _correct(ruling, [], actor_id, kept)


def obstacle(ruling: Ruling, actor_id: uuid.UUID) -> Any:
    """Return why this person can't make a correction, if so."""
    if not authority.may_correct(ruling.question_uid, ruling.question_revision, actor_id):
        return authority.OWN_QUESTION
    return OWN_GAIN if queries.raises_mark_of(actor_id, ruling) else None


def _is_so_already(ruling: Ruling) -> bool:
    found = find_latest(ruling.question_uid, ruling.question_revision)
    if found:
        return (found.ruling.decision, found.ruling.key) == (ruling.decision, ruling.key)
    return ruling.decision == "corrected_key" and list(ruling.key) == list(key_of(ruling.question))


def _correct(ruling: Ruling, answered: Iterable[Contest], actor_id: uuid.UUID, kept: int) -> uuid.UUID:
    if queries.raises_mark_of(actor_id, ruling):
        raise Refused(OWN_GAIN)
    ruling_id = keep(ruling, actor_id, authority.checked(ruling.question_uid, ruling.question_revision, actor_id))
    first = list(answered)
    others = queries.hold_others(ruling.question_uid, ruling.question_revision, [contest.id for contest in first])
    _answer([*first, *others], ruling.reason, ruling_id, actor_id, kept)
    return ruling_id


def _get_open(contest_id: uuid.UUID, actor_id: uuid.UUID) -> Contest:
    contest = queries.hold_contest(contest_id)
    if contest.answered_at is not None:
        raise Refused(ALREADY_ANSWERED)
    asked = queries.get_contest(contest_id)
    if queries.has_objected(asked.question_uid, asked.question_revision, actor_id):
        raise Refused(OWN_OBJECTION)
    return contest


def _answer(
    contests: Iterable[Contest], reply: str, ruling_id: uuid.UUID | None, actor_id: uuid.UUID, kept: int
) -> None:
    now, told = clock.now(), list(contests)
    for contest in told:
        contest.reply, contest.answered_at, contest.answered_by = reply, now, actor_id
        contest.ruling_id = ruling_id
        audit.record(ANSWERED, contest.id, actor_id, ruling=ruling_id.hex if ruling_id else None, kept=kept)
    locales = queries.map_locales({contest.person_id for contest in told})
    messages.contests_answered((one.id, one.person_id, locales[one.person_id]) for one in told)
    db.session.flush()
