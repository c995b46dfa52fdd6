"""Many people who take trainings at the same time; each acknowledged answer is said aloud."""

import uuid
from collections.abc import Sequence

from flask import Flask

from tests.factories.documents import right
from tests.support.speakers import Say
from training import transaction
from training.learning import queries, service

Pair = tuple[uuid.UUID, uuid.UUID]
"""A person with an assignment, or with an attempt."""


def take(app: Flask, pairs: Sequence[Pair], say: Say) -> None:
    """Let everybody begin, then let the answers go round to the end: one step each, again and again."""
    with app.test_request_context():
        attempts = [_start(*pair) for pair in pairs]
        say("all started")
        while attempts:
            attempts = [attempt for attempt in attempts if _answer(*attempt, say)]


def _start(person: uuid.UUID, assignment: uuid.UUID) -> Pair:
    return person, transaction.run(lambda: service.start(person, assignment))


def _answer(person: uuid.UUID, attempt: uuid.UUID, say: Say) -> bool:
    """Answer the open decision and tell whether there was one."""
    state = queries.get_state(person, attempt)
    if state.finished_at:
        return False
    ref = state.places[-1].ref
    transaction.run(lambda: service.answer(person, attempt, ref, right(ref), None))
    say(" ".join(["answered", str(attempt), *ref]))
    return True
